import { everyone, type Policy } from '../platform/http/policy.ts'

export const consumerPolicy: Policy = {
  consumerStatus: everyone,
  consumerProgress: everyone,
  consumerClientList: everyone,
  consumerClientView: everyone,
  consumerStacks: everyone,
}
