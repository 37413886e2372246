import type { Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('jobs')
    .addColumn('job_id', 'text', column => column.primaryKey())
    .addColumn('kind', 'text', column => column.notNull())
    .addColumn('instance_id', 'text', column =>
      column.notNull().references('instances.instance_id').onDelete('cascade'),
    )
    .addColumn('subject', 'text', column => column.notNull())
    .addColumn('input', 'text', column => column.notNull())
    .addColumn('caller', 'text', column => column.notNull())
    .addColumn('state', 'text', column => column.notNull())
    .addColumn('done', 'integer', column => column.notNull())
    .addColumn('total', 'integer')
    .addColumn('result', 'text')
    .addColumn('error', 'text')
    .addColumn('attempts', 'integer', column => column.notNull())
    .addColumn('is_cancelled', 'integer', column => column.notNull())
    .addColumn('lease_holder', 'text')
    .addColumn('lease_until', 'bigint')
    .addColumn('created_at', 'bigint', column => column.notNull())
    .addColumn('updated_at', 'bigint', column => column.notNull())
    .addColumn('finished_at', 'bigint')
    .addColumn('expires_at', 'bigint', column => column.notNull())
    .execute()
  await db.schema.createIndex('jobs_by_state').on('jobs').columns(['state', 'lease_until']).execute()
  await db.schema.createIndex('jobs_by_update').on('jobs').column('updated_at').execute()
  await db.schema
    .createIndex('jobs_by_instance')
    .on('jobs')
    .columns(['instance_id', 'kind', 'created_at'])
    .execute()
}
