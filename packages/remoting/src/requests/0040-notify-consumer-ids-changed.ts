/**
 * NOTIFY_CONSUMER_IDS_CHANGED 40: a broker tells the consumers of a group that one came or went: they share the
 * queues out anew. It is sent one-way.
 *
 * Request fields: `consumerGroup`.
 * Defined in `remoting/protocol/header/NotifyConsumerIdsChangedRequestHeader`; sent by
 * `broker/client/net/Broker2Client#notifyConsumerIdsChanged`, taken by
 * `client/impl/ClientRemotingProcessor#notifyConsumerIdsChanged`.
 */
import { fields } from '../protocol/fields.ts'
import { defineRequest } from '../protocol/layout.ts'
import { text } from '../protocol/shape.ts'
import { rpcFields } from './shapes/rpc-fields.ts'

export const notifyConsumerIdsChanged = defineRequest({
  name: 'NOTIFY_CONSUMER_IDS_CHANGED',
  code: 40,
  header: fields({ consumerGroup: text, ...rpcFields }),
})
