/** Replicas hold users and policies of their own: a broker is its name and its ID from here on. */
import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('access_brokers_by_id')
    .addColumn('cluster_id', 'text', column =>
      column.notNull().references('clusters.cluster_id').onDelete('cascade'),
    )
    .addColumn('broker_name', 'text', column => column.notNull())
    .addColumn('broker_id', 'bigint', column => column.notNull())
    .addColumn('seen_at', 'bigint', column => column.notNull())
    .addPrimaryKeyConstraint('access_brokers_id_key', ['cluster_id', 'broker_name', 'broker_id'])
    .execute()
  await db.schema
    .createTable('access_missed_by_id')
    .addColumn('cluster_id', 'text', column => column.notNull())
    .addColumn('broker_name', 'text', column => column.notNull())
    .addColumn('broker_id', 'bigint', column => column.notNull())
    .addColumn('access_key', 'text', column =>
      column.notNull().references('access_keys.access_key').onDelete('cascade'),
    )
    .addPrimaryKeyConstraint('access_missed_id_key', ['cluster_id', 'broker_name', 'broker_id', 'access_key'])
    .addForeignKeyConstraint(
      'access_missed_broker_id',
      ['cluster_id', 'broker_name', 'broker_id'],
      'access_brokers_by_id',
      ['cluster_id', 'broker_name', 'broker_id'],
      constraint => constraint.onDelete('cascade').onUpdate('cascade'),
    )
    .execute()
  await sql`
    insert into access_brokers_by_id (cluster_id, broker_name, broker_id, seen_at)
    select cluster_id, broker_name, 0, seen_at from access_brokers
  `.execute(db)
  await sql`
    insert into access_missed_by_id (cluster_id, broker_name, broker_id, access_key)
    select cluster_id, broker_name, 0, access_key from access_missed
  `.execute(db)
  await db.schema.dropTable('access_missed').execute()
  await db.schema.dropTable('access_brokers').execute()
  await db.schema.alterTable('access_brokers_by_id').renameTo('access_brokers').execute()
  await db.schema.alterTable('access_missed_by_id').renameTo('access_missed').execute()
}
