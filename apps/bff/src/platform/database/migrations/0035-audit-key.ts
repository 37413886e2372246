/** The audit record has a key: what its hashes are made with, and what holds its head together. */
import type { Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('audit_head').addColumn('key_encrypted', 'text').execute()
  await db.schema
    .alterTable('audit_head')
    .addColumn('seal', 'text', column => column.notNull().defaultTo(''))
    .execute()
}
