/**
 * An offset reset: what is asked for, and where each queue stands after it. Shared by INVOKE_BROKER_TO_RESET_OFFSET 222
 * and RESET_CONSUMER_CLIENT_OFFSET 220.
 * Defined in `remoting/protocol/header/ResetOffsetRequestHeader`, `remoting/protocol/body/ResetOffsetBody`,
 * `ResetOffsetBodyForC` and `common/message/MessageQueueForC`.
 */
import { fields } from '../../protocol/fields.ts'
import { bool, int32, int64, list, millis, object, optional, pairs, text } from '../../protocol/shape.ts'
import { messageQueue } from './message-queue.ts'
import { topicRpcFields } from './rpc-fields.ts'

export const resetOffsetHeader = fields({
  group: text,
  topic: text,
  /** One queue only; absent or -1 for all of the broker. Server-side only: others reset all queues all the same. */
  queueId: optional(int32),
  /** Exactly there, with `queueId`; absent or -1 to go by `timestamp`. Server-side only. */
  offset: optional(int64),
  /** Store time (ms) to go to; -1 for the end of the queues. */
  timestamp: millis,
  /** Also forward: else a queue keeps its offset when that lies before the one found. */
  isForce: bool,
  ...topicRpcFields,
})

export const resetOffsetBody = object({
  /** Offset that the group consumes next, by queue. */
  offsetTable: pairs(messageQueue, int64),
})

/** The form that C++ clients read: a list instead of a map keyed by objects. */
export const resetOffsetBodyForC = object({
  offsetTable: list(object({ topic: text, brokerName: text, queueId: int32, offset: int64 })),
})
