/** Trace query tasks: ordered, looked at, forgotten. */
import {
  type BodyOf,
  type QueryOf,
  type ResponseOf,
  type TraceTask,
  trace,
  type traceList,
  type traceTaskCreate,
  type traceTaskList,
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
import type { TraceNeeds } from './trace-needs.ts'
import { scopeOf } from './trace-scope.ts'
import { selectTraces } from './trace-store.ts'
import { TRACE_TASK_KIND, traceTaskInput, traceTaskResult } from './trace-task-kind.ts'

export interface TaskPlace {
  readonly instanceId: string
  readonly taskId: string
}

const STATES: Readonly<Record<JobTable['state'], TraceTask['state']>> = {
  PENDING: 'QUERYING',
  RUNNING: 'QUERYING',
  COMPLETED: 'QUERY_COMPLETED',
  FAILED: 'FAILED',
  CANCELLED: 'FAILED',
}

function presentTask(row: JobTable): TraceTask {
  const input = traceTaskInput.parse(JSON.parse(row.input))
  const result = row.result === null ? undefined : traceTaskResult.parse(JSON.parse(row.result))
  const byKey = input.key === undefined ? 'topic' : 'key'
  return {
    taskId: row.job_id,
    state: STATES[row.state],
    by: input.messageId === undefined ? byKey : 'messageId',
    topic: input.topic,
    messageId: input.messageId ?? null,
    key: input.key ?? null,
    around: input.around ?? null,
    from: input.from ?? null,
    to: input.to ?? null,
    traceTopic: input.traceTopic,
    done: row.done,
    total: row.total,
    found: result?.found ?? 0,
    isCut: result?.isCut ?? false,
    error: row.error,
    username: ordererOf(row).username,
    createdAt: toTimestamp(row.created_at),
    finishedAt: row.finished_at === null ? null : toTimestamp(row.finished_at),
    expiresAt: toTimestamp(row.expires_at),
  }
}

/** @throws AppError NOT_FOUND for a topic or a trace topic that the caller does not see in the instance */
export async function createTask(
  { jobs, instances }: TraceNeeds,
  caller: Caller,
  instanceId: string,
  body: BodyOf<typeof traceTaskCreate>,
  signal: AbortSignal,
): Promise<TraceTask> {
  const handle = await instances.instanceFor(instanceId, caller, 'messages')
  await scopeOf(handle, body, signal)
  return presentTask(
    await jobs.order({ kind: TRACE_TASK_KIND, instanceId, subject: body.topic, input: body, caller }),
  )
}

export async function listTasks(
  { db, clock, instances }: TraceNeeds,
  caller: Caller,
  instanceId: string,
  query: QueryOf<typeof traceTaskList>,
): Promise<ResponseOf<typeof traceTaskList>> {
  const handle = await instances.instanceFor(instanceId, caller, 'messages')
  const place = { kind: TRACE_TASK_KIND, instanceId }
  const { rows, nextCursor } = await pageOfSeenJobs(db, place, row => isSeen(handle, caller, row), query)
  const asOf = toTimestamp(clock.nowMs())
  return { items: rows.map(presentTask), nextCursor, partial: null, asOf }
}

/** A task shows what whoever ordered it sees: who sees parts of the instance sees own tasks, while the topic is among them. */
function isSeen({ isWhole, topics }: InstanceHandle, { userId }: Caller, row: JobTable): boolean {
  const isOrderer = ordererOf(row).userId === userId
  return isWhole || (isOrderer && topics.sees(traceTaskInput.parse(JSON.parse(row.input)).topic))
}

/** @throws AppError NOT_FOUND */
async function requireTask(
  { db, instances }: TraceNeeds,
  caller: Caller,
  { instanceId, taskId }: TaskPlace,
): Promise<JobTable> {
  const handle = await instances.instanceFor(instanceId, caller, 'messages')
  const row = await findJob(db, taskId)
  const isHere = row?.kind === TRACE_TASK_KIND && row.instance_id === instanceId
  if (isHere && isSeen(handle, caller, row)) return row
  throw new AppError(
    'NOT_FOUND',
    `There is no query task ${taskId} in ${instanceId}: they are kept for seven days.`,
  )
}

export async function viewTask(needs: TraceNeeds, caller: Caller, place: TaskPlace): Promise<TraceTask> {
  return presentTask(await requireTask(needs, caller, place))
}

/** @returns what it was */
export async function removeTask(needs: TraceNeeds, caller: Caller, place: TaskPlace): Promise<TraceTask> {
  const row = await requireTask(needs, caller, place)
  await needs.jobs.remove(row.job_id)
  return presentTask(row)
}

export async function listTraces(
  needs: TraceNeeds,
  caller: Caller,
  place: TaskPlace,
  { cursor, limit }: QueryOf<typeof traceList>,
): Promise<ResponseOf<typeof traceList>> {
  const { db, clock } = needs
  const { job_id } = await requireTask(needs, caller, place)
  const after = cursor === undefined ? -1 : Number(fromCursor(cursor).sortValue)
  const rows = await selectTraces(db, job_id, after, limit + 1)
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return {
    items: page.map(row => trace.parse(JSON.parse(row.trace))),
    nextCursor: last && rows.length > limit ? toCursor(last.position, '') : null,
    partial: null,
    asOf: toTimestamp(clock.nowMs()),
  }
}
