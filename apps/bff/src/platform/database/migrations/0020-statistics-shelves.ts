import type { Kysely } from 'kysely'

type Tables = { statistics_days: { day: number }; statistics_series: object }

/** Tables of days hold minutes of several series in a row now. What is there is of three days at most: it goes. */
export async function up(db: Kysely<Tables>): Promise<void> {
  for (const { day } of await db.selectFrom('statistics_days').select('day').execute()) {
    await db.schema.dropTable(`statistics_day_${day}`).ifExists().execute()
  }
  await db.deleteFrom('statistics_days').execute()
  await db.deleteFrom('statistics_series').execute()
  await db.schema
    .alterTable('statistics_series')
    .addColumn('last_day', 'integer', column => column.notNull().defaultTo(0))
    .execute()
}
