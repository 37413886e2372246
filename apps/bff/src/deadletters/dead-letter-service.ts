/** What other capabilities ask of dead letters. */
import type { DeadLetter } from '@gantry/contract'
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
}

export function createDeadLetterService(): DeadLetterService {
  return {
    async find(handle, group, messageId, signal) {
      const found = await findDeadLetters(handle, handle.wire(group), messageId, signal)
      return found.map(each => presentDeadLetter(handle, each))
    },
  }
}
