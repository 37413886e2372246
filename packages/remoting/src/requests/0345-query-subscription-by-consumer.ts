/**
 * QUERY_SUBSCRIPTION_BY_CONSUMER 345: what a group that is connected to one broker wants of a topic. Since 5.0.
 *
 * Request fields: `group`, `topic`. Body: `QuerySubscriptionResponseBody`, without `subscriptionData` when the group is
 * not connected or not subscribed.
 * Defined in `remoting/protocol/header/QuerySubscriptionByConsumerRequestHeader`,
 * `remoting/protocol/body/QuerySubscriptionResponseBody`; answered by
 * `broker/processor/AdminBrokerProcessor#querySubscriptionByConsumer`.
 */
import { fields } from '../protocol/fields.ts'
import { defineRequest, jsonBody } from '../protocol/layout.ts'
import { type Infer, object, optional, text } from '../protocol/shape.ts'
import { subscriptionData } from './shapes/subscription-data.ts'

export const querySubscriptionResponseBody = object({
  group: text,
  topic: text,
  subscriptionData: optional(subscriptionData),
})
export type QuerySubscriptionResponseBody = Infer<typeof querySubscriptionResponseBody>

export const querySubscriptionByConsumer = defineRequest({
  name: 'QUERY_SUBSCRIPTION_BY_CONSUMER',
  code: 345,
  readOnly: true,
  header: fields({ group: text, topic: text }),
  response: { body: jsonBody(querySubscriptionResponseBody) },
})
