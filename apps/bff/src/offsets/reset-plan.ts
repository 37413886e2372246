/** Works out, queue by queue, where a reset leads. Nothing is changed here. */
import type { ResetTarget } from '@gantry/contract'
import { problem } from '@gantry/rules'
import { toTimestamp } from '../platform/clock.ts'
import { fieldError } from '../platform/http/validation.ts'
import type { ResetScope, ScopedQueue } from './reset-scope.ts'
import type { StoredRange } from './stored-range.ts'

export interface PlannedQueue extends ScopedQueue {
  readonly after: bigint
}

/** Back to what was before another reset. */
export interface Restore {
  readonly restore: ReadonlyArray<{
    readonly brokerName: string
    readonly queueId: number
    readonly offset: bigint
  }>
}

/** @throws AppError VALIDATION for a time, a queue or an offset that is not stored */
export async function planReset(
  scope: ResetScope,
  to: ResetTarget | Restore,
  range: StoredRange,
  signal: AbortSignal,
): Promise<PlannedQueue[]> {
  if (to === 'latest') return scope.queues.map(queue => ({ ...queue, after: queue.stored.maxOffset }))
  if (to === 'earliest') return scope.queues.map(queue => ({ ...queue, after: queue.stored.minOffset }))
  if ('time' in to) return planByTime(scope, Date.parse(to.time), range, signal)
  if ('restore' in to) return planRestore(scope, to)
  return [planQueue(scope, to)]
}

async function planByTime(
  { handle, queues }: ResetScope,
  timeMs: number,
  { oldestMs, newestMs }: StoredRange,
  signal: AbortSignal,
): Promise<PlannedQueue[]> {
  if (oldestMs === undefined || newestMs === undefined) throw fieldError('to.time', problem('nothingStored'))
  if (timeMs < oldestMs || timeMs > newestMs) {
    const params = { oldest: toTimestamp(oldestMs), newest: toTimestamp(newestMs) }
    throw fieldError('to.time', problem('timeNotStored', params))
  }
  return Promise.all(
    queues.map(async queue => {
      const { maxOffset, minOffset, lastUpdateTimestamp } = queue.stored
      // Brokers before 5.2 give the last message where nothing was stored since.
      if (maxOffset === minOffset || lastUpdateTimestamp < timeMs) return { ...queue, after: maxOffset }
      return { ...queue, after: await handle.admin.offsets.atTime(queue, timeMs, 'LOWER', { signal }) }
    }),
  )
}

function planQueue(
  { queues }: ResetScope,
  { queue: wanted, offset }: Extract<ResetTarget, { queue: unknown }>,
): PlannedQueue {
  const { brokerName, queueId } = wanted
  const queue = queues.find(each => each.node.brokerName === brokerName && each.queueId === queueId)
  if (!queue) throw fieldError('to.queue', problem('noSuchQueue', { brokerName, queueId }))
  const { minOffset, maxOffset } = queue.stored
  const after = BigInt(offset)
  if (after < minOffset || after > maxOffset) {
    const params = { min: minOffset.toString(), max: maxOffset.toString() }
    throw fieldError('to.offset', problem('offsetNotStored', params))
  }
  return { ...queue, after }
}

/** What is no longer stored gives way to the oldest message that is. */
function planRestore({ queues }: ResetScope, { restore }: Restore): PlannedQueue[] {
  return restore.flatMap(({ brokerName, queueId, offset }) => {
    const queue = queues.find(each => each.node.brokerName === brokerName && each.queueId === queueId)
    if (!queue) return []
    const { minOffset, maxOffset } = queue.stored
    return [{ ...queue, after: within(offset, minOffset, maxOffset) }]
  })
}

function within(offset: bigint, min: bigint, max: bigint): bigint {
  if (offset < min) return min
  return offset > max ? max : offset
}
