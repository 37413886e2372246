/** Acknowledges messages that were taken by POP. Imitates `broker/processor/AckMessageProcessor#appendAck`. */
import { POP_ORDER_REVIVE_QUEUE } from '@gantry/remoting/internal'
import type { Broker } from '../state/broker.ts'
import { Refused } from '../state/refused.ts'

export interface TakenMessages {
  readonly group: string
  readonly topic: string
  readonly queueId: number
  readonly startOffset: number
  readonly popTime: number
  readonly reviveQid: number
  readonly offsets: readonly number[]
}

/** @throws Refused MESSAGE_ILLEGAL for messages in order that were not taken; what is out of order is never told */
export function acknowledge(taken: TakenMessages, broker: Broker): void {
  if (taken.reviveQid === POP_ORDER_REVIVE_QUEUE) {
    for (const offset of taken.offsets) acknowledgeInOrder(taken, offset, broker)
    return
  }
  for (const offset of taken.offsets) broker.pop.checkPoints.ack(taken, offset)
  broker.traffic.acknowledged(taken.group, taken.topic, taken.offsets.length)
}

function acknowledgeInOrder(queue: TakenMessages, offset: number, broker: Broker): void {
  const { topic, group, queueId, popTime } = queue
  const { offsets, pop } = broker
  const committed = offsets.query(group, topic, queueId) ?? -1
  if (offset < committed) return
  const next = pop.orders.ack(queue, offset, popTime)
  if (next === 'TAKEN_AGAIN') return
  if (next === 'NOT_TAKEN') {
    const remark = `offset is illegal, key:${topic}@${group}@${queueId}, old:${committed}, commit:${offset}, next:-1`
    throw new Refused('MESSAGE_ILLEGAL', remark)
  }
  if (!offsets.hasReset(group, topic, queueId)) offsets.commit(group, topic, queueId, next)
  if (!pop.orders.isBlocked(queue, undefined)) pop.held.wakeFor({ topic, group, queueId })
}
