import { everyone, type Policy } from '../platform/http/policy.ts'

/** Each acts on the caller's own session, password and tokens only. */
export const sessionPolicy: Policy = {
  sessionCreate: everyone,
  sessionDelete: everyone,
  sessionView: everyone,
  passwordChange: everyone,
  tokenList: everyone,
  tokenCreate: everyone,
  tokenDelete: everyone,
}
