import { administrators, everyone, type Policy } from '../platform/http/policy.ts'

export const brokerPolicy: Policy = {
  brokerList: everyone,
  brokerView: everyone,
  brokerConfigList: everyone,
  brokerConfigUpdate: administrators,
  brokerWritePermissionUpdate: administrators,
}
