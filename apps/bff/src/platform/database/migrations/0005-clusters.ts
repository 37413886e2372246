import type { Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('clusters')
    .addColumn('cluster_id', 'text', column => column.primaryKey())
    .addColumn('name', 'text', column => column.notNull().unique())
    .addColumn('namesrv_addr', 'text', column => column.notNull())
    .addColumn('tls', 'integer', column => column.notNull())
    .addColumn('access_key', 'text')
    .addColumn('secret_key_encrypted', 'text')
    .addColumn('read_only', 'integer', column => column.notNull())
    .addColumn('version', 'integer', column => column.notNull())
    .addColumn('created_at', 'bigint', column => column.notNull())
    .execute()
}
