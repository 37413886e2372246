/** Every queue of a group as the contract shows it. */
import { type consumerProgress, type QueueProgress, type ResponseOf, toInt64 } from '@gantry/contract'
import { messageModelOf } from '../platform/brokers/group-figures.ts'
import { partialOf } from '../platform/brokers/partial-of.ts'
import { toTimestamp } from '../platform/clock.ts'
import { type QueueState, queueStates } from './queue-progress.ts'
import type { ConsumersRead } from './read-consumers.ts'

export function presentProgress(read: ConsumersRead): ResponseOf<typeof consumerProgress> {
  const { state, unasked, failed, nowMs } = read
  return {
    items: queueStates(read).map(presentQueue),
    nextCursor: null,
    messageModel: state ? messageModelOf(state) : null,
    unasked: [...unasked],
    partial: partialOf(failed),
    asOf: toTimestamp(nowMs),
  }
}

function presentQueue(queue: QueueState): QueueProgress {
  const { topic, kind, brokerName, queueId, clientId, delayMs, isDelayAtLeast } = queue
  return {
    topic,
    kind,
    brokerName,
    queueId,
    brokerOffset: toInt64(queue.brokerOffset),
    consumerOffset: toInt64(queue.consumerOffset),
    difference: toInt64(queue.difference),
    clientId,
    lastConsumedAt: timeOf(queue.lastConsumedAtMs),
    delayMs,
    isDelayAtLeast,
    oldestStoredAt: timeOf(queue.oldestStoredAtMs),
    newestStoredAt: timeOf(queue.newestStoredAtMs),
  }
}

function timeOf(timeMs: number | null): string | null {
  return timeMs === null ? null : toTimestamp(timeMs)
}
