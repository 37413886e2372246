/** Resends of a group: how far they have come, and what became of each message. */
import type {
  DeadLetterResend,
  deadLetterResendList,
  deadLetterResendResults,
  QueryOf,
  ResponseOf,
} from '@gantry/contract'
import type { Kysely } from 'kysely'
import { toTimestamp } from '../platform/clock.ts'
import type { Database } from '../platform/database/database.ts'
import { AppError } from '../platform/http/app-error.ts'
import type { Caller } from '../platform/http/caller.ts'
import { fromCursor, toCursor } from '../platform/http/cursor.ts'
import { findJob, selectJobs } from '../platform/jobs/job-store.ts'
import type { JobTable } from '../platform/jobs/job-table.ts'
import { ordererOf } from '../platform/jobs/orderer.ts'
import type { DeadLetterNeeds, GroupPlace } from './dead-letter-needs.ts'
import { RESEND_KIND } from './dead-letter-resend-kind.ts'
import { countOutcomes, type OutcomeCounts, selectResults } from './dead-letter-store.ts'

export interface ResendPlace extends GroupPlace {
  readonly resendId: string
}

export function presentResend(row: JobTable, counts: OutcomeCounts = {}): DeadLetterResend {
  return {
    resendId: row.job_id,
    state: row.state,
    done: row.done,
    total: row.total,
    counts: {
      SENT: counts.SENT ?? 0,
      FAILED: counts.FAILED ?? 0,
      ALREADY_SENT: counts.ALREADY_SENT ?? 0,
      UNKNOWN: counts.UNKNOWN ?? 0,
      NOT_FOUND: counts.NOT_FOUND ?? 0,
    },
    error: row.error,
    username: ordererOf(row).username,
    createdAt: toTimestamp(row.created_at),
    finishedAt: row.finished_at === null ? null : toTimestamp(row.finished_at),
  }
}

/** @throws AppError NOT_FOUND */
export async function requireResend(db: Kysely<Database>, place: ResendPlace): Promise<JobTable> {
  const row = await findJob(db, place.resendId)
  const isOurs =
    row?.kind === RESEND_KIND && row.instance_id === place.instanceId && row.subject === place.group
  if (isOurs) return row
  throw new AppError(
    'NOT_FOUND',
    `The group ${place.group} has no resend ${place.resendId}: they are kept for seven days.`,
  )
}

export async function viewResend(
  { db, instances }: DeadLetterNeeds,
  caller: Caller,
  place: ResendPlace,
): Promise<DeadLetterResend> {
  await instances.instanceFor(place.instanceId, caller, 'messages')
  const row = await requireResend(db, place)
  return presentResend(row, (await countOutcomes(db, [row.job_id])).get(row.job_id))
}

export async function listResends(
  { db, clock, instances }: DeadLetterNeeds,
  caller: Caller,
  { instanceId, group }: GroupPlace,
  { cursor, limit }: QueryOf<typeof deadLetterResendList>,
): Promise<ResponseOf<typeof deadLetterResendList>> {
  await instances.instanceFor(instanceId, caller, 'messages')
  const place = { kind: RESEND_KIND, instanceId, subject: group }
  const after = cursor === undefined ? undefined : fromCursor(cursor)
  const rows = await selectJobs(
    db,
    place,
    limit + 1,
    after && { createdAt: Number(after.sortValue), jobId: after.key },
  )
  const page = rows.slice(0, limit)
  const counts = await countOutcomes(
    db,
    page.map(row => row.job_id),
  )
  const last = page.at(-1)
  return {
    items: page.map(row => presentResend(row, counts.get(row.job_id))),
    nextCursor: last && rows.length > limit ? toCursor(last.created_at, last.job_id) : null,
    partial: null,
    asOf: toTimestamp(clock.nowMs()),
  }
}

export async function listResults(
  { db, clock, instances }: DeadLetterNeeds,
  caller: Caller,
  place: ResendPlace,
  { cursor, limit, outcome }: QueryOf<typeof deadLetterResendResults>,
): Promise<ResponseOf<typeof deadLetterResendResults>> {
  await instances.instanceFor(place.instanceId, caller, 'messages')
  const { job_id } = await requireResend(db, place)
  const after = cursor === undefined ? undefined : fromCursor(cursor).key
  const rows = await selectResults(db, job_id, { outcome, after, limit: limit + 1 })
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return {
    items: page.map(row => ({
      deadLetterId: row.dead_letter_id,
      messageId: row.message_id,
      outcome: row.outcome,
      message: row.message,
      at: toTimestamp(row.at),
    })),
    nextCursor: last && rows.length > limit ? toCursor('', last.dead_letter_id) : null,
    partial: null,
    asOf: toTimestamp(clock.nowMs()),
  }
}
