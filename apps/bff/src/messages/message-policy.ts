import { type Policy, users } from '../platform/http/policy.ts'

/** Who only looks sends nothing. */
export const messagePolicy: Policy = {
  messageSend: users,
}
