/**
 * What a consumer tells of itself when a broker asks.
 * Defined in `client/impl/consumer/DefaultMQPushConsumerImpl#consumerRunningInfo` and `ProcessQueue#fillProcessQueueInfo`.
 */
import type { ConsumerRunningInfo, ProcessQueueInfo } from '../../requests/shapes/consumer-running-info.ts'
import type { MessageQueue } from '../../requests/shapes/message-queue.ts'
import type { SubscriptionData } from '../../requests/shapes/subscription-data.ts'
import { DEFAULT_DIALECT } from '../../transport/exchange.ts'
import { releaseOf } from '../../versions.ts'
import type { AssignedQueue } from './assigned-queue.ts'
import type { ConsumeStats } from './consume-stats.ts'
import type { PushSettings } from './push-options.ts'

export interface RunningInfoParts {
  readonly settings: PushSettings
  readonly namesrvAddr: string
  readonly startedAtMs: number
  readonly subscriptions: readonly SubscriptionData[]
  readonly queues: readonly AssignedQueue[]
  readonly stats: ConsumeStats
}

const BYTES_OF_MIB = 1024 * 1024

export function runningInfoOf(parts: RunningInfoParts, wantsStacks: boolean): ConsumerRunningInfo {
  return {
    properties: propertiesOf(parts),
    subscriptionSet: [...parts.subscriptions],
    mqTable: parts.queues.map((queue): [MessageQueue, ProcessQueueInfo] => [
      queue.messageQueue,
      processQueueInfoOf(queue),
    ]),
    mqPopTable: [],
    statusTable: new Map(parts.subscriptions.map(({ topic }) => [topic, parts.stats.statusOf(topic)])),
    userConsumerInfo: new Map(),
    ...(wantsStacks && { jstack: stacks() }),
  }
}

/** `PROP_` ones as RocketMQ names them; of the settings those that its console shows. */
function propertiesOf({ settings, namesrvAddr, startedAtMs }: RunningInfoParts): Map<string, string> {
  const shown = {
    PROP_NAMESERVER_ADDR: namesrvAddr,
    PROP_CONSUME_TYPE: 'CONSUME_PASSIVELY',
    PROP_CLIENT_VERSION: `V${releaseOf(DEFAULT_DIALECT.version)?.replaceAll('.', '_')}`,
    PROP_THREADPOOL_CORE_SIZE: settings.concurrency,
    PROP_CONSUMEORDERLY: settings.ordered,
    PROP_CONSUMER_START_TIMESTAMP: startedAtMs,
    consumerGroup: settings.consumerGroup,
    messageModel: settings.messageModel,
    consumeMessageBatchMaxSize: settings.batchSize,
    pullBatchSize: settings.pullBatchSize,
    pullThresholdForQueue: settings.maxCachedMessages,
    maxReconsumeTimes: settings.maxReconsumeTimes ?? -1,
  }
  return new Map(Object.entries(shown).map(([name, value]) => [name, String(value)]))
}

function processQueueInfoOf(queue: AssignedQueue): ProcessQueueInfo {
  const { cache } = queue
  return {
    commitOffset: queue.commitOffset,
    cachedMsgMinOffset: cache.count === 0 ? 0n : cache.commitOffset,
    cachedMsgMaxOffset: cache.newestOffset ?? 0n,
    cachedMsgCount: cache.count,
    cachedMsgSizeInMiB: Math.floor(cache.bytes / BYTES_OF_MIB),
    transactionMsgMinOffset: 0n,
    transactionMsgMaxOffset: 0n,
    transactionMsgCount: 0,
    locked: queue.hasFreshLock,
    tryUnlockTimes: 0n,
    lastLockTimestamp: queue.lockedAtMs ?? 0,
    droped: queue.isDropped,
    lastPullTimestamp: queue.lastPullAtMs,
    lastConsumeTimestamp: queue.lastConsumeAtMs,
  }
}

function stacks(): string {
  return `Node.js ${process.version}, process ${process.pid}: one thread runs the listener and everything else, and has no stack while it waits.\n`
}
