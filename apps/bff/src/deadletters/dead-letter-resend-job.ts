/** The work of a resend: one dead letter after the other, each claimed before it is sent. */
import { AUTHORISATION } from '@gantry/contract'
import { dlqTopicOf, type SentBack } from '@gantry/remoting'
import { z } from 'zod'
import type { InstanceHandle } from '../platform/brokers/instance-handle.ts'
import { isWithin, readWindow, windowsOf } from '../platform/brokers/queue-window.ts'
import { requireWritable } from '../platform/brokers/require-writable.ts'
import { storedAt } from '../platform/brokers/stored-at.ts'
import type { JobKind, JobRun } from '../platform/jobs/job-kind.ts'
import { findDeadLetters, isSeen } from './dead-letter-find.ts'
import { storeTimesOf } from './dead-letter-list.ts'
import type { DeadLetterNeeds } from './dead-letter-needs.ts'
import { RESEND_KIND } from './dead-letter-resend-kind.ts'
import { sendOnce } from './dead-letter-send.ts'
import { findResult, insertResult, selectResults } from './dead-letter-store.ts'

const KEPT_MS = 7 * 24 * 60 * 60 * 1_000
const PAGE = 200

const inputShape = z.object({
  messageIds: z.array(z.string()).optional(),
  failedOf: z.string().optional(),
  from: z.string().optional(),
  to: z.string(),
  again: z.boolean(),
})
export type ResendInput = z.infer<typeof inputShape>

export function resendKind(needs: DeadLetterNeeds): JobKind<ResendInput> {
  return {
    kind: RESEND_KIND,
    keptMs: KEPT_MS,
    event: 'deadLetterResendUpdated',
    readInput: value => inputShape.parse(value),
    callerNow: (orderer, { instanceId, subject: group }) =>
      needs.callerNow(orderer, AUTHORISATION.deadletters.deadLetterResendCreate, { instanceId, group }),
    run: run => resend(needs, run),
  }
}

/** One dead letter to send, or one that was named and is not there. */
type Candidate = { readonly message: SentBack } | { readonly missing: string }

async function resend(needs: DeadLetterNeeds, run: JobRun<ResendInput>): Promise<void> {
  const { db, clock } = needs
  const handle = await needs.instances.instanceFor(run.instanceId, run.caller, 'messages')
  requireWritable(handle)
  const { total, candidates } = await candidatesOf(needs, handle, run)
  let done = 0
  for await (const candidate of candidates) {
    run.signal.throwIfAborted()
    const deadLetterId = 'missing' in candidate ? candidate.missing : candidate.message.offsetMsgId
    // Another turn may have come so far.
    const isKnown = (await findResult(db, run.jobId, deadLetterId)) !== undefined
    if (!isKnown && 'missing' in candidate) {
      await insertResult(db, {
        job_id: run.jobId,
        dead_letter_id: candidate.missing,
        message_id: candidate.missing,
        outcome: 'NOT_FOUND',
        message: 'The group has no such dead letter, or it has expired.',
        at: clock.nowMs(),
      })
    } else if (!isKnown && 'message' in candidate) {
      await sendOnce(needs, handle, run, candidate.message)
    }
    run.report({ done: ++done, total: total ?? done })
  }
  run.report({ done, total: done })
}

interface Candidates {
  /** Undefined: not known before. */
  readonly total: number | undefined
  readonly candidates: AsyncIterable<Candidate>
}

async function candidatesOf(
  needs: DeadLetterNeeds,
  handle: InstanceHandle,
  run: JobRun<ResendInput>,
): Promise<Candidates> {
  const wireGroup = handle.wire(run.subject)
  const { messageIds, failedOf } = run.input
  if (messageIds) {
    return { total: messageIds.length, candidates: byId(handle, wireGroup, messageIds, run.signal) }
  }
  if (failedOf !== undefined) return { total: undefined, candidates: failedIn(needs, handle, wireGroup, run) }
  const times = storeTimesOf(run.input)
  const { windows, failed } = await windowsOf(handle.admin, dlqTopicOf(wireGroup), times, run.signal)
  const [failure] = failed
  if (failure) throw failure.error
  async function* candidates(): AsyncGenerator<Candidate> {
    for (const window of windows) {
      for await (const messages of readWindow(handle.admin, window, run.signal)) {
        for (const message of messages) {
          if (isWithin(message, times) && isSeen(handle, message)) yield { message }
        }
      }
    }
  }
  const total = windows.reduce((sum, { begin, end }) => sum + Number(end - begin), 0)
  return { total, candidates: candidates() }
}

async function* byId(
  handle: InstanceHandle,
  wireGroup: string,
  messageIds: readonly string[],
  signal: AbortSignal,
): AsyncGenerator<Candidate> {
  for (const messageId of messageIds) {
    const [found] = await findDeadLetters(handle, wireGroup, messageId, signal)
    yield found === undefined ? { missing: messageId } : { message: found.message }
  }
}

async function* failedIn(
  { db }: DeadLetterNeeds,
  handle: InstanceHandle,
  wireGroup: string,
  { input, signal }: JobRun<ResendInput>,
): AsyncGenerator<Candidate> {
  let after: string | undefined
  for (;;) {
    const rows = await selectResults(db, input.failedOf ?? '', { outcome: 'FAILED', after, limit: PAGE })
    for (const { dead_letter_id } of rows) {
      const message = await storedAt(handle.admin, dead_letter_id, signal)
      const isThere = message?.topic === dlqTopicOf(wireGroup) && isSeen(handle, message)
      yield isThere ? { message } : { missing: dead_letter_id }
    }
    if (rows.length < PAGE) return
    after = rows.at(-1)?.dead_letter_id
  }
}
