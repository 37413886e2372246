/**
 * What is pulled, and where to go on: shared by PULL_MESSAGE 11 and LITE_PULL_MESSAGE 361.
 * Defined in `remoting/protocol/header/PullMessageRequestHeader` and `PullMessageResponseHeader`; bits of `sysFlag` in
 * `common/sysflag/PullSysFlag`.
 */
import { fields } from '../../protocol/fields.ts'
import { int32, int64, millis, optional, text } from '../../protocol/shape.ts'
import { topicRpcFields } from './rpc-fields.ts'
import { expressionType } from './subscription-data.ts'

export const pullMessageHeader = fields({
  consumerGroup: text,
  topic: text,
  /** Queue of a lite topic (5.5 and later). */
  liteTopic: optional(text),
  queueId: int32,
  queueOffset: int64,
  /** At most; brokers also stop at limits of their own. */
  maxMsgNums: int32,
  /** 1 `commitOffset` is to be stored, 2 wait for messages, 4 `subscription` is given, 8 filter class, 16 lite pull. */
  sysFlag: int32,
  /** Offset that the group consumes next; counts with bit 1 of `sysFlag` only. */
  commitOffset: int64,
  /** How long the broker may hold the request when there is nothing; counts with bit 2 of `sysFlag` only. */
  suspendTimeoutMillis: millis,
  /** Expression to filter by, instead of the one that the group's heartbeats gave; with bit 4 of `sysFlag`. */
  subscription: optional(text),
  /** The subscription that the client holds: refused when the broker knows an older one. */
  subVersion: int64,
  expressionType: optional(expressionType),
  /** Bytes at most (5.0 and later). */
  maxMsgBytes: optional(int32),
  /** -1 a client, 0 to 2 a proxy for ordered, broadcast and stream consumers (5.1 and later). */
  requestSource: optional(int32),
  /** The client behind a proxy; so spelt by RocketMQ. */
  proxyFrowardClientId: optional(text),
  ...topicRpcFields,
})

export const pullMessageResponseHeader = fields({
  /** ID of the broker to pull from next: a replica when the messages are old. A number, as in routes. */
  suggestWhichBrokerId: int32,
  nextBeginOffset: int64,
  minOffset: int64,
  maxOffset: int64,
  /** Of a static topic: what to add to the offsets in the records to have those of the queue (5.0 and later). */
  offsetDelta: optional(int64),
  topicSysFlag: optional(int32),
  groupSysFlag: optional(int32),
  /** With NO_PERMISSION: 1 broker, 2 group, 3 topic, 4 broadcasting, 5 subscription (5.0 and later). */
  forbiddenType: optional(int32),
})

/** PULL_NOT_FOUND, PULL_RETRY_IMMEDIATELY, PULL_OFFSET_MOVED: no messages, but the offsets to go on with. */
export const PULLED_NOTHING: readonly number[] = [19, 20, 21]
