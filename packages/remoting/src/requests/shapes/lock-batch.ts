/**
 * Queues to lock or unlock for one consumer that consumes in order: shared by LOCK_BATCH_MQ 41 and UNLOCK_BATCH_MQ 42.
 * Defined in `remoting/protocol/body/LockBatchRequestBody` and `UnlockBatchRequestBody`.
 */
import { bool, list, object, text, withDefault } from '../../protocol/shape.ts'
import { messageQueue } from './message-queue.ts'

export const lockBatchRequest = object({
  consumerGroup: text,
  clientId: text,
  /** Do not ask the replicas; brokers set it among themselves (5.0 and later). */
  onlyThisBroker: withDefault(bool, false),
  mqSet: list(messageQueue),
})
