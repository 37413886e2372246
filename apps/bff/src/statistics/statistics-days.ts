/** The tables of minutes, one for each day: made when the first minute of a day comes, dropped as a whole. */
import { type Kysely, sql } from 'kysely'
import type { Database } from '../platform/database/database.ts'
import { isSqlite } from '../platform/database/engine.ts'
import type { StatisticsMinuteTable } from './statistics-table.ts'

export const MINUTES_A_DAY = 1_440

/** What a day's table looks like; none has this name. */
export type WithMinutes = { statistics_minutes: StatisticsMinuteTable }

/** The name of a day's table, typed as the one that all of them look like. */
export function dayTable(day: number): 'statistics_minutes' {
  return `statistics_day_${day}` as 'statistics_minutes'
}

export function dayOf(minute: number): number {
  return Math.floor(minute / MINUTES_A_DAY)
}

export async function makeDay(db: Kysely<Database>, day: number): Promise<void> {
  await db.transaction().execute(async transaction => {
    const table = transaction.schema
      .createTable(dayTable(day))
      .ifNotExists()
      .addColumn('shelf', 'integer', column => column.notNull())
      .addColumn('minute', 'integer', column => column.notNull())
      .addColumn('figures', 'text', column => column.notNull())
      .addPrimaryKeyConstraint(`statistics_day_${day}_key`, ['shelf', 'minute'])
    // Rows in the order of their key: a chart reads neighbours.
    await (isSqlite(db) ? table.modifyEnd(sql`without rowid`) : table).execute()
    await transaction
      .insertInto('statistics_days')
      .values({ day })
      .onConflict(conflict => conflict.column('day').doNothing())
      .execute()
  })
}

/** In order. */
export async function selectDays(db: Kysely<Database>, from: number, to?: number): Promise<number[]> {
  let query = db.selectFrom('statistics_days').select('day').where('day', '>=', from)
  if (to !== undefined) query = query.where('day', '<=', to)
  const rows = await query.orderBy('day').execute()
  return rows.map(({ day }) => day)
}

/** Drops what is older, and the series that have no points left. @returns whether anything was */
export async function dropDaysBefore(db: Kysely<Database>, firstKept: number): Promise<boolean> {
  const old = await selectDays(db, 0, firstKept - 1)
  for (const day of old) {
    await db.transaction().execute(async transaction => {
      await transaction.schema.dropTable(dayTable(day)).ifExists().execute()
      await transaction.deleteFrom('statistics_days').where('day', '=', day).execute()
    })
  }
  if (old.length === 0) return false
  await db.deleteFrom('statistics_series').where('last_day', '<', firstKept).execute()
  return true
}
