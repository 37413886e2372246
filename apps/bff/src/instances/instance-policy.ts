import { administrators, everyone, type Policy } from '../platform/http/policy.ts'

export const instancePolicy: Policy = {
  instanceList: everyone,
  instanceView: everyone,
  instanceCreate: administrators,
  instanceUpdate: administrators,
  instanceDelete: administrators,
}
