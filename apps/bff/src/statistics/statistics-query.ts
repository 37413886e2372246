/** Answers out of what was collected. No broker is asked. */
import type { QueryOf, Statistics, StatisticsPoint, statisticsProduction } from '@gantry/contract'
import { toTimestamp } from '../platform/clock.ts'
import type { Caller } from '../platform/http/caller.ts'
import type { Download } from '../platform/http/operation.ts'
import { type Bucket, bucketsOf } from './buckets.ts'
import { statisticsCsv } from './statistics-csv.ts'
import { MINUTES_A_DAY } from './statistics-days.ts'
import type { StatisticsNeeds } from './statistics-needs.ts'
import { bucketMinutes, rangeOf } from './statistics-range.ts'
import { findSeries, type Point, selectPoints } from './statistics-store.ts'
import type { SeriesKey } from './statistics-table.ts'

export type StatisticsQuery = Omit<QueryOf<typeof statisticsProduction>, 'topic'>

const MINUTE_MS = 60_000

/** @throws AppError NOT_FOUND, VALIDATION */
export async function queryStatistics(
  needs: StatisticsNeeds,
  caller: Caller,
  key: SeriesKey,
  query: StatisticsQuery,
): Promise<Statistics | Download> {
  await needs.instances.instanceFor(key.instance_id, caller)
  const nowMs = needs.clock.nowMs()
  const keptDays = needs.config.statisticsDays
  const range = rangeOf(query, nowMs, keptDays)
  const seriesId = await findSeries(needs.db, key)
  const parts = seriesId === undefined ? nothing() : selectPoints(needs.db, seriesId, range)
  const points = pointsOf(bucketsOf(parts, range), query)
  if (query.format === 'csv') {
    const names = [key.instance_id, key.kind, key.group, key.topic].filter(name => name !== '')
    return { fileName: `${names.join('-')}.csv`, content: statisticsCsv(points, query.metric) }
  }
  return {
    points: await listOf(points),
    keptSince: keptDays === 0 ? null : toTimestamp(nowMs - keptDays * MINUTES_A_DAY * MINUTE_MS),
    asOf: toTimestamp(nowMs),
  }
}

async function listOf(points: AsyncIterable<StatisticsPoint>): Promise<StatisticsPoint[]> {
  const list: StatisticsPoint[] = []
  for await (const point of points) list.push(point)
  return list
}

async function* nothing(): AsyncGenerator<Point[]> {}

async function* pointsOf(
  buckets: AsyncIterable<Bucket>,
  { metric, interval }: StatisticsQuery,
): AsyncGenerator<StatisticsPoint> {
  const seconds = metric === 'total' ? 1 : bucketMinutes(interval) * 60
  for await (const { minute, messages, bytes, lag, missingMinutes } of buckets) {
    yield {
      at: toTimestamp(minute * MINUTE_MS),
      value: messages === null ? null : messages / seconds,
      bytes: bytes === null ? null : bytes / seconds,
      lag,
      missingMinutes,
    }
  }
}
