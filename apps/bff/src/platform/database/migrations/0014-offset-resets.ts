import type { Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('offset_resets')
    .addColumn('reset_id', 'text', column => column.primaryKey())
    .addColumn('instance_id', 'text', column => column.notNull())
    .addColumn('group', 'text', column => column.notNull())
    .addColumn('topic', 'text', column => column.notNull())
    .addColumn('target', 'text')
    .addColumn('queues', 'text', column => column.notNull())
    .addColumn('outcomes', 'text', column => column.notNull())
    .addColumn('undo_of', 'text', column => column.unique())
    .addColumn('username', 'text', column => column.notNull())
    .addColumn('created_at', 'bigint', column => column.notNull())
    .execute()
  await db.schema
    .createIndex('offset_resets_of_group')
    .on('offset_resets')
    .columns(['instance_id', 'group', 'created_at'])
    .execute()
}
