/**
 * Keeps one queue's cache filled: pulls again as soon as there is room, waits where the broker has nothing.
 * Defined in `client/impl/consumer/DefaultMQPushConsumerImpl#pullMessage`.
 */
import { RESPONSE_CODES } from '../../codes.ts'
import { BrokerRefused, isTransient } from '../../errors.ts'
import type { Session } from '../session.ts'
import type { AssignedQueue } from './assigned-queue.ts'
import type { ConsumeStats } from './consume-stats.ts'
import type { CachedMessage } from './process-queue.ts'
import type { PullResult, QueueReader } from './queue-reader.ts'
import { pause } from './waiting.ts'

interface PullLimits {
  readonly pullBatchSize: number
  readonly maxCachedMessages: number
  readonly maxCachedBytes: number
  /** How long a broker may hold a pull, ms. */
  readonly suspendTimeoutMs: number
}

export interface PullLoopParts {
  readonly session: Session
  readonly reader: QueueReader
  readonly stats: ConsumeStats
  readonly limits: PullLimits
  readonly onMessages: (queue: AssignedQueue, cached: CachedMessage[]) => void
  /** The broker wants the group elsewhere in this queue. */
  readonly onOffsetMoved: (queue: AssignedQueue, offset: bigint) => void
}

const RETRY_AFTER_MS = 1_000
const RETRY_AFTER_FLOW_CONTROL_MS = 20
/** The broker does not know this client, or not its newest subscription: it was restarted, or has missed a heartbeat. */
const UNKNOWN_TO_BROKER: ReadonlySet<number> = new Set([
  RESPONSE_CODES.SUBSCRIPTION_NOT_EXIST.code,
  RESPONSE_CODES.SUBSCRIPTION_NOT_LATEST.code,
  RESPONSE_CODES.FILTER_DATA_NOT_EXIST.code,
  RESPONSE_CODES.FILTER_DATA_NOT_LATEST.code,
])

/** Runs until the queue is to be given up. */
export async function runPullLoop(queue: AssignedQueue, parts: PullLoopParts): Promise<void> {
  while (!queue.leave.aborted) {
    if (isFull(queue, parts.limits)) await queue.changed.wait()
    else await pullOnce(queue, parts)
  }
}

function isFull({ cache }: AssignedQueue, limits: PullLimits): boolean {
  return cache.span >= limits.maxCachedMessages || cache.bytes >= limits.maxCachedBytes
}

async function pullOnce(queue: AssignedQueue, parts: PullLoopParts): Promise<void> {
  const { limits } = parts
  queue.lastPullAtMs = Date.now()
  try {
    const result = await parts.reader.read({
      queue: queue.messageQueue,
      subscription: queue.subscription,
      withSubscription: false,
      offset: queue.cache.nextOffset,
      maxMsgNums: limits.pullBatchSize,
      suspendTimeoutMs: limits.suspendTimeoutMs,
      signal: queue.leave,
    })
    if (!queue.leave.aborted) accept(queue, result, parts)
  } catch (error) {
    if (!queue.leave.aborted) await recover(error, queue, parts.session)
  }
}

function accept(queue: AssignedQueue, result: PullResult, parts: PullLoopParts): void {
  if (result.status === 'OFFSET_ILLEGAL') {
    parts.onOffsetMoved(queue, result.nextBeginOffset)
    return
  }
  const cached = queue.cache.put(result.messages, result.nextBeginOffset)
  if (result.status !== 'FOUND') return
  parts.stats.pulled(queue.messageQueue.topic, result.messages.length, Date.now() - queue.lastPullAtMs)
  queue.arrived(cached)
  if (cached.length > 0) parts.onMessages(queue, cached)
}

async function recover(error: unknown, queue: AssignedQueue, session: Session): Promise<void> {
  const code = error instanceof BrokerRefused ? error.responseCode : undefined
  if (code === RESPONSE_CODES.FLOW_CONTROL.code) return await pause(RETRY_AFTER_FLOW_CONTROL_MS, queue.leave)
  if (code !== undefined && UNKNOWN_TO_BROKER.has(code)) await session.heartbeat()
  else session.onError(error)
  if (isTransient(error)) await session.routes.refresh(queue.messageQueue.topic).catch(session.onError)
  await pause(RETRY_AFTER_MS, queue.leave)
}
