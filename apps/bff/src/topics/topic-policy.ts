import { everyone, owners, type Policy } from '../platform/http/policy.ts'

/** Owners make topics; others send to them. */
export const topicPolicy: Policy = {
  topicList: everyone,
  topicView: everyone,
  topicRoutes: everyone,
  topicSubscriptions: everyone,
  topicProducers: everyone,
  topicCreate: owners,
  topicUpdate: owners,
  topicRepair: owners,
  topicDelete: owners,
}
