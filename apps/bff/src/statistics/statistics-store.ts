import type { Kysely } from 'kysely'
import type { Database } from '../platform/database/database.ts'
import type { Lease } from '../platform/jobs/job-store.ts'
import { lockLease } from '../platform/jobs/standing-lease.ts'
import { type NumberedSeries, packed, type StoredPoint, shelfOf, unpacked } from './packed-figures.ts'
import { dayOf, dayTable, MINUTES_A_DAY, selectDays, type WithMinutes } from './statistics-days.ts'
import type { Point, SeriesKind } from './statistics-figures.ts'
import type { SeriesKey } from './statistics-table.ts'

export const STATISTICS_LEASE = 'statistics'

/** Rows in one statement: its parameters stay far below what either engine takes. */
const ROWS_AT_ONCE = 500

export type Series = SeriesKey & NumberedSeries

export interface MinuteRange {
  /** Since 1970. */
  readonly fromMinute: number
  /** Not in it. */
  readonly toMinute: number
}

export async function insertSeries(db: Kysely<Database>, keys: readonly SeriesKey[]): Promise<void> {
  for (const values of chunksOf(keys)) {
    await db
      .insertInto('statistics_series')
      .values(values)
      .onConflict(conflict => conflict.columns(['instance_id', 'kind', 'topic', 'group']).doNothing())
      .execute()
  }
}

/** Notes that there are points of that day. */
export async function markSeries(
  db: Kysely<Database>,
  seriesIds: readonly number[],
  day: number,
): Promise<void> {
  for (const ids of chunksOf(seriesIds)) {
    await db
      .updateTable('statistics_series')
      .set({ last_day: day })
      .where('series_id', 'in', ids)
      .where('last_day', '<', day)
      .execute()
  }
}

const SERIES_COLUMNS = ['series_id', 'instance_id', 'kind', 'topic', 'group'] as const

export function selectSeries(
  db: Kysely<Database>,
  instanceIds: readonly string[],
  kind?: SeriesKind,
): Promise<Series[]> {
  let query = db
    .selectFrom('statistics_series')
    .select(SERIES_COLUMNS)
    .where('instance_id', 'in', instanceIds)
  if (kind !== undefined) query = query.where('kind', '=', kind)
  return query.execute()
}

export async function findSeries(db: Kysely<Database>, key: SeriesKey): Promise<Series | undefined> {
  return await db
    .selectFrom('statistics_series')
    .select(SERIES_COLUMNS)
    .where('instance_id', '=', key.instance_id)
    .where('kind', '=', key.kind)
    .where('topic', '=', key.topic)
    .where('group', '=', key.group)
    .executeTakeFirst()
}

/**
 * Writes one minute as a whole; its day has a table already. What is there of that minute stays.
 * @returns false, writing nothing, when the lease is another's by now
 */
export function insertMinute(
  db: Kysely<Database>,
  lease: Pick<Lease, 'holder' | 'nowMs'>,
  minute: number,
  points: readonly StoredPoint[],
): Promise<boolean> {
  return db.transaction().execute(async transaction => {
    if (!(await lockLease(transaction, STATISTICS_LEASE, lease))) return false
    await insertPoints(transaction, minute, points)
    return true
  })
}

/** @param points all that there are of that minute: others cannot be added */
export async function insertPoints(
  db: Kysely<Database>,
  minute: number,
  points: readonly StoredPoint[],
): Promise<void> {
  for (const shelves of chunksOf(packed(points))) {
    await db
      .withTables<WithMinutes>()
      .insertInto(dayTable(dayOf(minute)))
      .values(shelves.map(shelf => ({ ...shelf, minute })))
      .onConflict(conflict => conflict.columns(['shelf', 'minute']).doNothing())
      .execute()
  }
}

/** In the order of time, day by day, so that a long range is never in memory as a whole. */
export async function* selectPoints(
  db: Kysely<Database>,
  series: NumberedSeries,
  { fromMinute, toMinute }: MinuteRange,
): AsyncGenerator<Point[]> {
  for (const day of await selectDays(db, dayOf(fromMinute), dayOf(toMinute - 1))) {
    const rows = await db
      .withTables<WithMinutes>()
      .selectFrom(dayTable(day))
      .select(['minute', 'figures'])
      .where('shelf', '=', shelfOf(series.series_id))
      .where('minute', '>=', Math.max(fromMinute, day * MINUTES_A_DAY))
      .where('minute', '<', toMinute)
      .orderBy('minute')
      .execute()
    yield rows.flatMap(({ minute, figures }) =>
      unpacked(figures, [series]).map(([, known]) => ({ minute, ...known })),
    )
  }
}

/** Of many series at once, each in the order of time: for short ranges. */
export async function selectPointsOf<S extends NumberedSeries>(
  db: Kysely<Database>,
  series: readonly S[],
  { fromMinute, toMinute }: MinuteRange,
): Promise<Map<S, Point[]>> {
  const points = new Map(series.map(each => [each, [] as Point[]]))
  const byShelf = Map.groupBy(series, ({ series_id }) => shelfOf(series_id))
  for (const day of await selectDays(db, dayOf(fromMinute), dayOf(toMinute - 1))) {
    for (const shelves of chunksOf([...byShelf.keys()])) {
      const rows = await db
        .withTables<WithMinutes>()
        .selectFrom(dayTable(day))
        .selectAll()
        .where('shelf', 'in', shelves)
        .where('minute', '>=', Math.max(fromMinute, day * MINUTES_A_DAY))
        .where('minute', '<', toMinute)
        .orderBy('minute')
        .execute()
      for (const { shelf, minute, figures } of rows) {
        for (const [each, known] of unpacked(figures, byShelf.get(shelf) ?? [])) {
          points.get(each)?.push({ minute, ...known })
        }
      }
    }
  }
  return points
}

function* chunksOf<T>(items: readonly T[]): Generator<T[]> {
  for (let start = 0; start < items.length; start += ROWS_AT_ONCE) {
    yield items.slice(start, start + ROWS_AT_ONCE)
  }
}
