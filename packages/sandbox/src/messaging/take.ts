/**
 * Takes messages for a POP request from one queue after the other. Imitates `broker/processor/PopMessageProcessor#popMsgFromQueue`.
 *
 * What is taken counts as consumed at once, so that the next request goes on behind it; its check-point brings back what is not
 * acknowledged.
 */
import {
  decodeMessage,
  encodeStoredMessage,
  formatPopHandle,
  isRetryTopic,
  PropertyName,
} from '@gantry/remoting/internal'
import type { popMessage } from '@gantry/remoting/requests'
import type { MessageFilter } from '../filter/message-filter.ts'
import type { Broker } from '../state/broker.ts'
import type { PopQueue } from '../state/pop-orders.ts'
import { type ReadResult, readQueue } from '../state/read-queue.ts'
import { retryFlagOf } from './pop-queues.ts'
import { queueOffsetOf, recordsOf } from './records.ts'

type PopAnswerHeader = ReturnType<typeof popMessage.response.header.read>

export interface PopRequest {
  readonly topic: string
  readonly maxMsgNums: number
  readonly invisibleTime: number
  readonly initMode: number
  readonly isOrdered: boolean
  readonly attemptId: string | undefined
  readonly filter: MessageFilter | undefined
  readonly reviveQid: number
}

/** `ConsumeInitMode.MIN` */
const FROM_OLDEST = 0

export class Taking {
  readonly popTime: number
  readonly parts: Buffer[] = []
  readonly startOffsetInfo: NonNullable<PopAnswerHeader['startOffsetInfo']> = []
  readonly msgOffsetInfo: NonNullable<PopAnswerHeader['msgOffsetInfo']> = []
  readonly orderCountInfo: NonNullable<PopAnswerHeader['orderCountInfo']> = []
  messages = 0
  /** What is left in the queues that were looked into. */
  restNum = 0
  private readonly request: PopRequest
  private readonly broker: Broker

  constructor(request: PopRequest, broker: Broker) {
    this.request = request
    this.broker = broker
    this.popTime = broker.clock.now()
  }

  takeFrom(queue: PopQueue): void {
    const { isOrdered, attemptId, maxMsgNums } = this.request
    const { pop, store, offsets } = this.broker
    const { topic, group, queueId } = queue
    const offset = this.beginOffset(queue)
    if (isOrdered && pop.orders.isBlocked(queue, attemptId)) return
    if (this.messages >= maxMsgNums) {
      this.restNum += store.maxOffset(topic, queueId) - offset
      return
    }
    let [startOffset, result] = [offset, this.read(queue, offset)]
    if (result.status === 'OFFSET_TOO_SMALL' || result.status === 'OFFSET_OVERFLOW_BADLY') {
      startOffset = result.nextBeginOffset
      offsets.commit(group, topic, queueId, startOffset)
      result = this.read(queue, startOffset)
    }
    this.restNum += result.maxOffset - result.nextBeginOffset
    if (result.messages > 0) this.keep(queue, startOffset, result)
    else if (result.status === 'NO_MATCHED_MESSAGE') {
      offsets.commit(group, topic, queueId, result.nextBeginOffset)
    }
  }

  private beginOffset(queue: PopQueue): number {
    const { offsets, pop } = this.broker
    const { topic, group, queueId } = queue
    const reset = offsets.takeReset(group, topic, queueId)
    if (reset !== undefined) pop.orders.clear(queue)
    const known = reset ?? offsets.query(group, topic, queueId)
    const offset = known ?? this.firstOffset(queue)
    if (known === undefined) offsets.commit(group, topic, queueId, offset)
    return offset
  }

  /** A queue that still has its very first message is read from there, whatever is asked for. */
  private firstOffset({ topic, queueId }: PopQueue): number {
    const { store } = this.broker
    const minOffset = store.minOffset(topic, queueId)
    if (this.request.initMode === FROM_OLDEST || isRetryTopic(topic) || minOffset === 0) return minOffset
    return Math.max(store.maxOffset(topic, queueId) - 1, 0)
  }

  private read({ topic, queueId }: PopQueue, offset: number): ReadResult {
    const { maxMsgNums, filter } = this.request
    const maxMessages = maxMsgNums - this.messages
    return readQueue(this.broker.store, { topic, queueId, offset, maxMessages, filter })
  }

  private keep(queue: PopQueue, startOffset: number, result: ReadResult): void {
    const { topic, group, queueId } = queue
    const records = recordsOf(result.parts)
    const taken = records.map(queueOffsetOf)
    this.hide(queue, startOffset, taken, result.nextBeginOffset)
    this.broker.traffic.fetched(group, topic, result.messages, result.bytes)
    const retry = retryFlagOf(topic)
    this.startOffsetInfo.push({ retry, queueId, startOffset: BigInt(startOffset) })
    this.msgOffsetInfo.push({ retry, queueId, msgOffsets: taken.map(BigInt) })
    this.messages += result.messages
    if (isRetryTopic(topic)) this.parts.push(...records.map(record => this.withHandle(record, startOffset)))
    else this.parts.push(...result.parts)
  }

  private hide(
    queue: PopQueue,
    startOffset: number,
    taken: readonly number[],
    nextBeginOffset: number,
  ): void {
    const { topic, group, queueId } = queue
    const { isOrdered, attemptId, invisibleTime } = this.request
    const { offsets, pop, traffic } = this.broker
    const { popTime } = this
    if (isOrdered) {
      const counts = pop.orders.take(queue, { attemptId, popTime, invisibleTime, offsets: taken })
      this.tellCounts(queue, counts, taken.length)
      offsets.commit(group, topic, queueId, startOffset)
      return
    }
    pop.checkPoints.add({ ...queue, startOffset, popTime, invisibleTime, offsets: taken, isSuspended: false })
    offsets.commit(group, topic, queueId, nextBeginOffset)
    traffic.hidden(group, this.request.topic)
  }

  private tellCounts({ topic, queueId }: PopQueue, counts: ReadonlyMap<number, number>, taken: number): void {
    const retry = retryFlagOf(topic)
    for (const [offset, orderCount] of counts) {
      this.orderCountInfo.push({ retry, queueId, queueOffset: BigInt(offset), orderCount })
    }
    // Older clients know but one count of the whole queue.
    const lowest = counts.size === taken ? Math.min(...counts.values()) : 0
    this.orderCountInfo.push({ retry, queueId, queueOffset: undefined, orderCount: lowest })
  }

  /** A message that comes again is shown as one of the topic that the client knows, and tells itself where it lies. */
  private withHandle(record: Buffer, startOffset: number): Buffer {
    const { topic, invisibleTime, reviveQid } = this.request
    const message = decodeMessage(record, 0, { verifyCrc: false })
    const handle = formatPopHandle({
      ckQueueOffset: BigInt(startOffset),
      popTime: this.popTime,
      invisibleTime,
      reviveQid,
      retry: retryFlagOf(message.topic),
      brokerName: this.broker.brokerName,
      queueId: message.queueId,
      queueOffset: message.queueOffset,
    })
    const known = message.properties.get(PropertyName.POP_CK)
    const properties = new Map(message.properties).set(PropertyName.POP_CK, known ?? handle)
    return encodeStoredMessage({ ...message, topic, properties })
  }
}
