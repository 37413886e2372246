/** Orders a resend of dead letters: it runs as a job. */
import type { BodyOf, DeadLetterResend, deadLetterResendCreate } from '@gantry/contract'
import { findEverywhere } from '../groups/group-inventory.ts'
import { requireWritable } from '../platform/brokers/require-writable.ts'
import { toTimestamp } from '../platform/clock.ts'
import type { Caller } from '../platform/http/caller.ts'
import type { DeadLetterNeeds, GroupPlace } from './dead-letter-needs.ts'
import type { ResendInput } from './dead-letter-resend-job.ts'
import { RESEND_KIND } from './dead-letter-resend-kind.ts'
import { presentResend, requireResend } from './dead-letter-resend-view.ts'
import { countOutcomes, deleteOldClaims } from './dead-letter-store.ts'

/** Ten times as long as brokers keep messages. */
const CLAIMS_KEPT_MS = 30 * 24 * 60 * 60 * 1_000

/** @throws AppError NOT_FOUND, FORBIDDEN on a read-only cluster */
export async function orderResend(
  needs: DeadLetterNeeds,
  caller: Caller,
  place: GroupPlace,
  body: BodyOf<typeof deadLetterResendCreate>,
  signal: AbortSignal,
): Promise<DeadLetterResend> {
  const { db, clock, jobs, instances } = needs
  const handle = await instances.instanceFor(place.instanceId, caller, 'messages')
  await findEverywhere(db, handle, place, signal)
  requireWritable(handle)
  if (body.failedOf !== undefined) await requireResend(needs, caller, { ...place, resendId: body.failedOf })
  const nowMs = clock.nowMs()
  await deleteOldClaims(db, nowMs - CLAIMS_KEPT_MS)
  const input: ResendInput = {
    ...(body.messageIds && { messageIds: [...new Set(body.messageIds)] }),
    ...(body.failedOf !== undefined && { failedOf: body.failedOf }),
    ...(body.from !== undefined && { from: body.from }),
    // What dies again while the job runs must not be sent again by it.
    to: body.to ?? toTimestamp(nowMs),
    again: body.again,
  }
  const order = { kind: RESEND_KIND, instanceId: place.instanceId, subject: place.group, input, caller }
  const row = await jobs.order(order)
  return presentResend(row, (await countOutcomes(db, [row.job_id])).get(row.job_id))
}
