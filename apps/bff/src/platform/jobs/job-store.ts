import type { ExpressionBuilder, Kysely } from 'kysely'
import type { Database } from '../database/database.ts'
import type { JobState, JobTable } from './job-table.ts'

type Db = Kysely<Database>

export interface Lease {
  readonly holder: string
  readonly nowMs: number
  readonly untilMs: number
}

export interface JobPlace {
  readonly kind: string
  readonly instanceId: string
  readonly subject?: string
}

export async function insertJob(db: Db, row: JobTable): Promise<void> {
  await db.insertInto('jobs').values(row).execute()
}

export function findJob(db: Db, jobId: string): Promise<JobTable | undefined> {
  return db.selectFrom('jobs').selectAll().where('job_id', '=', jobId).executeTakeFirst()
}

/** Newest first. */
export function selectJobs(
  db: Db,
  { kind, instanceId, subject }: JobPlace,
  limit: number,
  after?: { readonly createdAt: number; readonly jobId: string },
): Promise<JobTable[]> {
  let query = db.selectFrom('jobs').selectAll().where('instance_id', '=', instanceId).where('kind', '=', kind)
  if (subject !== undefined) query = query.where('subject', '=', subject)
  if (after !== undefined) {
    query = query.where(({ or, and, eb }) =>
      or([
        eb('created_at', '<', after.createdAt),
        and([eb('created_at', '=', after.createdAt), eb('job_id', '<', after.jobId)]),
      ]),
    )
  }
  return query.orderBy('created_at', 'desc').orderBy('job_id', 'desc').limit(limit).execute()
}

/** Takes the oldest job that nobody works on; of several replicas that see the same one, one gets it. */
export async function claimJob(
  db: Db,
  kinds: readonly string[],
  lease: Lease,
): Promise<JobTable | undefined> {
  for (;;) {
    // Most looks find nothing: they must not take the lock of a writer.
    const free = await db
      .selectFrom('jobs')
      .select('job_id')
      .where(isFree(lease.nowMs))
      .where('kind', 'in', kinds)
      .orderBy('created_at')
      .limit(1)
      .executeTakeFirst()
    if (free === undefined) return undefined
    const claimed = await claimFree(db, free.job_id, lease)
    if (claimed !== undefined) return claimed
  }
}

function claimFree(db: Db, jobId: string, { holder, nowMs, untilMs }: Lease): Promise<JobTable | undefined> {
  return db
    .updateTable('jobs')
    .set(({ eb }) => ({
      state: 'RUNNING' as const,
      lease_holder: holder,
      lease_until: untilMs,
      attempts: eb('attempts', '+', 1),
      updated_at: nowMs,
    }))
    .where('job_id', '=', jobId)
    .where(isFree(nowMs))
    .returningAll()
    .executeTakeFirst()
}

function isFree(nowMs: number) {
  return ({ eb, or, and }: ExpressionBuilder<Database, 'jobs'>) =>
    or([eb('state', '=', 'PENDING'), and([eb('state', '=', 'RUNNING'), eb('lease_until', '<', nowMs)])])
}

/** Renews the lease and notes how far the work is. @returns undefined when the lease is another's, or the job is gone */
export function keepJob(
  db: Db,
  jobId: string,
  { holder, nowMs, untilMs }: Lease,
  progress: Pick<JobTable, 'done' | 'total'> | undefined,
): Promise<Pick<JobTable, 'is_cancelled'> | undefined> {
  return db
    .updateTable('jobs')
    .set({ lease_until: untilMs, ...(progress && { ...progress, updated_at: nowMs }) })
    .where('job_id', '=', jobId)
    .where('lease_holder', '=', holder)
    .where('state', '=', 'RUNNING')
    .returning('is_cancelled')
    .executeTakeFirst()
}

export interface JobEnd extends Partial<Pick<JobTable, 'result' | 'error' | 'done' | 'total'>> {
  readonly state: Exclude<JobState, 'PENDING' | 'RUNNING'>
}

/** @returns false when the lease is another's: then nothing is written */
export async function endJob(
  db: Db,
  jobId: string,
  holder: string,
  end: JobEnd,
  nowMs: number,
): Promise<boolean> {
  const ended = await db
    .updateTable('jobs')
    .set({ ...end, lease_holder: null, lease_until: null, updated_at: nowMs, finished_at: nowMs })
    .where('job_id', '=', jobId)
    .where('lease_holder', '=', holder)
    .where('state', '=', 'RUNNING')
    .executeTakeFirst()
  return ended.numUpdatedRows > 0n
}

/** Gives a job back unfinished, as if this turn had not been. */
export async function releaseJob(db: Db, jobId: string, holder: string): Promise<void> {
  await db
    .updateTable('jobs')
    .set(({ eb }) => ({
      state: 'PENDING' as const,
      lease_holder: null,
      lease_until: null,
      attempts: eb('attempts', '-', 1),
    }))
    .where('job_id', '=', jobId)
    .where('lease_holder', '=', holder)
    .where('state', '=', 'RUNNING')
    .execute()
}

/** One that nobody has begun ends here; one at work is marked. */
export async function cancelJob(db: Db, jobId: string, nowMs: number): Promise<void> {
  await db
    .updateTable('jobs')
    .set({ state: 'CANCELLED', is_cancelled: 1, updated_at: nowMs, finished_at: nowMs })
    .where('job_id', '=', jobId)
    .where('state', '=', 'PENDING')
    .execute()
  await db
    .updateTable('jobs')
    .set({ is_cancelled: 1 })
    .where('job_id', '=', jobId)
    .where('state', '=', 'RUNNING')
    .execute()
}

export async function deleteJob(db: Db, jobId: string): Promise<void> {
  await db.deleteFrom('jobs').where('job_id', '=', jobId).execute()
}

export async function deleteExpiredJobs(db: Db, nowMs: number): Promise<void> {
  await db.deleteFrom('jobs').where('expires_at', '<', nowMs).execute()
}

/** What others have changed since. */
export function selectChangedJobs(
  db: Db,
  kinds: readonly string[],
  since: { readonly ms: number; readonly holder: string },
): Promise<JobTable[]> {
  return db
    .selectFrom('jobs')
    .selectAll()
    .where('kind', 'in', kinds)
    .where('updated_at', '>=', since.ms)
    .where(({ or, eb }) => or([eb('lease_holder', 'is', null), eb('lease_holder', '!=', since.holder)]))
    .limit(200)
    .execute()
}
