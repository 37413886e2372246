/** Figures of one minute out of two readings. What cannot be known for sure is null, never a guess. */
import { type BrokerCounters, type ClusterCounters, type QueueEnds, topicOfKey } from './counters.ts'

export interface Consumption {
  readonly messages: bigint | null
  /** Stored and not yet consumed at the end of the minute. */
  readonly lag: bigint | null
}

export interface Figures {
  /** By topic on the wire. */
  readonly produced: ReadonlyMap<string, bigint | null>
  /** By `topic@group` on the wire. */
  readonly consumed: ReadonlyMap<string, Consumption>
  /** False: a broker did not answer, and may hold what nobody else knows of. */
  readonly isWhole: boolean
}

const MINUTE_MS = 60_000
/** Readings further from a minute apart are no figure of that minute. */
const TOLERANCE_MS = 5_000

/** One broker, then and now. */
interface Pair {
  readonly before: BrokerCounters | undefined
  readonly after: BrokerCounters | undefined
  /** Whether the name servers still know it. */
  readonly isThere: boolean
  readonly isComparable: boolean
}

/**
 * @param moved keys `topic@group` whose offsets somebody has set meanwhile: they did not consume
 * @returns an entry for everything that either reading knows of
 */
export function figuresBetween(
  before: ClusterCounters,
  after: ClusterCounters,
  moved: ReadonlySet<string> = new Set(),
): Figures {
  const pairs = pairsOf(before, after)
  const known = (namesIn: (counters: BrokerCounters) => Iterable<string>): Set<string> =>
    new Set(
      pairs.flatMap(pair => [pair.before, pair.after]).flatMap(each => (each ? [...namesIn(each)] : [])),
    )
  const topics = known(({ topics }) => topics.keys())
  const keys = known(({ groups }) => groups.keys())
  return {
    produced: new Map([...topics].map(topic => [topic, sum(pairs, pair => producedAt(pair, topic))])),
    consumed: new Map(
      [...keys].map(key => [
        key,
        {
          messages: moved.has(key) ? null : sum(pairs, pair => consumedAt(pair, key)),
          lag: sum(pairs, pair => lagAt(pair, key)),
        },
      ]),
    ),
    isWhole: pairs.every(({ isThere, after }) => !isThere || after !== undefined),
  }
}

function pairsOf(before: ClusterCounters, after: ClusterCounters): Pair[] {
  const isNext = after.minute === before.minute + 1
  const names = new Set([...before.brokers.keys(), ...after.brokers.keys()])
  return [...names].map(name => {
    const [then, now] = [before.brokers.get(name), after.brokers.get(name)]
    return {
      before: then,
      after: now,
      isThere: after.brokers.has(name),
      isComparable: isNext && then !== undefined && now !== undefined && isContinuous(then, now),
    }
  })
}

function isContinuous(before: BrokerCounters, after: BrokerCounters): boolean {
  const elapsedMs = after.readAtMs - before.readAtMs
  return (
    before.addr === after.addr &&
    before.bootTimestamp === after.bootTimestamp &&
    Math.abs(elapsedMs - MINUTE_MS) <= TOLERANCE_MS
  )
}

function sum(pairs: readonly Pair[], of: (pair: Pair) => bigint | null): bigint | null {
  let total = 0n
  for (const pair of pairs) {
    const part = of(pair)
    if (part === null) return null
    total += part
  }
  return total
}

function producedAt(pair: Pair, topic: string): bigint | null {
  const [then, now] = [pair.before?.topics.get(topic), pair.after?.topics.get(topic)]
  if (pair.isThere && pair.after === undefined) return null
  if (then === undefined && now === undefined) return 0n
  if (!pair.isComparable || now === undefined) return null
  // The broker did not hold it a minute ago: it was made since.
  if (then === undefined) return beginsAtZero(now) ? total([...now.values()].map(({ max }) => max)) : null
  return advance(then, now, (was, is) => (is.min < was.min ? null : is.max - was.max))
}

function beginsAtZero(queues: ReadonlyMap<number, QueueEnds>): boolean {
  return [...queues.values()].every(({ min }) => min === 0n)
}

function consumedAt(pair: Pair, key: string): bigint | null {
  const [then, now] = [pair.before?.groups.get(key), pair.after?.groups.get(key)]
  if (pair.isThere && pair.after === undefined) return null
  if (then === undefined && now === undefined) return 0n
  // Where a group began its first minute is not known: at the oldest message, or at the newest.
  if (!pair.isComparable || then === undefined || now === undefined) return null
  return advance(then, now, (was, is) => is - was)
}

function lagAt({ isThere, after }: Pair, key: string): bigint | null {
  if (after === undefined) return isThere ? null : 0n
  const offsets = after.groups.get(key)
  if (offsets === undefined) return 0n
  const queues = after.topics.get(topicOfKey(key)) ?? new Map<number, QueueEnds>()
  // Where a group has no offset yet brokers count from 0, too.
  const behind = [...queues].map(([queueId, { max }]) => max - (offsets.get(queueId) ?? 0n))
  return total(behind.filter(messages => messages > 0n))
}

/** How far the same queues moved on; null when they are not the same, or one fell back. */
function advance<V>(
  before: ReadonlyMap<number, V>,
  after: ReadonlyMap<number, V>,
  step: (before: V, after: V) => bigint | null,
): bigint | null {
  if (before.size !== after.size) return null
  let moved = 0n
  for (const [queueId, now] of after) {
    const then = before.get(queueId)
    const by = then === undefined ? null : step(then, now)
    if (by === null || by < 0n) return null
    moved += by
  }
  return moved
}

function total(values: readonly bigint[]): bigint {
  return values.reduce((sum, value) => sum + value, 0n)
}
