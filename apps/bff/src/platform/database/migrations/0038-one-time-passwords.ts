/** Until when a one-time password is good; those that were made before have no end. */
import type { Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('users').addColumn('one_time_until', 'bigint').execute()
}
