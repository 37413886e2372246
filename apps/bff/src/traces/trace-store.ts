import type { Kysely } from 'kysely'
import type { Database } from '../platform/database/database.ts'
import type { TraceResultTable } from './trace-table.ts'

type Db = Kysely<Database>

/** SQLite takes 32,766 values in one statement. */
const ROWS_AT_ONCE = 100

/** In place of what an earlier turn at the job had found. */
export async function replaceTraces(db: Db, jobId: string, traces: readonly string[]): Promise<void> {
  await db.transaction().execute(async transaction => {
    await transaction.deleteFrom('trace_results').where('job_id', '=', jobId).execute()
    for (let at = 0; at < traces.length; at += ROWS_AT_ONCE) {
      const rows = traces
        .slice(at, at + ROWS_AT_ONCE)
        .map((trace, index) => ({ job_id: jobId, position: at + index, trace }))
      await transaction.insertInto('trace_results').values(rows).execute()
    }
  })
}

/** @param after position of the last one that was read; -1 for none */
export function selectTraces(
  db: Db,
  jobId: string,
  after: number,
  limit: number,
): Promise<TraceResultTable[]> {
  return db
    .selectFrom('trace_results')
    .selectAll()
    .where('job_id', '=', jobId)
    .where('position', '>', after)
    .orderBy('position')
    .limit(limit)
    .execute()
}
