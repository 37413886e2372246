import { everyone, type Policy, users } from '../platform/http/policy.ts'

/** Who only looks sends nothing, and reads no bodies. */
export const messagePolicy: Policy = {
  messageSend: users,
  messageList: everyone,
  messageView: everyone,
  messageDelivery: everyone,
  /** Also decides whether a body is shown in the page, or masked. */
  messageBodyDownload: users,
  messageVerify: users,
}
