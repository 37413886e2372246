/** Carries a plan out, on each broker in the way that it can. */
import type { QueueReset, RESET_WAYS, ResetOutcome, ResetTarget } from '@gantry/contract'
import { toInt64 } from '@gantry/contract'
import type { BrokerNode } from '@gantry/remoting'
import { AppError } from '../platform/http/app-error.ts'
import { toAppError } from '../platform/http/problem.ts'
import type { PlannedQueue } from './reset-plan.ts'
import type { ResetScope } from './reset-scope.ts'

export type ResetWay = (typeof RESET_WAYS)[number]

export interface BrokerPlan {
  readonly node: BrokerNode
  readonly way: ResetWay
  readonly queues: readonly PlannedQueue[]
}

export interface ResetDone {
  readonly queues: readonly QueueReset[]
  readonly outcomes: readonly ResetOutcome[]
}

/**
 * How each broker takes the reset.
 * @param isExact by offsets of its own choice, which brokers without server-side reset cannot push to clients
 * @throws AppError UNSUPPORTED_BY_CLUSTER
 */
export async function chooseWays(
  { handle, isOnline }: ResetScope,
  planned: readonly PlannedQueue[],
  isExact: boolean,
  signal: AbortSignal,
): Promise<BrokerPlan[]> {
  const byBroker = Map.groupBy(planned, ({ node }) => node.addr)
  return Promise.all(
    [...byBroker.values()].map(async queues => {
      // A group has one entry at least.
      const { node } = queues[0] as PlannedQueue
      const isKept = await handle.admin.offsets.hasServerSideReset(node.addr, { signal })
      if (!isKept && isOnline && isExact) throw onlyByTime(node)
      const way: ResetWay = isKept ? 'KEPT_BY_BROKER' : isOnline ? 'TOLD_TO_CLIENTS' : 'WRITTEN'
      return { node, way, queues }
    }),
  )
}

function onlyByTime({ brokerName }: BrokerNode): AppError {
  const detail = `The broker ${brokerName} has no server-side reset: while clients are online it can only move all queues to a time. Stop the clients, and it works.`
  return new AppError('UNSUPPORTED_BY_CLUSTER', detail)
}

/** What would be done. */
export function previewReset(plans: readonly BrokerPlan[]): ResetDone {
  return {
    queues: plans.flatMap(({ queues }) => queues.map(queue => resetOf(queue, true))),
    outcomes: plans.map(({ node, way }) => outcomeOf(node, way, undefined)),
  }
}

export async function applyReset(
  scope: ResetScope,
  plans: readonly BrokerPlan[],
  to: ResetTarget | undefined,
  signal: AbortSignal,
): Promise<ResetDone> {
  const done = await Promise.all(
    plans.map(plan =>
      plan.way === 'TOLD_TO_CLIENTS' ? tellClients(scope, plan, to, signal) : setQueues(scope, plan, signal),
    ),
  )
  return {
    queues: done.flatMap(({ queues }) => queues),
    outcomes: done.flatMap(({ outcomes }) => outcomes),
  }
}

/** Each queue by itself; one that stands there already is left alone, so that its client goes on undisturbed. */
async function setQueues(
  { handle, wireGroup }: ResetScope,
  { node, way, queues }: BrokerPlan,
  signal: AbortSignal,
): Promise<ResetDone> {
  const { offsets } = handle.admin
  let failure: unknown
  const results = await Promise.all(
    queues.map(async queue => {
      if (queue.before === queue.after) return resetOf(queue, true)
      try {
        if (way === 'WRITTEN') await offsets.update(wireGroup, queue, queue.after, { signal })
        else await offsets.resetQueueByBroker(wireGroup, queue, queue.after, { signal })
        return resetOf(queue, true)
      } catch (error) {
        failure ??= error
        return resetOf(queue, false)
      }
    }),
  )
  return { queues: results, outcomes: [outcomeOf(node, way, failure)] }
}

/** The broker works out the offsets, tells its clients and answers with what it told them. */
async function tellClients(
  { handle, wireGroup, wireTopic }: ResetScope,
  { node, way, queues }: BrokerPlan,
  to: ResetTarget | undefined,
  signal: AbortSignal,
): Promise<ResetDone> {
  try {
    const input = { topic: wireTopic, group: wireGroup, to: pushedTo(to), nodes: [node] }
    const { answered } = await handle.admin.offsets.reset(input, { signal })
    const told = new Map(
      answered.flatMap(({ value }) =>
        value.map(({ messageQueue, offset }) => [messageQueue.queueId, offset] as const),
      ),
    )
    const results = queues.map(queue =>
      resetOf({ ...queue, after: told.get(queue.queueId) ?? queue.after }, true),
    )
    return { queues: results, outcomes: [outcomeOf(node, way, undefined)] }
  } catch (error) {
    return {
      queues: queues.map(queue => resetOf(queue, false)),
      outcomes: [outcomeOf(node, way, error)],
    }
  }
}

function pushedTo(to: ResetTarget | undefined): number | 'latest' | 'earliest' {
  if (to === 'latest') return 'latest'
  return typeof to === 'object' && 'time' in to ? Date.parse(to.time) : 'earliest'
}

function resetOf({ node, queueId, before, after }: PlannedQueue, ok: boolean): QueueReset {
  const from = before ?? after
  return {
    brokerName: node.brokerName,
    queueId,
    before: before === undefined ? null : toInt64(before),
    after: toInt64(after),
    skipped: toInt64(after > from ? after - from : 0n),
    repeated: toInt64(from > after ? from - after : 0n),
    ok,
  }
}

export function outcomeOf(node: BrokerNode, way: ResetWay | null, failure: unknown): ResetOutcome {
  const { brokerName, addr: brokerAddr } = node
  return failure === undefined
    ? { brokerName, brokerAddr, ok: true, way }
    : { brokerName, brokerAddr, ok: false, way, message: toAppError(failure).detail }
}
