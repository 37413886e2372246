/** PEEK_MESSAGE 200052, as `broker/processor/PeekMessageProcessor`. Messages that come again are shown with the name of their retry topic. */
import { randomInt } from 'node:crypto'
import { peekMessage } from '@gantry/remoting/requests'
import { brokerHandler } from '../handler.ts'
import { checkPop } from '../messaging/check-pop.ts'
import { allQueuesOf, nextOffset } from '../messaging/pop-queues.ts'
import type { Broker } from '../state/broker.ts'
import type { PopQueue } from '../state/pop-orders.ts'
import { type ReadResult, readQueue } from '../state/read-queue.ts'

const EMPTY = Buffer.alloc(0)

export const peekMessageHandler = brokerHandler(peekMessage, ({ header, client }, broker) => {
  const { topic, consumerGroup, maxMsgNums } = header
  const config = checkPop(header, client, broker)
  const parts: Buffer[] = []
  let [messages, bytes, restNum] = [0, 0, 0]
  for (const queue of allQueuesOf(header, config, broker, randomInt(100))) {
    restNum += broker.store.maxOffset(queue.topic, queue.queueId) - nextOffset(queue, broker)
    if (messages >= maxMsgNums) continue
    const result = look(queue, maxMsgNums - messages, broker)
    parts.push(...result.parts)
    messages += result.messages
    bytes += result.bytes
  }
  if (messages > 0) broker.traffic.fetched(consumerGroup, topic, messages, bytes)
  const answer = {
    header: { popTime: 0, invisibleTime: 0, reviveQid: 0, restNum: BigInt(restNum) },
    body: EMPTY,
    parts,
  }
  return messages > 0
    ? { ...answer, remark: 'FOUND' }
    : { ...answer, code: 'PULL_NOT_FOUND', remark: 'NO_MESSAGE_IN_QUEUE' }
})

function look(queue: PopQueue, maxMessages: number, broker: Broker): ReadResult {
  const { topic, queueId } = queue
  const read = (offset: number): ReadResult =>
    readQueue(broker.store, { topic, queueId, offset, maxMessages })
  const result = read(nextOffset(queue, broker))
  const isOutside = result.status === 'OFFSET_TOO_SMALL' || result.status === 'OFFSET_OVERFLOW_BADLY'
  return isOutside ? read(result.nextBeginOffset) : result
}
