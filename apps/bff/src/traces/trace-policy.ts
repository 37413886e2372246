import { everyone, type Policy, users } from '../platform/http/policy.ts'

export const tracePolicy: Policy = {
  traceTaskList: everyone,
  traceTaskView: everyone,
  traceList: everyone,
  traceTaskCreate: users,
  traceTaskDelete: users,
}
