/** Answers out of what was collected. No broker is asked. */
import type {
  GroupStatistics,
  GroupStatisticsPoint,
  QueryOf,
  Statistics,
  StatisticsPoint,
  statisticsGroup,
  statisticsProduction,
} from '@gantry/contract'
import type { InstanceHandle } from '../platform/brokers/instance-handle.ts'
import { MINUTE_MS, toTimestamp } from '../platform/clock.ts'
import { AppError } from '../platform/http/app-error.ts'
import type { Caller } from '../platform/http/caller.ts'
import type { Download } from '../platform/http/operation.ts'
import { type Bucket, bucketsOf } from './buckets.ts'
import { seesSeries } from './seen-series.ts'
import { groupStatisticsCsv, statisticsCsv } from './statistics-csv.ts'
import { MINUTES_A_DAY } from './statistics-days.ts'
import type { Point } from './statistics-figures.ts'
import type { StatisticsNeeds } from './statistics-needs.ts'
import { before, bucketMinutes, rangeOf } from './statistics-range.ts'
import { findSeries, selectPoints } from './statistics-store.ts'
import type { SeriesKey } from './statistics-table.ts'

export type StatisticsQuery = Omit<QueryOf<typeof statisticsProduction>, 'topic'>
type GroupStatisticsQuery = Omit<QueryOf<typeof statisticsGroup>, 'group'>

/** @throws AppError NOT_FOUND, VALIDATION */
export async function queryStatistics(
  needs: StatisticsNeeds,
  caller: Caller,
  key: SeriesKey,
  query: StatisticsQuery,
): Promise<Statistics | Download> {
  const today = pointsOf(await collected(needs, caller, key, query), query)
  const points =
    query.compare === undefined
      ? today
      : besideYesterday(today, pointsOf(await collected(needs, caller, key, query, MINUTES_A_DAY), query))
  if (query.format === 'csv') return fileOf(key, statisticsCsv(points, query))
  return { points: await listOf(points), ...keptBy(needs) }
}

/** @throws AppError NOT_FOUND, VALIDATION */
export async function queryGroupStatistics(
  needs: StatisticsNeeds,
  caller: Caller,
  key: SeriesKey,
  query: GroupStatisticsQuery,
): Promise<GroupStatistics | Download> {
  const points = groupPointsOf(await collected(needs, caller, key, query))
  if (query.format === 'csv') return fileOf(key, groupStatisticsCsv(points))
  return { points: await listOf(points), ...keptBy(needs) }
}

async function collected(
  { db, clock, config, instances }: StatisticsNeeds,
  caller: Caller,
  key: SeriesKey,
  query: GroupStatisticsQuery,
  minutesBefore = 0,
): Promise<AsyncIterable<Bucket>> {
  requireSeen(await instances.instanceFor(key.instance_id, caller), key)
  const range = before(rangeOf(query, clock.nowMs(), config.statisticsDays), minutesBefore)
  const series = await findSeries(db, key)
  return bucketsOf(key.kind, series ? selectPoints(db, series, range) : nothing(), range)
}

/** @throws AppError NOT_FOUND */
function requireSeen(handle: InstanceHandle, key: SeriesKey): void {
  if (seesSeries(handle, key)) return
  throw new AppError(
    'NOT_FOUND',
    'You see parts of this instance: name a topic or a group that was granted to you.',
  )
}

async function listOf<T>(points: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = []
  for await (const point of points) list.push(point)
  return list
}

async function* nothing(): AsyncGenerator<Point[]> {}

function keptBy({ clock, config }: StatisticsNeeds): Pick<Statistics, 'keptSince' | 'asOf'> {
  const { statisticsDays: days } = config
  const nowMs = clock.nowMs()
  return {
    keptSince: days === 0 ? null : toTimestamp(nowMs - days * MINUTES_A_DAY * MINUTE_MS),
    asOf: toTimestamp(nowMs),
  }
}

function fileOf({ instance_id, kind, group, topic }: SeriesKey, content: Download['content']): Download {
  const names = [instance_id, kind, group, topic].filter(name => name !== '')
  return { fileName: `${names.join('-')}.csv`, content }
}

async function* pointsOf(
  buckets: AsyncIterable<Bucket>,
  { metric, interval }: StatisticsQuery,
): AsyncGenerator<StatisticsPoint, undefined> {
  const seconds = metric === 'total' ? 1 : bucketMinutes(interval) * 60
  const each = (figure: number | null | undefined): number | null =>
    figure === null || figure === undefined ? null : figure / seconds
  for await (const { minute, figures, missingMinutes } of buckets) {
    const { messages, bytes, lag = null, delaySeconds = null } = figures
    yield {
      at: toTimestamp(minute * MINUTE_MS),
      value: each(messages),
      bytes: each(bytes),
      lag,
      delaySeconds,
      missingMinutes,
    }
  }
}

async function* besideYesterday(
  today: AsyncIterable<StatisticsPoint>,
  yesterday: AsyncGenerator<StatisticsPoint, undefined>,
): AsyncGenerator<StatisticsPoint> {
  for await (const point of today) {
    const { value } = await yesterday.next()
    yield { ...point, yesterday: value?.value ?? null }
  }
}

async function* groupPointsOf(buckets: AsyncIterable<Bucket>): AsyncGenerator<GroupStatisticsPoint> {
  for await (const { minute, figures, missingMinutes } of buckets) {
    const { deadLetters = null, retries = null, clients = null } = figures
    yield { at: toTimestamp(minute * MINUTE_MS), deadLetters, retries, clients, missingMinutes }
  }
}
