/** Key pairs of users' programs. One without a user is deleted, and must be on no broker. */
import type { Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('access_keys')
    .addColumn('access_key', 'text', column => column.primaryKey())
    .addColumn('user_id', 'text', column => column.references('users.id').onDelete('set null'))
    .addColumn('secret_encrypted', 'text')
    .addColumn('is_disabled', 'integer', column => column.notNull())
    .addColumn('created_at', 'bigint', column => column.notNull())
    .execute()
  await db.schema.createIndex('access_keys_by_user').on('access_keys').column('user_id').execute()
}
