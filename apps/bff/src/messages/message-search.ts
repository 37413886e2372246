/** A search by time, and a live tail: one page. */
import { type messageList, type QueryOf, type ResponseOf, toInt64 } from '@gantry/contract'
import type { BrokerNode, FanOutFailure } from '@gantry/remoting'
import { problem } from '@gantry/rules'
import type { InstanceHandle } from '../platform/brokers/instance-handle.ts'
import { partialOf } from '../platform/brokers/partial-of.ts'
import { isUnknownTopic } from '../platform/brokers/unknown-topic.ts'
import { AppError } from '../platform/http/app-error.ts'
import { fieldError } from '../platform/http/validation.ts'
import type { TopicParams } from '../topics/topic-needs.ts'
import type { TopicPlace } from '../topics/topic-place.ts'
import { invalid } from './message-check.ts'
import { searchFilter } from './message-filter.ts'
import { shownTime } from './message-present.ts'
import { readScanCursor, type ScanCursor, writeScanCursor } from './scan/scan-cursor.ts'
import { followed } from './scan/scan-follow.ts'
import { type ScanPage, scanPage } from './scan/scan-page.ts'
import { scanStart } from './scan/scan-start.ts'

type Query = QueryOf<typeof messageList>
type Answer = Omit<ResponseOf<typeof messageList>, 'asOf'>

/** What a page begins with: the first one's offsets, or those of its cursor. */
interface Beginning extends ScanCursor {
  readonly failed: ReadonlyArray<FanOutFailure<BrokerNode>>
  readonly oldestMs?: number | undefined
  readonly skipped?: bigint
}

export async function searchMessages(
  handle: InstanceHandle,
  place: TopicPlace,
  params: TopicParams,
  query: Query,
  nowMs: number,
  signal: AbortSignal,
): Promise<Answer> {
  const range = timeRange(query, nowMs)
  const filter = searchFilter(query)
  const beginning = await beginningOf(handle, place, query, range, signal)
  const reader = { admin: handle.admin, filter, signal, ...range }
  const page = await scanPage(reader, beginning, query.limit)
  const failed = [...beginning.failed, ...failuresOf(page, params)]
  requireSomething(beginning, page)
  const isFollowing = query.follow === 'true'
  const left = isFollowing ? page.left : page.left.filter(({ begin, end }) => begin < end)
  return {
    items: page.rows.map(({ head }) => head),
    nextCursor: left.length === 0 ? null : writeScanCursor({ ...beginning, left }),
    partial: partialOf(failed),
    progress: isFollowing ? null : progressOf(beginning, left),
    isCut: false,
    oldestStoredAt: beginning.oldestMs === undefined ? null : shownTime(beginning.oldestMs),
    skipped: toInt64(beginning.skipped ?? 0n),
    damaged: page.scans.reduce((sum, { damaged }) => sum + damaged, 0),
  }
}

interface Range {
  readonly fromMs: number
  readonly toMs: number
  readonly isToNow: boolean
}

/** @throws AppError VALIDATION for a range that is missing or ends before it begins */
function timeRange({ from, to, cursor, follow }: Query, nowMs: number): Range {
  const fromMs = from === undefined ? 0 : Date.parse(from)
  const toMs = to === undefined ? Number.MAX_SAFE_INTEGER : Date.parse(to)
  if (from === undefined && cursor === undefined && follow === 'false') {
    throw fieldError('from', problem('required'))
  }
  if (toMs < fromMs) throw invalid('to', 'The end of the range is before its beginning.')
  return { fromMs, toMs, isToNow: toMs >= nowMs }
}

async function beginningOf(
  { admin }: InstanceHandle,
  { wireTopic, queues }: TopicPlace,
  { cursor, order, follow }: Query,
  range: Range,
  signal: AbortSignal,
): Promise<Beginning> {
  const left = cursor === undefined ? undefined : readScanCursor(cursor, queues)
  if (follow === 'true') return followed(admin, wireTopic, queues, left, signal)
  if (left === undefined) return scanStart(admin, queues, { ...range, order }, signal)
  if (left.order !== order) throw invalid('order', 'The cursor is of a search in the other order.')
  return { ...left, failed: [] }
}

function failuresOf({ scans }: ScanPage, params: TopicParams): Array<FanOutFailure<BrokerNode>> {
  const failed = scans.filter(({ failure }) => failure !== undefined)
  for (const { failure } of failed) {
    if (isUnknownTopic(failure)) throw deleted(params)
  }
  return failed.map(({ queue: { node }, failure }) => ({ item: node, place: node.addr, error: failure }))
}

/** @throws the failure of a broker when no queue could be read: there is no part to show */
function requireSomething({ left }: ScanCursor, { rows, scans }: ScanPage): void {
  const [first] = scans
  const isAllLost =
    left.length > 0 && rows.length === 0 && scans.every(({ failure }) => failure !== undefined)
  if (isAllLost && first) throw first.failure
}

function deleted({ topic, instanceId }: TopicParams): AppError {
  const detail = `There is no topic ${topic} in ${instanceId} any more: it was deleted while it was searched.`
  return new AppError('NOT_FOUND', detail)
}

function progressOf({ total }: ScanCursor, left: ScanCursor['left']): Answer['progress'] {
  const rest = left.reduce((sum, { begin, end }) => sum + (end - begin), 0n)
  return { scanned: toInt64(total - rest), total: toInt64(total) }
}
