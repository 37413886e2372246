/** The work of a trace query task. */
import { AUTHORISATION, DEFAULT_TRACE_TOPIC } from '@gantry/contract'
import { z } from 'zod'
import type { JobKind, JobRun } from '../platform/jobs/job-kind.ts'
import type { TraceNeeds } from './trace-needs.ts'
import { queryTraces, type Wanted } from './trace-query.ts'
import { scopeOf } from './trace-scope.ts'
import { replaceTraces } from './trace-store.ts'

export const TRACE_TASK_KIND = 'traceTask'
const KEPT_MS = 7 * 24 * 60 * 60 * 1_000

export const traceTaskInput = z.object({
  topic: z.string(),
  messageId: z.string().optional(),
  key: z.string().optional(),
  around: z.string().optional(),
  from: z.string().optional(),
  to: z.string().optional(),
  traceTopic: z.string().default(DEFAULT_TRACE_TOPIC),
})
export type TraceTaskInput = z.infer<typeof traceTaskInput>

export const traceTaskResult = z.object({ found: z.int(), isCut: z.boolean() })

export function traceTaskKind(needs: TraceNeeds): JobKind<TraceTaskInput> {
  return {
    kind: TRACE_TASK_KIND,
    keptMs: KEPT_MS,
    event: 'traceTaskUpdated',
    readInput: value => traceTaskInput.parse(value),
    callerNow: (orderer, { instanceId }) =>
      needs.callerNow(orderer, AUTHORISATION.traces.traceTaskCreate, { instanceId }),
    run: run => query(needs, run),
  }
}

async function query(
  { db, clock, instances, deadLetters }: TraceNeeds,
  { jobId, instanceId, input, caller, signal, report }: JobRun<TraceTaskInput>,
): Promise<z.infer<typeof traceTaskResult>> {
  const handle = await instances.instanceFor(instanceId, caller, 'messages')
  const scope = await scopeOf(handle, input, signal)
  const source = { admin: handle.admin, traceTopic: scope.traceTopic, signal }
  const nowMs = clock.nowMs()
  const { traces, isCut } = await queryTraces(
    { handle, scope, deadLetters, nowMs, source, report },
    wantedBy(input),
  )
  await replaceTraces(
    db,
    jobId,
    traces.map(trace => JSON.stringify(trace)),
  )
  return { found: traces.length, isCut }
}

function wantedBy({ messageId, key, around, from = '', to = '' }: TraceTaskInput): Wanted {
  if (messageId !== undefined) {
    return { messageId, aroundMs: around === undefined ? undefined : Date.parse(around) }
  }
  return key === undefined ? { fromMs: Date.parse(from), toMs: Date.parse(to) } : { key }
}
