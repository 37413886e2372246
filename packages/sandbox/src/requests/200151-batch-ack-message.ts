/** BATCH_ACK_MESSAGE 200151, as `broker/processor/AckMessageProcessor`. Offsets that a queue does not have are passed over. */
import { popRetryTopicOf } from '@gantry/remoting/internal'
import { type BatchAcks, batchAckMessage } from '@gantry/remoting/requests'
import { brokerHandler, DONE } from '../handler.ts'
import { acknowledge } from '../messaging/acknowledge.ts'
import type { Broker } from '../state/broker.ts'
import { offsetOf } from '../state/offset.ts'
import { Refused } from '../state/refused.ts'

type BatchAck = BatchAcks['acks'][number]

export const batchAckMessageHandler = brokerHandler(batchAckMessage, ({ body: { acks } }, broker) => {
  if (acks.length === 0) throw new Refused('NO_MESSAGE', '')
  for (const ack of acks) acknowledgeAll(ack, broker)
  return DONE
})

function acknowledgeAll(ack: BatchAck, broker: Broker): void {
  const { c: group, q: queueId, rq: reviveQid, pt: popTime, b: distances } = ack
  const topic = realTopicOf(ack)
  const queue = broker.store.queue(topic, queueId)
  if (queue === undefined) return
  const startOffset = offsetOf(ack.so)
  const offsets = distances
    .map(distance => startOffset + distance)
    .filter(offset => offset >= queue.minOffset && offset <= queue.maxOffset)
  if (offsets.length === 0) return
  acknowledge({ group, topic, queueId, startOffset, popTime, reviveQid, offsets }, broker)
}

function realTopicOf({ t: topic, c: group, r: retry }: BatchAck): string {
  return retry === '0' ? topic : popRetryTopicOf(topic, group, retry === '1' ? 1 : 2)
}
