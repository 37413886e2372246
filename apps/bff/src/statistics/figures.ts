/** Figures of one minute out of two readings. What cannot be known for sure is null, never a guess. */
import { dlqTopicOf, isRetryTopic } from '@gantry/remoting'
import { MINUTE_MS } from '../platform/clock.ts'
import { type BrokerCounters, type ClusterCounters, type QueueEnds, topicOfKey } from './counters.ts'
import { retriedGroup } from './retried-group.ts'

export interface Consumption {
  readonly messages: bigint | null
  /** Stored and not yet consumed at the end of the minute. */
  readonly lag: bigint | null
  /** Of what was stored a minute ago something is not yet consumed, or that is not known. */
  readonly isBehind: boolean
}

export interface GroupFigures {
  /** Messages that nobody could consume, and came to the group's dead letters. */
  readonly deadLetters: bigint | null
  /** Messages that are to come again. */
  readonly retries: bigint | null
  /** Connected at the end of the minute. */
  readonly clients: number | null
}

export interface Figures {
  /** By topic on the wire; retries and dead letters are topics, too. */
  readonly produced: ReadonlyMap<string, bigint | null>
  /** By `topic@group` on the wire. */
  readonly consumed: ReadonlyMap<string, Consumption>
  /** By group on the wire. */
  readonly groups: ReadonlyMap<string, GroupFigures>
  /** False: a broker did not answer, and may hold what nobody else knows of. */
  readonly isWhole: boolean
}

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
  const produced = new Map([...topics].map(topic => [topic, sum(pairs, pair => producedAt(pair, topic))]))
  const isWhole = pairs.every(({ isThere, after }) => !isThere || after !== undefined)
  return {
    produced,
    consumed: new Map(
      [...keys].map(key => [
        key,
        {
          messages: moved.has(key) ? null : sum(pairs, pair => consumedAt(pair, key)),
          lag: sum(pairs, pair => lagAt(pair, key)),
          isBehind: pairs.some(pair => isBehindAt(pair, key)),
        },
      ]),
    ),
    groups: groupFiguresOf(after, produced, isWhole),
    isWhole,
  }
}

function groupFiguresOf(
  { brokers }: ClusterCounters,
  produced: ReadonlyMap<string, bigint | null>,
  isWhole: boolean,
): Map<string, GroupFigures> {
  const answers = [...brokers.values()].filter(counters => counters !== undefined)
  const groups = new Set(answers.flatMap(({ clients }) => [...clients.keys()]))
  const retried = Map.groupBy([...produced.keys()].filter(isRetryTopic), topic => retriedGroup(topic, groups))
  const into = (topics: readonly string[]): bigint | null =>
    isWhole ? addUp(topics.map(topic => produced.get(topic) ?? null)) : null
  return new Map(
    [...groups].map(group => {
      const dlqTopic = dlqTopicOf(group)
      return [
        group,
        {
          deadLetters: into(produced.has(dlqTopic) ? [dlqTopic] : []),
          retries: into(retried.get(group) ?? []),
          clients: isWhole ? countClients(answers, group) : null,
        },
      ]
    }),
  )
}

/** A client is usually connected to every broker. */
function countClients(answers: readonly BrokerCounters[], group: string): number | null {
  const ids = new Set<string>()
  for (const { clients } of answers) {
    if (!clients.has(group)) continue
    const connected = clients.get(group)
    if (connected === undefined) return null
    for (const id of connected) ids.add(id)
  }
  return ids.size
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
  return addUp(pairs.map(of))
}

/** Null as soon as one part is. */
function addUp(parts: ReadonlyArray<bigint | null>): bigint | null {
  let total = 0n
  for (const part of parts) {
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

function isBehindAt({ before, after, isComparable }: Pair, key: string): boolean {
  const offsets = after?.groups.get(key)
  if (after === undefined || offsets === undefined) return false
  const topic = topicOfKey(key)
  // What there was a minute ago is not known: then what there is now.
  const ends = (isComparable ? before : after)?.topics.get(topic) ?? new Map<number, QueueEnds>()
  return [...ends].some(([queueId, { max }]) => (offsets.get(queueId) ?? 0n) < max)
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
