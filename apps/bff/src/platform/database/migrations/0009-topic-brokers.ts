import type { Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('topics')
    .addColumn('broker_names', 'text', column => column.notNull().defaultTo('[]'))
    .execute()
}
