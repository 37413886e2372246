/** A page of jobs as somebody sees them: those of others leave no gap in it, and no trace in its cursor. */
import type { Kysely } from 'kysely'
import type { Database } from '../database/database.ts'
import { fromCursor, toCursor } from '../http/cursor.ts'
import { type JobPlace, selectJobs } from './job-store.ts'
import type { JobTable } from './job-table.ts'

export interface SeenJobs {
  /** Newest first. */
  readonly rows: JobTable[]
  readonly nextCursor: string | null
}

/** @throws AppError VALIDATION for a cursor that is none */
export async function pageOfSeenJobs(
  db: Kysely<Database>,
  place: JobPlace,
  isSeen: (row: JobTable) => boolean,
  { cursor, limit }: { readonly cursor?: string | undefined; readonly limit: number },
): Promise<SeenJobs> {
  const asked = cursor === undefined ? undefined : fromCursor(cursor)
  let after = asked && { createdAt: Number(asked.sortValue), jobId: asked.key }
  const seen: JobTable[] = []
  for (;;) {
    const rows = await selectJobs(db, place, limit + 1, after)
    seen.push(...rows.filter(isSeen))
    const last = rows.at(-1)
    if (last === undefined || rows.length <= limit || seen.length > limit) break
    after = { createdAt: last.created_at, jobId: last.job_id }
  }
  const page = seen.slice(0, limit)
  const last = page.at(-1)
  return {
    rows: page,
    nextCursor: last && seen.length > limit ? toCursor(last.created_at, last.job_id) : null,
  }
}
