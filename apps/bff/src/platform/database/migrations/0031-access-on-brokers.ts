/** From where a grant holds, the brokers that are to hold it, and which changes they have missed. */
import type { Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('grants')
    .addColumn('source_ips', 'text', column => column.notNull().defaultTo('[]'))
    .execute()
  await db.schema
    .createTable('access_brokers')
    .addColumn('cluster_id', 'text', column =>
      column.notNull().references('clusters.cluster_id').onDelete('cascade'),
    )
    .addColumn('broker_name', 'text', column => column.notNull())
    .addColumn('seen_at', 'bigint', column => column.notNull())
    .addPrimaryKeyConstraint('access_brokers_key', ['cluster_id', 'broker_name'])
    .execute()
  await db.schema
    .createTable('access_missed')
    .addColumn('cluster_id', 'text', column => column.notNull())
    .addColumn('broker_name', 'text', column => column.notNull())
    .addColumn('access_key', 'text', column =>
      column.notNull().references('access_keys.access_key').onDelete('cascade'),
    )
    .addPrimaryKeyConstraint('access_missed_key', ['cluster_id', 'broker_name', 'access_key'])
    .addForeignKeyConstraint(
      'access_missed_broker',
      ['cluster_id', 'broker_name'],
      'access_brokers',
      ['cluster_id', 'broker_name'],
      constraint => constraint.onDelete('cascade'),
    )
    .execute()
}
