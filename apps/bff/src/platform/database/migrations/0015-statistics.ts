import type { Kysely } from 'kysely'
import { isSqlite } from '../engine.ts'

/** The tables of points are made day by day, by whoever writes the first one of a day. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('leases')
    .addColumn('name', 'text', column => column.primaryKey())
    .addColumn('holder', 'text', column => column.notNull())
    .addColumn('lease_until', 'bigint', column => column.notNull())
    .execute()
  await db.schema
    .createTable('statistics_series')
    // Points outlive their series: a number that came again would give them to another.
    .addColumn('series_id', isSqlite(db) ? 'integer' : 'serial', column =>
      isSqlite(db) ? column.primaryKey().autoIncrement() : column.primaryKey(),
    )
    .addColumn('instance_id', 'text', column =>
      column.notNull().references('instances.instance_id').onDelete('cascade'),
    )
    .addColumn('kind', 'text', column => column.notNull())
    .addColumn('topic', 'text', column => column.notNull())
    .addColumn('group', 'text', column => column.notNull())
    .addUniqueConstraint('statistics_series_key', ['instance_id', 'kind', 'topic', 'group'])
    .execute()
  await db.schema
    .createTable('statistics_days')
    .addColumn('day', 'integer', column => column.primaryKey())
    .execute()
}
