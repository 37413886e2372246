/**
 * A consumer that asks for messages itself, as its group's brokers see it: it is registered for the topics that it has used,
 * and tells of itself when it is asked.
 */
import { wrapNamespace } from '../../names/namespace.ts'
import { getConsumerRunningInfo } from '../../requests/0307-get-consumer-running-info.ts'
import type { ConsumerData } from '../../requests/shapes/consumer-data.ts'
import type { SubscriptionData } from '../../requests/shapes/subscription-data.ts'
import { Session, type SessionOptions } from '../session.ts'
import { notOurs } from './broker-requests.ts'
import { wireGroup } from './push-options.ts'
import { runningInfoOf } from './running-info.ts'
import { subscriptionOf } from './subscription.ts'

export interface GroupMemberOptions extends SessionOptions {
  readonly consumerGroup: string
  /** Instance whose topics and groups are meant: names are wrapped on the way out and unwrapped on the way in. */
  readonly namespace?: string
}

export class GroupMember {
  readonly session: Session
  /** With its namespace. */
  readonly consumerGroup: string
  readonly namespace: string
  private readonly consumeType: ConsumerData['consumeType']
  private readonly startedAtMs = Date.now()
  private readonly subscriptions = new Map<string, SubscriptionData>()
  private readonly joined = new Map<string, Promise<void>>()
  private started: Promise<void> | undefined

  /** @throws MalformedError BAD_ARGUMENT for a group name that brokers refuse */
  constructor(options: GroupMemberOptions, consumeType: ConsumerData['consumeType']) {
    this.namespace = options.namespace ?? ''
    this.consumerGroup = wireGroup(options.consumerGroup, this.namespace)
    this.consumeType = consumeType
    this.session = new Session(options)
    this.session.serve(getConsumerRunningInfo, async ({ header }) => {
      if (header.consumerGroup !== this.consumerGroup) throw notOurs(header.consumerGroup)
      return { header: {}, body: this.runningInfo(header.jstackEnable ?? false) }
    })
  }

  wireTopic(topic: string): string {
    return wrapNamespace(this.namespace, topic)
  }

  /**
   * Makes sure that the topic's brokers know this consumer.
   * @param wireTopic with its namespace
   * @throws RemotingError NO_ROUTE
   */
  join(wireTopic: string): Promise<void> {
    let joined = this.joined.get(wireTopic)
    if (joined === undefined) {
      joined = this.register(wireTopic)
      this.joined.set(wireTopic, joined)
      joined.catch(() => this.joined.delete(wireTopic))
    }
    return joined
  }

  /** Leaves the group and closes the connections. */
  stop(): Promise<void> {
    return this.session.stop()
  }

  private async register(wireTopic: string): Promise<void> {
    await this.session.routes.of(wireTopic)
    this.subscriptions.set(wireTopic, subscriptionOf(wireTopic))
    const isFirst = this.started === undefined
    this.started ??= this.session.start(() => ({
      producerDataSet: [],
      consumerDataSet: [this.consumerData()],
    }))
    await this.started
    if (!isFirst) await this.session.heartbeat()
  }

  private consumerData(): ConsumerData {
    return {
      groupName: this.consumerGroup,
      consumeType: this.consumeType,
      messageModel: 'CLUSTERING',
      consumeFromWhere: 'CONSUME_FROM_LAST_OFFSET',
      subscriptionDataSet: [...this.subscriptions.values()],
      unitMode: false,
    }
  }

  private runningInfo(wantsStacks: boolean): ReturnType<typeof runningInfoOf> {
    const { consumerGroup, consumeType, startedAtMs } = this
    const { namesrvAddr } = this.session.cluster
    const subscriptions = [...this.subscriptions.values()]
    return runningInfoOf(
      { consumeType, namesrvAddr, startedAtMs, settings: { consumerGroup }, subscriptions },
      wantsStacks,
    )
  }
}
