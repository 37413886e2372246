/** The three ways to look for traces. */
import type { Trace } from '@gantry/contract'
import type { JobProgress } from '../platform/jobs/job-kind.ts'
import { type Collecting, collect } from './trace-collect.ts'
import { type Way, Ways } from './trace-join.ts'
import { type Reported, recordsByKey, recordsOfTime, type TraceSource } from './trace-records.ts'
import { isNamed } from './trace-scope.ts'

const MAX_TRACES = 1_000
/** How far clocks of clients may differ, and how long a client keeps records before it writes them. */
const SLACK_MS = 10 * 60_000

export type Wanted =
  | { readonly messageId: string; readonly aroundMs: number | undefined }
  | { readonly key: string }
  | { readonly fromMs: number; readonly toMs: number }

export interface TraceQuery extends Omit<Collecting, 'signal'> {
  readonly source: TraceSource
  readonly report: (progress: JobProgress) => void
}

export interface Found {
  readonly traces: readonly Trace[]
  readonly isCut: boolean
}

/** @throws AppError NOT_FOUND without the trace topic; the failure of a broker that does not answer */
export async function queryTraces(query: TraceQuery, wanted: Wanted): Promise<Found> {
  const { ways, isCut } = await waysOf(query, wanted)
  const of: Collecting = { ...query, signal: query.source.signal }
  return { traces: await collect(ways, of), isCut }
}

interface FoundWays {
  readonly ways: readonly Way[]
  readonly isCut: boolean
}

function waysOf(query: TraceQuery, wanted: Wanted): Promise<FoundWays> {
  if ('messageId' in wanted) return byMessageId(query, wanted)
  return 'key' in wanted ? byKey(query, wanted.key) : byTime(query, wanted)
}

async function byMessageId(
  { source, report }: TraceQuery,
  { messageId, aroundMs }: { readonly messageId: string; readonly aroundMs: number | undefined },
): Promise<FoundWays> {
  const ways = new Ways()
  const fromMs = aroundMs === undefined ? undefined : aroundMs - SLACK_MS
  let done = 0
  for await (const records of recordsByKey(source, messageId, fromMs)) {
    for (const each of records) ways.add(each)
    done += records.length
    report({ done, total: null })
  }
  const way = ways.byId.get(messageId)
  return { ways: way ? [way] : [], isCut: false }
}

async function byKey({ source, scope, report }: TraceQuery, key: string): Promise<FoundWays> {
  const ways = new Ways()
  let done = 0
  let isCut = false
  for await (const records of recordsByKey(source, key, undefined)) {
    for (const each of records) if (hasKey(each, key)) ways.add(each)
    done += records.length
    report({ done, total: null })
    isCut = ways.byId.size > MAX_TRACES
    if (isCut) break
  }
  const named = [...ways.byId.values()].filter(way => isNamed(scope, way))
  return { ways: named.slice(0, MAX_TRACES), isCut }
}

/** The index knows hashes, and a trace message tells of many messages. */
function hasKey({ record }: Reported, key: string): boolean {
  if (record.traceType === 'Recall') return false
  return (record.keys ?? '').split(' ').includes(key)
}

async function byTime(
  { source, scope, report }: TraceQuery,
  { fromMs, toMs }: { readonly fromMs: number; readonly toMs: number },
): Promise<FoundWays> {
  const ways = new Ways()
  const times = { fromMs: fromMs - SLACK_MS, toMs: undefined }
  let done = 0
  const onRead = (messages: number, total: number): void => {
    done += messages
    report({ done, total: 2 * total })
  }
  let isCut = false
  for await (const records of recordsOfTime(source, { ...times, toMs: toMs + SLACK_MS }, onRead)) {
    for (const each of records) {
      const { record } = each
      const isWanted =
        record.traceType === 'Pub' &&
        (record.topic === scope.topic || record.topic === scope.wireTopic) &&
        record.timeStamp >= fromMs &&
        record.timeStamp <= toMs
      if (isWanted) ways.add(each)
    }
    isCut = ways.byId.size > MAX_TRACES
    if (isCut) break
  }
  const sent = new Set(ways.byId.keys())
  if (sent.size > 0) {
    for await (const records of recordsOfTime(source, times, onRead)) {
      for (const each of records) {
        if (each.record.traceType !== 'Pub' && sent.has(each.record.msgId ?? '')) ways.add(each)
      }
    }
  }
  return { ways: [...ways.byId.values()].slice(0, MAX_TRACES), isCut }
}
