/** The audit record becomes a chain of hashes. What was recorded before is only counted. */
import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('audit_events').addColumn('number', 'bigint').execute()
  await db.schema.alterTable('audit_events').addColumn('hash', 'text').execute()
  await db.schema.createIndex('audit_events_by_number').on('audit_events').column('number').unique().execute()
  await db.schema
    .createTable('audit_head')
    .addColumn('head_id', 'integer', column => column.primaryKey())
    .addColumn('number', 'bigint', column => column.notNull())
    .addColumn('hash', 'text', column => column.notNull())
    .addColumn('unchained', 'bigint', column => column.notNull())
    .execute()
  await sql`insert into audit_head (head_id, number, hash, unchained)
    select 1, 0, '', count(*) from audit_events`.execute(db)
}
