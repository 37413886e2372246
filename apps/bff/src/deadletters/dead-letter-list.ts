/** Dead letters of a group: a page of a range, newest first, or those with one ID. */
import type { DeadLetter, deadLetterList, QueryOf, ResponseOf } from '@gantry/contract'
import { dlqTopicOf, fanOut } from '@gantry/remoting'
import { findEverywhere } from '../groups/group-inventory.ts'
import type { InstanceHandle } from '../platform/brokers/instance-handle.ts'
import { partialOf } from '../platform/brokers/partial-of.ts'
import {
  isWithin,
  type QueueWindow,
  readWindow,
  type StoreTimes,
  type TopicWindows,
  windowsOf,
} from '../platform/brokers/queue-window.ts'
import { fromWindowCursor, toWindowCursor } from '../platform/brokers/window-cursor.ts'
import { toTimestamp } from '../platform/clock.ts'
import type { Caller } from '../platform/http/caller.ts'
import { findDeadLetters, isSeen } from './dead-letter-find.ts'
import type { DeadLetterNeeds, GroupPlace } from './dead-letter-needs.ts'
import { presentDeadLetter, withClaims } from './dead-letter-present.ts'
import { selectClaims } from './dead-letter-store.ts'

type Query = QueryOf<typeof deadLetterList>

export async function listDeadLetters(
  needs: DeadLetterNeeds,
  caller: Caller,
  place: GroupPlace,
  query: Query,
  signal: AbortSignal,
): Promise<ResponseOf<typeof deadLetterList>> {
  const handle = await needs.instances.instanceFor(place.instanceId, caller, 'messages')
  const { wireGroup } = await findEverywhere(needs.db, handle, place, signal)
  const asOf = toTimestamp(needs.clock.nowMs())
  const { items, ...page } =
    query.messageId === undefined
      ? await pageOfRange(handle, wireGroup, query, signal)
      : await byId(handle, wireGroup, query.messageId, signal)
  const ids = items.map(({ deadLetterId }) => deadLetterId)
  const key = { instance_id: place.instanceId, group: place.group }
  return { items: withClaims(items, await selectClaims(needs.db, key, ids)), ...page, asOf }
}

type Page = Omit<ResponseOf<typeof deadLetterList>, 'asOf'>

async function byId(
  handle: InstanceHandle,
  wireGroup: string,
  messageId: string,
  signal: AbortSignal,
): Promise<Page> {
  const found = await findDeadLetters(handle, wireGroup, messageId, signal)
  const items = found.map(each => presentDeadLetter(handle, each))
  return { items, nextCursor: null, partial: null, hasQueue: true }
}

async function pageOfRange(
  handle: InstanceHandle,
  wireGroup: string,
  query: Query,
  signal: AbortSignal,
): Promise<Page> {
  const topic = dlqTopicOf(wireGroup)
  const times = storeTimesOf(query)
  const { isRouted, windows, failed } = query.cursor
    ? await restOf(handle, topic, query.cursor, signal)
    : await windowsOf(handle.admin, topic, times, signal)
  const read = (window: QueueWindow): Promise<Tail> => readTail(handle, window, query.limit, times, signal)
  const tails = await fanOut(windows, read, { placeOf: ({ queue }) => queue.node.addr, signal })
  const rows = tails.answered.flatMap(({ value }) => value.rows).toSorted(newestFirst)
  const taken = new Set(rows.slice(0, query.limit))
  const left = tails.answered.map(({ value }) => leftOf(value, taken)).filter(({ begin, end }) => begin < end)
  const unread = tails.failed.map(({ item }) => item)
  const rest = [...left, ...unread]
  return {
    items: [...taken],
    nextCursor: rest.length > 0 ? toWindowCursor(rest) : null,
    partial: partialOf([
      ...failed,
      ...tails.failed.map(({ item, place, error }) => ({ item: item.queue.node, place, error })),
    ]),
    hasQueue: isRouted,
  }
}

/** Of one queue always in the order of its offsets. */
function newestFirst(a: DeadLetter, b: DeadLetter): number {
  if (a.enteredAt !== b.enteredAt) return a.enteredAt < b.enteredAt ? 1 : -1
  if (a.brokerName !== b.brokerName) return a.brokerName < b.brokerName ? -1 : 1
  return a.queueId - b.queueId || Number(BigInt(b.queueOffset) - BigInt(a.queueOffset))
}

export function storeTimesOf({ from, to }: Pick<Query, 'from' | 'to'>): StoreTimes {
  return {
    fromMs: from === undefined ? undefined : Date.parse(from),
    toMs: to === undefined ? undefined : Date.parse(to),
  }
}

async function restOf(
  { admin }: InstanceHandle,
  topic: string,
  cursor: string,
  signal: AbortSignal,
): Promise<TopicWindows> {
  const windows = fromWindowCursor(cursor, topic, await admin.cluster.masters({ signal }))
  return { isRouted: true, windows, failed: [] }
}

/** The newest of a queue's window; bodies are let go of while reading. */
interface Tail {
  readonly window: QueueWindow
  /** Where reading began. */
  readonly start: bigint
  readonly rows: readonly DeadLetter[]
}

async function readTail(
  handle: InstanceHandle,
  window: QueueWindow,
  limit: number,
  times: StoreTimes,
  signal: AbortSignal,
): Promise<Tail> {
  const { begin, end, queue } = window
  const start = end - begin > BigInt(limit) ? end - BigInt(limit) : begin
  const rows: DeadLetter[] = []
  for await (const messages of readWindow(handle.admin, { queue, begin: start, end }, signal)) {
    for (const message of messages) {
      if (!isWithin(message, times) || !isSeen(handle, message)) continue
      rows.push(presentDeadLetter(handle, { brokerName: queue.node.brokerName, message }))
    }
  }
  return { window, start, rows }
}

/** What the next page has to read of a queue: all before the oldest row that this page took. */
function leftOf({ window, start, rows }: Tail, taken: ReadonlySet<DeadLetter>): QueueWindow {
  const left = rows.filter(row => !taken.has(row))
  const last = left.at(-1)
  return { ...window, end: last === undefined ? start : BigInt(last.queueOffset) + 1n }
}
