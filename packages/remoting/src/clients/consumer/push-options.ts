/** What a push consumer can be told, and what it does when it is told nothing. */
import { MalformedError } from '../../errors.ts'
import { wrapNamespace } from '../../names/namespace.ts'
import { groupNameProblem } from '../../names/valid-names.ts'
import type { SessionOptions } from '../session.ts'
import type { ConsumeFrom } from './first-offset.ts'
import type { MessageModel } from './queue-share.ts'

export interface PushConsumerOptions extends SessionOptions {
  readonly consumerGroup: string
  /** Instance whose topics and groups are meant: names are wrapped on the way out and unwrapped on the way in. */
  readonly namespace?: string
  /** Default CLUSTERING. */
  readonly messageModel?: MessageModel
  /**
   * Where the group begins in a queue that it has no offset of. Default LAST_OFFSET. A broker takes a queue whose first
   * message is still in memory for one with offset 0, whatever this says.
   */
  readonly consumeFrom?: ConsumeFrom
  /** Each queue in order, one batch at a time. Default false. */
  readonly ordered?: boolean
  /** Calls of the listener at a time. Default 20. */
  readonly concurrency?: number
  /** Messages in one call, at most. Default 1. */
  readonly batchSize?: number
  /**
   * Deliveries after the first, before a message goes to the dead-letter topic. Default: what the group is configured with
   * on the broker (16 unless changed); of an ordered consumer no limit.
   */
  readonly maxReconsumeTimes?: number
  /** Messages in one pull, at most. Default 32; brokers have a limit of their own. */
  readonly pullBatchSize?: number
  /** Messages of one queue from the oldest unfinished one on, before pulling rests. Default 5,000. */
  readonly maxCachedMessages?: number
  /** Bytes of unfinished messages of one queue, before pulling rests. Default 100 MiB. */
  readonly maxCachedBytes?: number
  /** A message that the listener works on for longer is delivered again, unless the consumer is ordered. Default 900,000. */
  readonly consumeTimeoutMs?: number
  /** How long an ordered consumer rests a queue after a failure. Default 1,000. */
  readonly suspendMs?: number
  /** Default 5,000. */
  readonly commitIntervalMs?: number
  /** Default 20,000; a consumer that comes or goes is noticed at once. */
  readonly rebalanceIntervalMs?: number
  /** How long `stop` waits for the listener. Default 30,000. */
  readonly stopTimeoutMs?: number
  /** File for the offsets of a broadcasting consumer. Default: they are forgotten when it stops. */
  readonly offsetFile?: string
  /** Report to the cluster's trace topic, or to the topic of that name. Default: no traces. */
  readonly trace?: boolean | string
  /** What it answers when it is asked for the stacks of its threads. Default: that Node.js has none while it waits. */
  readonly stacks?: () => string
}

type Tunable = Omit<
  PushConsumerOptions,
  | keyof SessionOptions
  | 'consumerGroup'
  | 'namespace'
  | 'maxReconsumeTimes'
  | 'offsetFile'
  | 'trace'
  | 'stacks'
>

export interface PushSettings extends Required<Tunable> {
  /** With its namespace, as it goes over the wire. */
  readonly consumerGroup: string
  /** Empty for none. */
  readonly namespace: string
  readonly maxReconsumeTimes: number | undefined
}

const DEFAULTS: Required<Tunable> = {
  messageModel: 'CLUSTERING',
  consumeFrom: 'LAST_OFFSET',
  ordered: false,
  concurrency: 20,
  batchSize: 1,
  pullBatchSize: 32,
  maxCachedMessages: 5_000,
  maxCachedBytes: 100 * 1024 * 1024,
  consumeTimeoutMs: 900_000,
  suspendMs: 1_000,
  commitIntervalMs: 5_000,
  rebalanceIntervalMs: 20_000,
  stopTimeoutMs: 30_000,
}

const POSITIVE = [
  'concurrency',
  'batchSize',
  'pullBatchSize',
  'maxCachedMessages',
  'maxCachedBytes',
  'consumeTimeoutMs',
  'commitIntervalMs',
  'rebalanceIntervalMs',
] as const

/** @throws MalformedError BAD_ARGUMENT; `path` is the option */
export function pushSettings(options: PushConsumerOptions): PushSettings {
  const namespace = options.namespace ?? ''
  const given = Object.fromEntries(
    Object.entries(options).filter(([name, value]) => name in DEFAULTS && value !== undefined),
  )
  const settings: PushSettings = {
    ...DEFAULTS,
    ...given,
    namespace,
    consumerGroup: wireGroup(options.consumerGroup, namespace),
    maxReconsumeTimes: options.maxReconsumeTimes,
  }
  for (const name of POSITIVE) {
    const value = settings[name]
    if (!Number.isInteger(value) || value < 1)
      throw bad(name, `must be a whole number of at least 1, not ${value}`)
  }
  const { maxReconsumeTimes } = settings
  if (maxReconsumeTimes !== undefined && !(Number.isInteger(maxReconsumeTimes) && maxReconsumeTimes >= 0)) {
    throw bad('maxReconsumeTimes', `must be a whole number, not ${maxReconsumeTimes}`)
  }
  return settings
}

/** The group's name with its namespace. @throws MalformedError BAD_ARGUMENT for a name that brokers refuse */
export function wireGroup(consumerGroup: string, namespace: string): string {
  const problem = groupNameProblem(consumerGroup)
  if (problem) throw bad('consumerGroup', `'${consumerGroup}' is no name for a group: ${problem.reason}`)
  return wrapNamespace(namespace, consumerGroup)
}

function bad(option: string, why: string): MalformedError {
  return new MalformedError('BAD_ARGUMENT', `${option} ${why}.`, option)
}

/** The settings that RocketMQ's console shows of a consumer, under its names. */
export function shownSettings(settings: PushSettings): Record<string, string | number | boolean> {
  return {
    PROP_THREADPOOL_CORE_SIZE: settings.concurrency,
    PROP_CONSUMEORDERLY: settings.ordered,
    consumerGroup: settings.consumerGroup,
    messageModel: settings.messageModel,
    consumeMessageBatchMaxSize: settings.batchSize,
    pullBatchSize: settings.pullBatchSize,
    pullThresholdForQueue: settings.maxCachedMessages,
    maxReconsumeTimes: settings.maxReconsumeTimes ?? -1,
  }
}
