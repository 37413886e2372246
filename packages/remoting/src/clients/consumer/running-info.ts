/**
 * What a consumer tells of itself when a broker asks.
 * Defined in `client/impl/consumer/DefaultMQPushConsumerImpl#consumerRunningInfo` and `ProcessQueue#fillProcessQueueInfo`.
 */
import type { ConsumerData } from '../../requests/shapes/consumer-data.ts'
import type { ConsumerRunningInfo, ProcessQueueInfo } from '../../requests/shapes/consumer-running-info.ts'
import type { MessageQueue } from '../../requests/shapes/message-queue.ts'
import type { SubscriptionData } from '../../requests/shapes/subscription-data.ts'
import { DEFAULT_DIALECT } from '../../transport/exchange.ts'
import { releaseOf } from '../../versions.ts'
import type { AssignedQueue } from './assigned-queue.ts'
import { ConsumeStats } from './consume-stats.ts'

export interface RunningInfoParts {
  readonly consumeType: ConsumerData['consumeType']
  readonly namesrvAddr: string
  readonly startedAtMs: number
  /** Shown as they are, beside what RocketMQ has names for. */
  readonly settings: Readonly<Record<string, string | number | boolean>>
  readonly subscriptions: readonly SubscriptionData[]
  /** Those of a consumer that pulls by itself. */
  readonly queues?: readonly AssignedQueue[]
  readonly stats?: ConsumeStats
  /** In the application's own words. */
  readonly stacks?: (() => string) | undefined
}

const BYTES_OF_MIB = 1024 * 1024

export function runningInfoOf(parts: RunningInfoParts, wantsStacks: boolean): ConsumerRunningInfo {
  const { subscriptions, queues = [], stats = new ConsumeStats(), stacks = noStacks } = parts
  return {
    properties: propertiesOf(parts),
    subscriptionSet: [...subscriptions],
    mqTable: queues.map((queue): [MessageQueue, ProcessQueueInfo] => [
      queue.messageQueue,
      processQueueInfoOf(queue),
    ]),
    mqPopTable: [],
    statusTable: new Map(subscriptions.map(({ topic }) => [topic, stats.statusOf(topic)])),
    userConsumerInfo: new Map(),
    ...(wantsStacks && { jstack: stacks() }),
  }
}

/** RocketMQ's console and `mqadmin` look for the ones that begin with `PROP_`. */
function propertiesOf(parts: RunningInfoParts): Map<string, string> {
  const shown = {
    PROP_NAMESERVER_ADDR: parts.namesrvAddr,
    PROP_CONSUME_TYPE: parts.consumeType,
    PROP_CLIENT_VERSION: `V${releaseOf(DEFAULT_DIALECT.version)?.replaceAll('.', '_')}`,
    PROP_CONSUMER_START_TIMESTAMP: parts.startedAtMs,
    ...parts.settings,
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

function noStacks(): string {
  return `Node.js ${process.version}, process ${process.pid}: one thread runs the listener and everything else, and has no stack while it waits.\n`
}
