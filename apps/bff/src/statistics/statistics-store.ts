import type { Kysely } from 'kysely'
import type { Database } from '../platform/database/database.ts'
import type { Lease } from '../platform/jobs/job-store.ts'
import { lockLease } from '../platform/jobs/standing-lease.ts'
import { dayOf, dayTable, MINUTES_A_DAY, selectDays, type WithPoints } from './statistics-days.ts'
import type { SeriesKey, StatisticsPointTable } from './statistics-table.ts'

export const STATISTICS_LEASE = 'statistics'

/** Rows in one statement: its parameters stay far below what either engine takes. */
const ROWS_AT_ONCE = 500

export type Point = Omit<StatisticsPointTable, 'series_id'>

export async function insertSeries(db: Kysely<Database>, keys: readonly SeriesKey[]): Promise<void> {
  for (const values of chunksOf(keys)) {
    await db
      .insertInto('statistics_series')
      .values(values)
      .onConflict(conflict => conflict.columns(['instance_id', 'kind', 'topic', 'group']).doNothing())
      .execute()
  }
}

export function selectSeries(
  db: Kysely<Database>,
  instanceIds: readonly string[],
): Promise<Array<SeriesKey & { series_id: number }>> {
  return db.selectFrom('statistics_series').selectAll().where('instance_id', 'in', instanceIds).execute()
}

export async function findSeries(db: Kysely<Database>, key: SeriesKey): Promise<number | undefined> {
  const row = await db
    .selectFrom('statistics_series')
    .select('series_id')
    .where('instance_id', '=', key.instance_id)
    .where('kind', '=', key.kind)
    .where('topic', '=', key.topic)
    .where('group', '=', key.group)
    .executeTakeFirst()
  return row?.series_id
}

/**
 * Writes one minute as a whole; its day has a table already. What is there of that minute stays.
 * @returns false, writing nothing, when the lease is another's by now
 */
export function insertPoints(
  db: Kysely<Database>,
  lease: Pick<Lease, 'holder' | 'nowMs'>,
  minute: number,
  points: ReadonlyArray<Omit<StatisticsPointTable, 'minute'>>,
): Promise<boolean> {
  return db.transaction().execute(async transaction => {
    if (!(await lockLease(transaction, STATISTICS_LEASE, lease))) return false
    for (const chunk of chunksOf(points)) {
      await transaction
        .withTables<WithPoints>()
        .insertInto(dayTable(dayOf(minute)))
        .values(chunk.map(point => ({ ...point, minute })))
        .onConflict(conflict => conflict.columns(['series_id', 'minute']).doNothing())
        .execute()
    }
    return true
  })
}

/** In the order of time, day by day, so that a long range is never in memory as a whole. */
export async function* selectPoints(
  db: Kysely<Database>,
  seriesId: number,
  { fromMinute, toMinute }: { readonly fromMinute: number; readonly toMinute: number },
): AsyncGenerator<Point[]> {
  for (const day of await selectDays(db, dayOf(fromMinute), dayOf(toMinute - 1))) {
    yield await db
      .withTables<WithPoints>()
      .selectFrom(dayTable(day))
      .select(['minute', 'messages', 'bytes', 'lag'])
      .where('series_id', '=', seriesId)
      .where('minute', '>=', Math.max(fromMinute, day * MINUTES_A_DAY))
      .where('minute', '<', toMinute)
      .orderBy('minute')
      .execute()
  }
}

function* chunksOf<T>(items: readonly T[]): Generator<T[]> {
  for (let start = 0; start < items.length; start += ROWS_AT_ONCE) {
    yield items.slice(start, start + ROWS_AT_ONCE)
  }
}
