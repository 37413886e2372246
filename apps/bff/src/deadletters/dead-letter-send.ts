/** Sends one dead letter to its group, once: whoever has its claim sends it, and nobody else does. */
import type { SentBack } from '@gantry/remoting'
import type { InstanceHandle } from '../platform/brokers/instance-handle.ts'
import { isSurelyUndone } from '../platform/brokers/outcomes.ts'
import { toTimestamp } from '../platform/clock.ts'
import { toAppError } from '../platform/http/problem.ts'
import type { JobRun } from '../platform/jobs/job-kind.ts'
import { findJob } from '../platform/jobs/job-store.ts'
import type { DeadLetterNeeds } from './dead-letter-needs.ts'
import { findClaim, insertClaim, insertResult, settleResult, takeClaimOver } from './dead-letter-store.ts'
import type { DeadLetterClaimTable, DeadLetterResultTable } from './dead-letter-table.ts'

type Turn = JobRun<{ readonly again: boolean }>
type Verdict = Pick<DeadLetterResultTable, 'outcome' | 'message'>

export async function sendOnce(
  needs: DeadLetterNeeds,
  handle: InstanceHandle,
  run: Turn,
  message: SentBack,
): Promise<void> {
  const { db, clock } = needs
  const claim: DeadLetterClaimTable = {
    instance_id: run.instanceId,
    group: run.subject,
    dead_letter_id: message.offsetMsgId,
    job_id: run.jobId,
    state: 'SENDING',
    at: clock.nowMs(),
  }
  const refusal = await claimOrSay(needs, run, claim)
  const verdict = refusal ?? (await send(handle, run.subject, message))
  const row = { ...verdict, ...keyOf(claim), message_id: message.msgId, at: clock.nowMs() }
  if (refusal !== undefined && refusal.outcome !== 'UNKNOWN') await insertResult(db, row)
  else await settleResult(db, claim, row, stateAfter(verdict))
}

function keyOf({ job_id, dead_letter_id }: DeadLetterClaimTable) {
  return { job_id, dead_letter_id }
}

/** Undefined: it was surely not sent, and the claim is given back. */
function stateAfter({ outcome }: Verdict): DeadLetterClaimTable['state'] | undefined {
  if (outcome === 'FAILED') return undefined
  return outcome === 'SENT' ? 'SENT' : 'UNKNOWN'
}

/** Without the run's signal: a message on its way is waited for, so that nobody has to guess. */
async function send({ admin, wire }: InstanceHandle, group: string, message: SentBack): Promise<Verdict> {
  try {
    await admin.messages.sendBack({ group: wire(group), message })
    return { outcome: 'SENT', message: null }
  } catch (error) {
    const { detail } = toAppError(error)
    return { outcome: isSurelyUndone(error) ? 'FAILED' : 'UNKNOWN', message: detail }
  }
}

/** @returns why it must not be sent; undefined: the claim is ours */
async function claimOrSay(
  { db }: DeadLetterNeeds,
  { jobId, input }: Turn,
  claim: DeadLetterClaimTable,
): Promise<Verdict | undefined> {
  if (await insertClaim(db, claim)) return undefined
  const seen = await findClaim(db, claim)
  if (seen === undefined)
    return { outcome: 'FAILED', message: 'Another resend has just given it up: try again.' }
  if (seen.job_id === jobId) {
    const message =
      'The replica broke off while it sent this one: it was sent, or not. Look at the group first.'
    return { outcome: 'UNKNOWN', message }
  }
  const owner = seen.state === 'SENDING' ? await findJob(db, seen.job_id) : undefined
  if (owner?.state === 'RUNNING' || owner?.state === 'PENDING') {
    return { outcome: 'ALREADY_SENT', message: 'Another resend is sending it right now.' }
  }
  const at = toTimestamp(seen.at)
  const sentence = seen.state === 'SENT' ? `It was sent at ${at}.` : `It was perhaps sent at ${at}.`
  const already: Verdict = { outcome: 'ALREADY_SENT', message: sentence }
  if (!input.again) return already
  return (await takeClaimOver(db, seen, claim)) ? undefined : already
}
