/**
 * How long what waits has been waiting. Brokers look it up in their stores, so they are asked only where a group has not consumed
 * what was there a minute ago: of the others it is known that they are less than a minute behind.
 */
import { type Admin, fanOut } from '@gantry/remoting'
import { queryConsumeTimeSpan } from '@gantry/remoting/requests'
import { delayOf, longestDelay } from '../consumers/queue-progress.ts'
import { CALLS_AT_ONCE } from './calls-at-once.ts'
import { type BrokerCounters, groupOfKey, topicOfKey } from './counters.ts'
import type { Figures } from './figures.ts'

const TIMEOUT_MS = 10_000
const SECOND_MS = 1_000

interface Place {
  /** `topic@group` on the wire. */
  readonly key: string
  readonly broker: BrokerCounters
}

/** @returns seconds by `topic@group` on the wire, 0 for less than a minute; an entry for each where they are known */
export async function readDelays(
  admin: Admin,
  brokers: readonly BrokerCounters[],
  { consumed }: Figures,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, number>> {
  const lagging = [...consumed].filter(([, { lag }]) => lag !== null)
  const isLate = ([, { lag, isBehind }]: (typeof lagging)[number]): boolean => isBehind && lag !== 0n
  const places = lagging
    .filter(isLate)
    .flatMap(([key]) => brokers.filter(({ groups }) => groups.has(key)).map(broker => ({ key, broker })))
  const { answered, failed } = await fanOut(places, place => delayMsAt(admin, place, signal), {
    placeOf: ({ broker }) => broker.addr,
    perPlace: CALLS_AT_ONCE,
    signal,
  })
  const unknown = new Set(failed.map(({ item }) => item.key))
  const delays = new Map(lagging.filter(entry => !isLate(entry)).map(([key]) => [key, 0]))
  for (const { item, value } of answered) {
    if (value === null) unknown.add(item.key)
    else delays.set(item.key, Math.max(delays.get(item.key) ?? 0, Math.floor(value / SECOND_MS)))
  }
  for (const key of unknown) delays.delete(key)
  return delays
}

/** @returns null when the broker does not know it of some queue */
async function delayMsAt(
  { cluster }: Admin,
  { key, broker }: Place,
  signal: AbortSignal,
): Promise<number | null> {
  const header = { topic: topicOfKey(key), group: groupOfKey(key) }
  const options = { timeoutMs: TIMEOUT_MS, signal }
  const { body } = await cluster.call(broker.addr, queryConsumeTimeSpan, { header }, options)
  const spans = new Map(body.consumeTimeSpanSet.map(span => [span.messageQueue.queueId, span]))
  const offsets = broker.groups.get(key)
  const queues = [...(broker.topics.get(header.topic) ?? [])]
  const delays = queues.map(([queueId, { max }]) =>
    delayOf(max - (offsets?.get(queueId) ?? 0n), spans.get(queueId)),
  )
  return longestDelay(delays).delayMs
}
