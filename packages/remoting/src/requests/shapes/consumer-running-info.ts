/**
 * What a consumer client tells of itself. Written by the client, so each language leaves out something else.
 * Defined in `remoting/protocol/body/ConsumerRunningInfo`, `ProcessQueueInfo`, `PopProcessQueueInfo`, `ConsumeStatus`.
 */
import {
  bool,
  double,
  type Infer,
  int32,
  int64,
  list,
  mapOf,
  millis,
  object,
  optional,
  pairs,
  text,
  withDefault,
} from '../../protocol/shape.ts'
import { messageQueue } from './message-queue.ts'
import { subscriptionData } from './subscription-data.ts'

const offset = withDefault(int64, 0n)
const count = withDefault(int32, 0)
const timestamp = withDefault(millis, 0)
/** A rate or a mean; NaN, for nothing measured, reads as 0. */
const measure = withDefault(double, 0)

/** A queue that the client pulls. */
const processQueueInfo = object({
  /** Offset that was or will be stored for the group. */
  commitOffset: offset,
  cachedMsgMinOffset: offset,
  cachedMsgMaxOffset: offset,
  /** Messages pulled and not consumed yet. */
  cachedMsgCount: count,
  cachedMsgSizeInMiB: count,
  /** Of an ordered consumer: those handed to the listener now. */
  transactionMsgMinOffset: offset,
  transactionMsgMaxOffset: offset,
  transactionMsgCount: count,
  /** Whether an ordered consumer holds the lock of the queue. */
  locked: withDefault(bool, false),
  tryUnlockTimes: offset,
  lastLockTimestamp: timestamp,
  /** Given up in a rebalance. */
  droped: withDefault(bool, false),
  /** The same from Go clients, who spell it right. */
  dropped: optional(bool),
  lastPullTimestamp: timestamp,
  lastConsumeTimestamp: timestamp,
})
export type ProcessQueueInfo = Infer<typeof processQueueInfo>

/** A queue that the client consumes by POP. */
const popProcessQueueInfo = object({
  /** Messages handed out and not acknowledged yet. */
  waitAckCount: count,
  droped: withDefault(bool, false),
  lastPopTimestamp: timestamp,
})

/** Over the last minute; `consumeFailedMsgs` over the last hour. */
const consumeStatus = object({
  /** Mean ms of a pull. */
  pullRT: measure,
  /** Messages pulled a second. */
  pullTPS: measure,
  /** Mean ms in the listener. */
  consumeRT: measure,
  consumeOKTPS: measure,
  consumeFailedTPS: measure,
  consumeFailedMsgs: offset,
})
export type ConsumeStatus = Infer<typeof consumeStatus>

export const consumerRunningInfo = object({
  /** `PROP_CONSUME_TYPE`, `PROP_CLIENT_VERSION`, `PROP_CONSUMER_START_TIMESTAMP` ... and the settings of the consumer. */
  properties: mapOf(text, text),
  subscriptionSet: list(subscriptionData),
  mqTable: pairs(messageQueue, processQueueInfo),
  /** Unknown to clients before 5.0. */
  mqPopTable: pairs(messageQueue, popProcessQueueInfo),
  /** By topic. */
  statusTable: mapOf(text, consumeStatus),
  /** What the application adds; unknown to clients before 5.0. */
  userConsumerInfo: mapOf(text, text),
  /** Stacks of all threads, as text, when asked for. */
  jstack: optional(text),
})
export type ConsumerRunningInfo = Infer<typeof consumerRunningInfo>
