import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('instances')
    .addColumn('instance_id', 'text', column => column.primaryKey())
    .addColumn('cluster_id', 'text', column => column.notNull().references('clusters.cluster_id'))
    .addColumn('name', 'text', column => column.notNull())
    .addColumn('description', 'text', column => column.notNull())
    .addColumn('has_namespace', 'integer', column => column.notNull())
    .addColumn('max_topics', 'integer', column => column.notNull())
    .addColumn('inbound_tps', 'integer', column => column.notNull())
    .addColumn('outbound_tps', 'integer', column => column.notNull())
    .addColumn('version', 'integer', column => column.notNull())
    .addColumn('created_at', 'bigint', column => column.notNull())
    .execute()
  await db.schema.createIndex('instances_name').on('instances').column('name').unique().execute()
  // At most one default instance a cluster, also when two are made at once.
  await db.schema
    .createIndex('instances_default')
    .on('instances')
    .column('cluster_id')
    .unique()
    .where(sql.ref('has_namespace'), '=', sql.lit(0))
    .execute()
}
