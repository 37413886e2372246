import { administrators, everyone, type Policy } from '../platform/http/policy.ts'

export const clusterPolicy: Policy = {
  clusterList: everyone,
  clusterView: everyone,
  clusterTest: administrators,
  clusterCreate: administrators,
  clusterUpdate: administrators,
  clusterDelete: administrators,
}
