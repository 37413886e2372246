import type { Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('topics')
    .addColumn('instance_id', 'text', column => column.notNull().references('instances.instance_id'))
    .addColumn('topic', 'text', column => column.notNull())
    .addColumn('message_type', 'text', column => column.notNull())
    .addColumn('description', 'text', column => column.notNull())
    .addColumn('state', 'text', column => column.notNull())
    .addColumn('version', 'integer', column => column.notNull())
    .addColumn('created_at', 'bigint', column => column.notNull())
    .addPrimaryKeyConstraint('topics_key', ['instance_id', 'topic'])
    .execute()
}
