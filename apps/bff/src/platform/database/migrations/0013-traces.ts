import type { Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('trace_results')
    .addColumn('job_id', 'text', column => column.notNull().references('jobs.job_id').onDelete('cascade'))
    .addColumn('position', 'integer', column => column.notNull())
    .addColumn('trace', 'text', column => column.notNull())
    .addPrimaryKeyConstraint('trace_results_key', ['job_id', 'position'])
    .execute()
}
