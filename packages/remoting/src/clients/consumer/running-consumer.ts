/** A push consumer at work: its parts, how they hang together, and in which order they start and stop. */
import { RemotingError } from '../../errors.ts'
import { isRetryTopic } from '../../names/retry-topic.ts'
import type { MessageQueue } from '../../requests/shapes/message-queue.ts'
import type { SubscriptionData } from '../../requests/shapes/subscription-data.ts'
import type { Session } from '../session.ts'
import type { TraceSink } from '../trace-sink.ts'
import type { AssignedQueue } from './assigned-queue.ts'
import { Assignments } from './assignments.ts'
import { answerBrokers } from './broker-requests.ts'
import { ConcurrentConsumption } from './concurrent-consumption.ts'
import { ConsumeStats } from './consume-stats.ts'
import type { Consumption } from './consumption.ts'
import { Delivery } from './delivery.ts'
import type { MessageListener } from './listener.ts'
import { LocalOffsets } from './local-offsets.ts'
import { OffsetCommits } from './offset-commits.ts'
import { RemoteOffsets } from './offset-store.ts'
import { OrderedConsumption } from './ordered-consumption.ts'
import { type PullLoopParts, runPullLoop } from './pull-loop.ts'
import { type PushSettings, shownSettings } from './push-options.ts'
import { QueueLocks } from './queue-locks.ts'
import { QueueReader } from './queue-reader.ts'
import { QueueShare } from './queue-share.ts'
import { Rebalancer } from './rebalancer.ts'
import { type RunningInfoParts, runningInfoOf } from './running-info.ts'
import { SendBack } from './send-back.ts'
import { endsWithin } from './waiting.ts'

export interface RunningConsumerParts {
  readonly session: Session
  readonly settings: PushSettings
  readonly subscriptions: readonly SubscriptionData[]
  readonly listener: MessageListener
  readonly traces: TraceSink | undefined
  readonly offsetFile: string | undefined
  readonly stacks: (() => string) | undefined
}

const RENEW_LOCKS_MS = 20_000
/** How long a broker may hold a pull. */
const SUSPEND_TIMEOUT_MS = 15_000
/** A broker makes the group's retry topic when it first hears of the group; then the name server has to hear of it. */
const RETRY_TOPIC_WITHIN_MS = 60_000

export class RunningConsumer {
  private readonly parts: RunningConsumerParts
  private readonly stats = new ConsumeStats()
  private readonly startedAtMs = Date.now()
  private readonly share: QueueShare
  private readonly commits: OffsetCommits
  private readonly assignments: Assignments
  private readonly consumption: Consumption
  private readonly rebalancer: Rebalancer
  private readonly pulling: PullLoopParts
  private readonly timers: NodeJS.Timeout[] = []
  private isStopping = false

  constructor(parts: RunningConsumerParts) {
    const { session, settings } = parts
    const { consumerGroup, messageModel } = settings
    const isShared = messageModel === 'CLUSTERING'
    const store = isShared ? new RemoteOffsets(session, consumerGroup) : new LocalOffsets(parts.offsetFile)
    const delivery = this.deliveryOf(parts)
    this.parts = parts
    this.share = new QueueShare(session, consumerGroup, messageModel)
    this.commits = new OffsetCommits(session, store)
    this.assignments = new Assignments({
      session,
      store,
      commits: this.commits,
      locks: isShared && settings.ordered ? new QueueLocks(session, consumerGroup) : undefined,
      consumeFrom: settings.consumeFrom,
      onTaken: queue => this.begin(queue),
    })
    this.consumption = this.consumptionOf(parts, delivery)
    this.rebalancer = new Rebalancer(() => this.rebalance(), settings.rebalanceIntervalMs)
    this.pulling = {
      session,
      reader: new QueueReader(session, consumerGroup),
      stats: this.stats,
      limits: { ...settings, suspendTimeoutMs: SUSPEND_TIMEOUT_MS },
      onMessages: (queue, cached) => this.consumption.arrived(queue, cached),
      onOffsetMoved: (queue, offset) => void this.move(queue, offset),
    }
    this.answer(delivery)
  }

  /** @throws RemotingError NO_ROUTE, BrokerRefused: when the first share of the queues is not to be had */
  async start(): Promise<void> {
    const { settings, subscriptions } = this.parts
    const asked = subscriptions.filter(({ topic }) => !isRetryTopic(topic))
    await Promise.all(asked.map(subscription => this.rebalanceTopic(subscription)))
    this.rebalancer.start()
    this.every(settings.commitIntervalMs, () => this.commits.commitAll(this.assignments.all))
    this.every(RENEW_LOCKS_MS, () => this.assignments.renewLocks())
  }

  /** Resolves when the listener is done with what it had, at the latest after `stopTimeoutMs`, and that is committed. */
  async stop(): Promise<void> {
    this.isStopping = true
    for (const timer of this.timers) clearInterval(timer)
    for (const queue of this.assignments.all) queue.beginLeaving()
    const finished = this.consumption.finish()
    await this.rebalancer.stop()
    await endsWithin(finished, this.parts.settings.stopTimeoutMs)
    await this.assignments.giveUpAll()
    await this.parts.traces?.close()
  }

  private every(intervalMs: number, work: () => Promise<void>): void {
    this.timers.push(setInterval(() => void work(), intervalMs))
  }

  private begin(queue: AssignedQueue): void {
    if (this.isStopping) queue.beginLeaving()
    this.consumption.begin(queue)
    void runPullLoop(queue, this.pulling)
  }

  // ------------------------------------------------------------------------------------------------ sharing

  private async rebalance(): Promise<boolean> {
    const areSettled = await Promise.all(
      this.parts.subscriptions.map(subscription =>
        this.rebalanceTopic(subscription).catch(error => this.excused(subscription, error)),
      ),
    )
    return areSettled.every(Boolean)
  }

  private async rebalanceTopic(subscription: SubscriptionData): Promise<boolean> {
    return await this.assignments.assign(subscription, await this.share.of(subscription.topic))
  }

  /** The queues stay as they are. True when it need not be tried again soon. */
  private excused({ topic }: SubscriptionData, error: unknown): boolean {
    const isMissing = error instanceof RemotingError && error.code === 'NO_ROUTE'
    if (isMissing && isRetryTopic(topic)) return Date.now() - this.startedAtMs > RETRY_TOPIC_WITHIN_MS
    this.parts.session.onError(error)
    return false
  }

  /** Gives a queue up and takes it again from another offset. */
  private async move(queue: AssignedQueue, offset: bigint): Promise<void> {
    await this.assignments.giveUp(queue, offset)
    this.rebalancer.wake()
  }

  private reset(offsets: ReadonlyArray<readonly [MessageQueue, bigint]>): void {
    for (const [messageQueue, offset] of offsets) {
      for (const queue of this.assignments.namedBy([messageQueue])) void this.move(queue, offset)
    }
  }

  // ------------------------------------------------------------------------------------------------ parts

  private deliveryOf({ settings, listener, traces, session }: RunningConsumerParts): Delivery {
    return new Delivery({ ...settings, listener, traces, stats: this.stats, onError: session.onError })
  }

  private consumptionOf({ session, settings }: RunningConsumerParts, delivery: Delivery): Consumption {
    const { consumerGroup, maxReconsumeTimes, messageModel } = settings
    const isShared = messageModel === 'CLUSTERING'
    const sendBack = isShared ? new SendBack(session, consumerGroup, maxReconsumeTimes) : undefined
    if (!settings.ordered) return new ConcurrentConsumption(delivery, { ...settings, sendBack })
    return new OrderedConsumption(delivery, {
      ...settings,
      maxReconsumeTimes: maxReconsumeTimes ?? Number.POSITIVE_INFINITY,
      sendBack,
      needsLock: isShared,
      onLockLost: queue => {
        void this.assignments.giveUp(queue).then(() => this.rebalancer.wake())
      },
    })
  }

  private answer(delivery: Delivery): void {
    const { session, settings } = this.parts
    answerBrokers({
      session,
      consumerGroup: settings.consumerGroup,
      isOrdered: settings.ordered,
      delivery,
      queues: () => this.assignments.all,
      runningInfo: wantsStacks => runningInfoOf(this.described(), wantsStacks),
      onMembersChanged: () => this.rebalancer.wake(),
      onReset: offsets => this.reset(offsets),
    })
  }

  private described(): RunningInfoParts {
    const { session, settings, subscriptions } = this.parts
    return {
      consumeType: 'CONSUME_PASSIVELY',
      namesrvAddr: session.cluster.namesrvAddr,
      startedAtMs: this.startedAtMs,
      settings: shownSettings(settings),
      subscriptions,
      queues: this.assignments.all,
      stats: this.stats,
      stacks: this.parts.stacks,
    }
  }
}
