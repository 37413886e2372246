import type { Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('dead_letter_claims')
    .addColumn('instance_id', 'text', column =>
      column.notNull().references('instances.instance_id').onDelete('cascade'),
    )
    .addColumn('group', 'text', column => column.notNull())
    .addColumn('dead_letter_id', 'text', column => column.notNull())
    .addColumn('job_id', 'text', column => column.notNull())
    .addColumn('state', 'text', column => column.notNull())
    .addColumn('at', 'bigint', column => column.notNull())
    .addPrimaryKeyConstraint('dead_letter_claims_key', ['instance_id', 'group', 'dead_letter_id'])
    .execute()
  await db.schema.createIndex('dead_letter_claims_by_time').on('dead_letter_claims').column('at').execute()
  await db.schema
    .createTable('dead_letter_results')
    .addColumn('job_id', 'text', column => column.notNull().references('jobs.job_id').onDelete('cascade'))
    .addColumn('dead_letter_id', 'text', column => column.notNull())
    .addColumn('message_id', 'text', column => column.notNull())
    .addColumn('outcome', 'text', column => column.notNull())
    .addColumn('message', 'text')
    .addColumn('at', 'bigint', column => column.notNull())
    .addPrimaryKeyConstraint('dead_letter_results_key', ['job_id', 'dead_letter_id'])
    .execute()
}
