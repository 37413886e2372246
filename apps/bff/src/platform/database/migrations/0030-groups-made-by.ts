/** Who made a group: users who see only what was granted to them see the groups that they have made, too. */
import type { Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('groups').addColumn('made_by', 'text').execute()
  await db.schema.createIndex('groups_by_maker').on('groups').column('made_by').execute()
}
