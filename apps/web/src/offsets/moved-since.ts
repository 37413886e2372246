/** Where a result differs from its preview: the group consumed, or messages came, in between. */
import type { QueueReset, ResetResult } from '@gantry/contract'

export interface MovedQueue {
  readonly brokerName: string
  readonly queueId: number
  readonly was: QueueReset
  readonly is: QueueReset
}

export function movedSince(
  preview: Pick<ResetResult, 'queues'>,
  result: Pick<ResetResult, 'queues'>,
): MovedQueue[] {
  return result.queues.flatMap(is => {
    const { brokerName, queueId, before, after } = is
    const was = preview.queues.find(each => each.brokerName === brokerName && each.queueId === queueId)
    const isSame = !was || (was.before === before && was.after === after)
    return isSame ? [] : [{ brokerName, queueId, was, is }]
  })
}
