import { everyone, type Policy, users } from '../platform/http/policy.ts'

/** Resource users make groups of their own. */
export const groupPolicy: Policy = {
  groupList: everyone,
  groupView: everyone,
  groupSubscriptions: everyone,
  groupSampleCode: everyone,
  groupCreate: users,
  groupUpdate: users,
  groupRepair: users,
  groupDelete: users,
}
