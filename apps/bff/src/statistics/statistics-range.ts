/** Which minutes a query is about. */
import type { QueryOf, StatisticsInterval, statisticsProduction } from '@gantry/contract'
import { MINUTE_MS } from '../platform/clock.ts'
import { AppError } from '../platform/http/app-error.ts'
import type { BucketRange } from './buckets.ts'
import { MINUTES_A_DAY } from './statistics-days.ts'

type Asked = Pick<QueryOf<typeof statisticsProduction>, 'interval' | 'from' | 'to'>

const SIZES: Readonly<Record<StatisticsInterval, number>> = { '1m': 1, '10m': 10, '30m': 30, '1h': 60 }
const DEFAULT_BUCKETS = 60

export function bucketMinutes(interval: StatisticsInterval): number {
  return SIZES[interval]
}

/**
 * Whole buckets by UTC, as far as they have ended.
 * @throws AppError VALIDATION for a range that is empty, or longer than anything that is kept
 */
export function rangeOf({ interval, from, to }: Asked, nowMs: number, keptDays: number): BucketRange {
  const size = bucketMinutes(interval)
  const nowMinute = Math.floor(nowMs / MINUTE_MS)
  const toMs = to === undefined ? nowMs : Date.parse(to)
  const fromMs = from === undefined ? toMs - DEFAULT_BUCKETS * size * MINUTE_MS : Date.parse(from)
  if (fromMs >= toMs) throw refused('Take a time before the end of the range.')
  const longestDays = Math.max(keptDays, 3) + 1
  if (toMs - fromMs > longestDays * MINUTES_A_DAY * MINUTE_MS) {
    throw refused(`Take ${longestDays} days at most: older statistics are not kept.`)
  }
  const wantedEnd = Math.ceil(toMs / MINUTE_MS / size) * size
  const lastEnd = Math.floor(nowMinute / size) * size
  return {
    fromMinute: Math.floor(fromMs / MINUTE_MS / size) * size,
    toMinute: Math.min(wantedEnd, lastEnd),
    size,
    settledMinute: nowMinute - 1,
  }
}

/** As many intervals, all of them earlier. */
export function before(range: BucketRange, minutes: number): BucketRange {
  return { ...range, fromMinute: range.fromMinute - minutes, toMinute: range.toMinute - minutes }
}

function refused(message: string): AppError {
  return new AppError('VALIDATION', `from: ${message}`, {
    fields: [{ path: 'from', code: 'invalid', message }],
  })
}
