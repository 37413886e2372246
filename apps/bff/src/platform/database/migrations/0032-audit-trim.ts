/** The audit record may be trimmed: where it begins now, and what it is anchored to. */
import type { Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('audit_head')
    .addColumn('trimmed_number', 'bigint', column => column.notNull().defaultTo(0))
    .execute()
  await db.schema
    .alterTable('audit_head')
    .addColumn('trimmed_hash', 'text', column => column.notNull().defaultTo(''))
    .execute()
}
