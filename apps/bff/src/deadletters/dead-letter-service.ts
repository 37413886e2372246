/** What other capabilities ask of dead letters. */
import type { DeadLetter } from '@gantry/contract'
import { type Admin, type BrokerNode, dlqTopicOf, type FanOutFailure, RemotingError } from '@gantry/remoting'
import type { InstanceHandle } from '../platform/brokers/instance-handle.ts'
import { findDeadLetters } from './dead-letter-find.ts'
import { presentDeadLetter } from './dead-letter-present.ts'

export interface DeadLetterService {
  /**
   * Dead letters of one group by an ID of the message, newest first; none where the group has no queue.
   * @param group without the namespace
   * @throws RemotingError when no broker answers
   */
  find(
    handle: InstanceHandle,
    group: string,
    messageId: string,
    signal: AbortSignal,
  ): Promise<readonly DeadLetter[]>
  /**
   * How many a group has; none where it has no queue for them.
   * @throws RemotingError when no broker answers
   */
  standing(handle: InstanceHandle, wireGroup: string, signal: AbortSignal): Promise<DeadLetterStanding>
}

export interface DeadLetterStanding {
  readonly count: bigint
  /** When the newest entered, ms since 1970; null where none is stored. */
  readonly newestAtMs: number | null
  readonly failed: ReadonlyArray<FanOutFailure<BrokerNode>>
}

export function createDeadLetterService(): DeadLetterService {
  return {
    async find(handle, group, messageId, signal) {
      const found = await findDeadLetters(handle, handle.wire(group), messageId, signal)
      return found.map(each => presentDeadLetter(handle, each))
    },
    standing: ({ admin }, wireGroup, signal) => standingOf(admin, wireGroup, signal),
  }
}

async function standingOf(admin: Admin, wireGroup: string, signal: AbortSignal): Promise<DeadLetterStanding> {
  try {
    const { answered, failed } = await admin.topics.stats(dlqTopicOf(wireGroup), { signal })
    const queues = answered.flatMap(({ value }) => value.offsetTable.map(([, queue]) => queue))
    const newestAtMs = queues.reduce((newest, queue) => Math.max(newest, queue.lastUpdateTimestamp), 0)
    return {
      count: queues.reduce((sum, { minOffset, maxOffset }) => sum + maxOffset - minOffset, 0n),
      newestAtMs: newestAtMs > 0 ? newestAtMs : null,
      failed,
    }
  } catch (error) {
    if (error instanceof RemotingError && error.code === 'NO_ROUTE')
      return { count: 0n, newestAtMs: null, failed: [] }
    throw error
  }
}
