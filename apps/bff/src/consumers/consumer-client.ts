/** One client, in its own words. */
import { type ConsumerClientView, toInt64 } from '@gantry/contract'
import { isRetryTopic } from '@gantry/remoting'
import type { ConsumerRunningInfo } from '@gantry/remoting/requests'
import type { ClientOfGroup } from '../platform/brokers/group-figures.ts'
import type { InstanceHandle } from '../platform/brokers/instance-handle.ts'
import { toTimestamp } from '../platform/clock.ts'
import type { Caller } from '../platform/http/caller.ts'
import { askClient } from './ask-client.ts'
import { presentClient } from './consumer-clients.ts'
import type { ClientParams, ConsumerNeeds } from './consumer-needs.ts'

/** @throws AppError NOT_FOUND, CLIENT_GONE, CLIENT_SILENT */
export async function viewClient(
  needs: ConsumerNeeds,
  caller: Caller,
  params: ClientParams,
  signal: AbortSignal,
): Promise<ConsumerClientView> {
  const { handle, client, ask } = await askClient(needs, caller, params, signal)
  const info = await ask(false)
  return presentClientView(handle, client, info, needs.clock.nowMs())
}

export function presentClientView(
  handle: InstanceHandle,
  client: ClientOfGroup,
  info: ConsumerRunningInfo,
  nowMs: number,
): ConsumerClientView {
  const { properties } = info
  const queues = queuesOf(handle, info)
  return {
    client: presentClient(client, null),
    startedAt: timeOf(numberIn(properties, 'PROP_CONSUMER_START_TIMESTAMP')),
    consumeThreads:
      numberIn(properties, 'PROP_THREADPOOL_CORE_SIZE') ?? numberIn(properties, 'consumeThreadMin'),
    consumeType: properties.get('PROP_CONSUME_TYPE') ?? null,
    isOrdered: booleanIn(properties, 'PROP_CONSUMEORDERLY'),
    subscriptions: info.subscriptionSet
      .flatMap(({ topic, subString }) => named(handle, topic, { expression: subString }))
      .toSorted((a, b) => (a.topic < b.topic ? -1 : 1)),
    topics: [...info.statusTable].flatMap(([topic, status]) =>
      named(handle, topic, {
        pullRtMs: status.pullRT,
        pullTps: status.pullTPS,
        consumeRtMs: status.consumeRT,
        consumeOkTps: status.consumeOKTPS,
        consumeFailedTps: status.consumeFailedTPS,
        failedInLastHour: toInt64(status.consumeFailedMsgs),
      }),
    ),
    queues,
    cachedMessages: queues.reduce((sum, { cachedMessages }) => sum + cachedMessages, 0),
    cachedMib: queues.reduce((sum, { cachedMib }) => sum + cachedMib, 0),
    properties: [...properties]
      .filter(([name]) => !HIDDEN.test(name))
      .map(([name, value]) => ({ name, value }))
      .toSorted((a, b) => (a.name < b.name ? -1 : 1)),
    asOf: toTimestamp(nowMs),
  }
}

/** Clients send their settings whole: nobody's key belongs on a page. */
const HIDDEN = /secret|password|accesskey|token|credential/i

function queuesOf(handle: InstanceHandle, info: ConsumerRunningInfo): ConsumerClientView['queues'] {
  const pulled = info.mqTable.flatMap(([{ topic, brokerName, queueId }, queue]) =>
    named(handle, topic, {
      brokerName,
      queueId,
      cachedMessages: queue.cachedMsgCount,
      cachedMib: queue.cachedMsgSizeInMiB,
      isLocked: queue.locked,
      lastPulledAt: timeOf(queue.lastPullTimestamp),
      lastConsumedAt: timeOf(queue.lastConsumeTimestamp),
    }),
  )
  const popped = info.mqPopTable.flatMap(([{ topic, brokerName, queueId }, queue]) =>
    named(handle, topic, {
      brokerName,
      queueId,
      cachedMessages: queue.waitAckCount,
      cachedMib: 0,
      isLocked: false,
      lastPulledAt: timeOf(queue.lastPopTimestamp),
      lastConsumedAt: null,
    }),
  )
  return [...pulled, ...popped].toSorted(
    (a, b) =>
      Number(isRetryTopic(a.topic)) - Number(isRetryTopic(b.topic)) ||
      a.topic.localeCompare(b.topic) ||
      a.brokerName.localeCompare(b.brokerName) ||
      a.queueId - b.queueId,
  )
}

/** None where the caller does not see the topic. */
function named<T extends object>(
  handle: InstanceHandle,
  wireTopic: string,
  row: T,
): Array<T & { topic: string }> {
  const topic = handle.topics.show(wireTopic)
  return topic === undefined ? [] : [{ topic, ...row }]
}

function numberIn(properties: ReadonlyMap<string, string>, name: string): number | null {
  const value = properties.get(name)
  return value !== undefined && /^\d{1,15}$/.test(value) ? Number(value) : null
}

function booleanIn(properties: ReadonlyMap<string, string>, name: string): boolean | null {
  const value = properties.get(name)
  return value === undefined ? null : value === 'true'
}

function timeOf(timeMs: number | null): string | null {
  return timeMs !== null && timeMs > 0 ? toTimestamp(timeMs) : null
}
