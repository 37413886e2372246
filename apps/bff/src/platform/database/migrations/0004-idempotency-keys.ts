import type { Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('idempotency_keys')
    .addColumn('key_digest', 'text', column => column.primaryKey())
    .addColumn('request_digest', 'text', column => column.notNull())
    .addColumn('status', 'integer')
    .addColumn('response_encrypted', 'text')
    .addColumn('created_at', 'bigint', column => column.notNull())
    .execute()
  await db.schema
    .createIndex('idempotency_keys_by_time')
    .on('idempotency_keys')
    .column('created_at')
    .execute()
}
