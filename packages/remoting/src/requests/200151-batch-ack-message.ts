/**
 * BATCH_ACK_MESSAGE 200151: messages taken by POP are done with, many at once. Since 5.1.3.
 *
 * No request fields. Body: `BatchAckMessageRequestBody` { `brokerName`, `acks`: one `BatchAck` for each checkpoint, its
 * values taken from the messages' handles (`shapes/pop-extra-info`) }.
 * The answer is empty; messages that a broker does not know are skipped without a word.
 * Defined in `remoting/protocol/body/BatchAckMessageRequestBody` and `BatchAck`; answered by
 * `broker/processor/AckMessageProcessor`.
 * Refusals: NO_MESSAGE 208 when `acks` is empty.
 */
import { defineRequest, jsonBody } from '../protocol/layout.ts'
import { type Infer, int32, int64, list, millis, object, text, word } from '../protocol/shape.ts'
import { bitSet } from './shapes/bit-set.ts'

const batchAck = object({
  /** consumerGroup */
  c: text,
  /** topic: the one subscribed, also of messages in a retry topic */
  t: text,
  /** retry: 0 topic, 1 retry topic, 2 retry topic V2 */
  r: word('0', '1', '2'),
  /** startOffset: `ckQueueOffset` of the handles */
  so: int64,
  /** queueId */
  q: int32,
  /** reviveQueueId */
  rq: int32,
  /** popTime (ms) */
  pt: millis,
  /** invisibleTime (ms) */
  it: millis,
  /** bitSet: the messages, each as the distance of its queue offset from `so` */
  b: bitSet,
})

export const batchAcks = object({ brokerName: text, acks: list(batchAck) })
export type BatchAcks = Infer<typeof batchAcks>

export const batchAckMessage = defineRequest({
  name: 'BATCH_ACK_MESSAGE',
  code: 200151,
  body: jsonBody(batchAcks),
})
