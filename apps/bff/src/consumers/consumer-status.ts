/** How a group is doing, in the figures of the Consumer Status panel. */
import { type ConsumerStatus, toInt64 } from '@gantry/contract'
import { figuresOf } from '../platform/brokers/group-figures.ts'
import { partialOf } from '../platform/brokers/partial-of.ts'
import { toTimestamp } from '../platform/clock.ts'
import { longestDelay, type QueueState, queueStates } from './queue-progress.ts'
import type { ConsumersRead } from './read-consumers.ts'
import { compareSubscriptions } from './subscription-differences.ts'

export function presentStatus(read: ConsumersRead): ConsumerStatus {
  const { state, unasked, failed, nowMs } = read
  const figures = state && figuresOf(state)
  const queues = queueStates(read)
  const isBroadcasting = figures?.messageModel === 'BROADCASTING'
  const accumulated = figures?.accumulated ?? null
  const isWhole = state !== undefined && state.failed.length === 0 && !isBroadcasting
  return {
    isOnline: figures?.isOnline ?? null,
    clients: figures?.clients ?? null,
    messageModel: figures?.messageModel ?? null,
    subscription: { ...compareSubscriptions(read), unasked: [...unasked] },
    consumeTps: figures?.consumeTps ?? null,
    accumulated: accumulated === null ? null : toInt64(accumulated),
    topics: topicsOf(queues, isWhole),
    lastConsumedAt: figures?.lastConsumedAtMs ? toTimestamp(figures.lastConsumedAtMs) : null,
    ...(isWhole ? longestDelay(queues) : { delayMs: null, isDelayAtLeast: false }),
    hasUnseenClients: read.hasUnseenClients,
    partial: partialOf(failed),
    asOf: toTimestamp(nowMs),
  }
}

/** @param isWhole false: part of the queues is missing, and a sum would look like the whole */
function topicsOf(queues: readonly QueueState[], isWhole: boolean): ConsumerStatus['topics'] {
  const byTopic = Map.groupBy(queues, ({ wireTopic }) => wireTopic)
  return [...byTopic.values()].flatMap(ofTopic => {
    const [first] = ofTopic
    if (first === undefined) return []
    const accumulated = ofTopic.reduce((sum, { difference }) => sum + difference, 0n)
    return {
      topic: first.topic,
      kind: first.kind,
      accumulated: isWhole ? toInt64(accumulated) : null,
      ...(isWhole ? longestDelay(ofTopic) : { delayMs: null, isDelayAtLeast: false }),
    }
  })
}
