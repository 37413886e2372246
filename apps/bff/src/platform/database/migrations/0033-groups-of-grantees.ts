/** Groups that a tenant account has made in an instance of another: without the account they are the owner's. */
import type { Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('groups')
    .addColumn('made_by_account', 'text', column =>
      column.references('accounts.account_id').onDelete('set null'),
    )
    .execute()
  await db.schema.createIndex('groups_by_making_account').on('groups').column('made_by_account').execute()
}
