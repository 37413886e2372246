/** Resends of a group: how far they have come, and what became of each message. */
import type {
  DeadLetterResend,
  deadLetterResendList,
  deadLetterResendResults,
  QueryOf,
  ResponseOf,
} from '@gantry/contract'
import type { InstanceHandle } from '../platform/brokers/instance-handle.ts'
import { toTimestamp } from '../platform/clock.ts'
import { AppError } from '../platform/http/app-error.ts'
import type { Caller } from '../platform/http/caller.ts'
import { fromCursor, toCursor } from '../platform/http/cursor.ts'
import { findJob } from '../platform/jobs/job-store.ts'
import type { JobTable } from '../platform/jobs/job-table.ts'
import { ordererOf } from '../platform/jobs/orderer.ts'
import { pageOfSeenJobs } from '../platform/jobs/seen-jobs.ts'
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

/** Who sees parts of the instance sees own resends: those of others may be of topics that are not among them. */
function isSeen({ isWhole }: InstanceHandle, { userId }: Caller, row: JobTable): boolean {
  return isWhole || ordererOf(row).userId === userId
}

/** @throws AppError NOT_FOUND */
export async function requireResend(
  { db, instances }: Pick<DeadLetterNeeds, 'db' | 'instances'>,
  caller: Caller,
  { instanceId, group, resendId }: ResendPlace,
): Promise<JobTable> {
  const handle = await instances.instanceFor(instanceId, caller, 'messages')
  const row = await findJob(db, resendId)
  const isHere = row?.kind === RESEND_KIND && row.instance_id === instanceId && row.subject === group
  if (isHere && isSeen(handle, caller, row)) return row
  throw new AppError(
    'NOT_FOUND',
    `The group ${group} has no resend ${resendId}: they are kept for seven days.`,
  )
}

export async function viewResend(
  needs: DeadLetterNeeds,
  caller: Caller,
  place: ResendPlace,
): Promise<DeadLetterResend> {
  const row = await requireResend(needs, caller, place)
  return presentResend(row, (await countOutcomes(needs.db, [row.job_id])).get(row.job_id))
}

export async function listResends(
  { db, clock, instances }: DeadLetterNeeds,
  caller: Caller,
  { instanceId, group }: GroupPlace,
  query: QueryOf<typeof deadLetterResendList>,
): Promise<ResponseOf<typeof deadLetterResendList>> {
  const handle = await instances.instanceFor(instanceId, caller, 'messages')
  const place = { kind: RESEND_KIND, instanceId, subject: group }
  const { rows, nextCursor } = await pageOfSeenJobs(db, place, row => isSeen(handle, caller, row), query)
  const counts = await countOutcomes(
    db,
    rows.map(row => row.job_id),
  )
  return {
    items: rows.map(row => presentResend(row, counts.get(row.job_id))),
    nextCursor,
    partial: null,
    asOf: toTimestamp(clock.nowMs()),
  }
}

export async function listResults(
  needs: DeadLetterNeeds,
  caller: Caller,
  place: ResendPlace,
  { cursor, limit, outcome }: QueryOf<typeof deadLetterResendResults>,
): Promise<ResponseOf<typeof deadLetterResendResults>> {
  const { db, clock } = needs
  const { job_id } = await requireResend(needs, caller, place)
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
