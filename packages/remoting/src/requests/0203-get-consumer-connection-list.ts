/**
 * GET_CONSUMER_CONNECTION_LIST 203: clients of a group that are connected to one broker, and what the group subscribes
 * to. Proxies answer it, too.
 *
 * Request fields: `consumerGroup`. Body: `ConsumerConnection`. Type, model and subscriptions are those of the client
 * that was heard last: members that differ overwrite each other.
 * Defined in `remoting/protocol/header/GetConsumerConnectionListRequestHeader`,
 * `remoting/protocol/body/ConsumerConnection`; answered by
 * `broker/processor/AdminBrokerProcessor#getConsumerConnectionList`.
 * Refusals: CONSUMER_NOT_ONLINE 206.
 */
import { fields } from '../protocol/fields.ts'
import { defineRequest, jsonBody } from '../protocol/layout.ts'
import { type Infer, list, mapOf, object, optional, text } from '../protocol/shape.ts'
import { connection } from './shapes/connection.ts'
import { consumeFromWhere, consumeType, messageModel } from './shapes/consumer-data.ts'
import { subscriptionData } from './shapes/subscription-data.ts'

export const consumerConnection = object({
  connectionSet: list(connection),
  /** By topic. */
  subscriptionTable: mapOf(text, subscriptionData),
  consumeType: optional(consumeType),
  messageModel: optional(messageModel),
  consumeFromWhere: optional(consumeFromWhere),
})
export type ConsumerConnection = Infer<typeof consumerConnection>

export const getConsumerConnectionList = defineRequest({
  name: 'GET_CONSUMER_CONNECTION_LIST',
  code: 203,
  readOnly: true,
  header: fields({ consumerGroup: text }),
  response: { body: jsonBody(consumerConnection) },
})
