import { everyone, type Policy, users } from '../platform/http/policy.ts'

/** Who only looks sees dead letters without their bodies. */
export const deadLetterPolicy: Policy = {
  deadLetterList: everyone,
  deadLetterView: everyone,
  deadLetterExport: users,
  deadLetterResendCreate: users,
  deadLetterResendList: everyone,
  deadLetterResendView: everyone,
  deadLetterResendResults: everyone,
  deadLetterResendCancel: users,
}
