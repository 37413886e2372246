/** What others than its owner may do with a topic. */
import type { Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('grants')
    .addColumn('grant_id', 'text', column => column.primaryKey())
    .addColumn('instance_id', 'text', column =>
      column.notNull().references('instances.instance_id').onDelete('cascade'),
    )
    .addColumn('topic', 'text', column => column.notNull())
    .addColumn('account_id', 'text', column => column.references('accounts.account_id').onDelete('cascade'))
    .addColumn('user_id', 'text', column => column.references('users.id').onDelete('cascade'))
    .addColumn('publish', 'integer', column => column.notNull())
    .addColumn('subscribe', 'integer', column => column.notNull())
    .addColumn('groups', 'text', column => column.notNull())
    .addColumn('created_at', 'bigint', column => column.notNull())
    .execute()
  for (const grantee of ['account_id', 'user_id']) {
    await db.schema
      .createIndex(`grants_by_${grantee}`)
      .on('grants')
      .columns(['instance_id', 'topic', grantee])
      .unique()
      .execute()
  }
}
