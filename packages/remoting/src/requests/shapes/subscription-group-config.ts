/**
 * A consumer group as one broker keeps it. Defined in `remoting/protocol/subscription/SubscriptionGroupConfig`,
 * `GroupRetryPolicy` and `SimpleSubscriptionData`; attribute names in `common/SubscriptionGroupAttributes`.
 *
 * What 4.9 lacks reads as what 5.x has by default.
 */
import {
  bool,
  type Infer,
  int32,
  int64,
  list,
  mapOf,
  millis,
  object,
  optional,
  text,
  withDefault,
  word,
} from '../../protocol/shape.ts'

const groupRetryPolicy = object({
  type: word('CUSTOMIZED', 'EXPONENTIAL'),
  /** The n-th retry waits `initial × multiplier^n` ms, at most `max` ms. */
  exponentialRetryPolicy: optional(object({ initial: millis, max: millis, multiplier: int64 })),
  /** One wait (ms) for each delivery; absent for the broker's own delay levels. */
  customizedRetryPolicy: optional(object({ next: list(millis) })),
})

const simpleSubscriptionData = object({
  topic: text,
  expressionType: text,
  expression: text,
  version: int64,
})

export const subscriptionGroupConfig = object({
  groupName: text,
  /** Whether the group may consume at all. */
  consumeEnable: bool,
  /** Whether it may be told to begin at the oldest message. */
  consumeFromMinEnable: bool,
  consumeBroadcastEnable: bool,
  /** Retries stay in order: a queue waits for the message that failed. */
  consumeMessageOrderly: withDefault(bool, false),
  retryQueueNums: int32,
  /** Retries before a message goes to the dead-letter topic. */
  retryMaxTimes: int32,
  groupRetryPolicy: withDefault(groupRetryPolicy, { type: 'CUSTOMIZED' }),
  /** Broker that the group is to pull from; 0 is the master. */
  brokerId: int32,
  /** Broker that a group is sent to when it has fallen far behind. */
  whichBrokerWhenConsumeSlowly: int32,
  /** Whether members are told at once when others come or go. */
  notifyConsumerIdsChangedEnable: bool,
  groupSysFlag: withDefault(int32, 0),
  /** Minutes that a message may be in consumption before it is delivered again (gRPC clients). */
  consumeTimeoutMinute: withDefault(int32, 15),
  /** Subscriptions that a broker keeps for a group whose clients do not tell theirs. */
  subscriptionDataSet: optional(list(simpleSubscriptionData)),
  /** `priority.factor`, `lite.bind.topic` and the like; empty before 5.0. */
  attributes: mapOf(text, text),
})
export type SubscriptionGroupConfig = Infer<typeof subscriptionGroupConfig>

/** A group as Java makes it when nobody says otherwise: the field values of `new SubscriptionGroupConfig()`. */
export function plainGroup(groupName: string): SubscriptionGroupConfig {
  return {
    groupName,
    consumeEnable: true,
    consumeFromMinEnable: true,
    consumeBroadcastEnable: true,
    consumeMessageOrderly: false,
    retryQueueNums: 1,
    retryMaxTimes: 16,
    groupRetryPolicy: { type: 'CUSTOMIZED' },
    brokerId: 0,
    whichBrokerWhenConsumeSlowly: 1,
    notifyConsumerIdsChangedEnable: true,
    groupSysFlag: 0,
    consumeTimeoutMinute: 15,
    attributes: new Map(),
  }
}
