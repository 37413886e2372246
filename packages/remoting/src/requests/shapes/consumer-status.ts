/**
 * Offsets that consumers hold in memory: shared by GET_CONSUMER_STATUS_FROM_CLIENT 221 and
 * INVOKE_BROKER_TO_GET_CONSUMER_STATUS 223.
 * Defined in `remoting/protocol/header/GetConsumerStatusRequestHeader` and
 * `remoting/protocol/body/GetConsumerStatusBody`.
 */
import { fields } from '../../protocol/fields.ts'
import { type Infer, int64, mapOf, object, optional, pairs, text } from '../../protocol/shape.ts'
import { messageQueue } from './message-queue.ts'
import { topicRpcFields } from './rpc-fields.ts'

export const consumerStatusHeader = fields({
  topic: text,
  group: text,
  /** A client ID, in spite of its name: only that consumer is asked. */
  clientAddr: optional(text),
  ...topicRpcFields,
})

const offsetsOfQueues = pairs(messageQueue, int64)

export const consumerStatus = object({
  /** What one consumer answers: the offset it consumes next, by queue. */
  messageQueueTable: offsetsOfQueues,
  /** What the broker answers: the same by client ID. */
  consumerTable: mapOf(text, offsetsOfQueues),
})
export type ConsumerStatus = Infer<typeof consumerStatus>
