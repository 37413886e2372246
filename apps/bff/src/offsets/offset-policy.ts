import { everyone, type Policy, users } from '../platform/http/policy.ts'

export const offsetPolicy: Policy = {
  offsetRange: everyone,
  offsetReset: users,
  offsetResetList: everyone,
  offsetResetUndo: users,
}
