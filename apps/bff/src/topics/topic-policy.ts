import { everyone, owners, type Policy, users } from '../platform/http/policy.ts'

/** Resource users send to topics; they do not make them. */
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
  messageSend: users,
}
