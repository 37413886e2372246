/** A consumer group that is online. Imitates `broker/client/ConsumerGroupInfo` and `broker/filter/ConsumerFilterManager`. */
import type { Properties, SubscriptionData } from '@gantry/remoting/internal'
import type { HeartbeatData } from '@gantry/remoting/requests'
import { conditionOf } from '../filter/message-filter.ts'
import type { ClientLink, Member } from './client-link.ts'

type HeartbeatConsumer = HeartbeatData['consumerDataSet'][number]

export interface ConsumerData extends Omit<HeartbeatConsumer, 'subscriptionDataSet'> {
  /** Undefined when the client does not repeat what it subscribes. */
  readonly subscriptionDataSet: readonly SubscriptionData[] | undefined
}

export class ConsumerGroup {
  readonly groupName: string
  private readonly links = new Map<ClientLink, Member>()
  private readonly subscribed = new Map<string, SubscriptionData>()
  private readonly conditions = new Map<string, (properties: Properties) => boolean>()
  private last: ConsumerData | undefined

  constructor(groupName: string) {
    this.groupName = groupName
  }

  get consumeType(): string {
    return this.last?.consumeType ?? 'CONSUME_PASSIVELY'
  }

  get messageModel(): string {
    return this.last?.messageModel ?? 'CLUSTERING'
  }

  get consumeFromWhere(): string {
    return this.last?.consumeFromWhere ?? 'CONSUME_FROM_LAST_OFFSET'
  }

  get isEmpty(): boolean {
    return this.links.size === 0
  }

  members(): Member[] {
    return [...this.links.values()]
  }

  byLink(): ReadonlyMap<ClientLink, Member> {
    return this.links
  }

  /** By topic. */
  subscriptions(): ReadonlyMap<string, SubscriptionData> {
    return this.subscribed
  }

  /** The compiled SQL92 expression by which a topic is filtered; undefined also when it makes no sense. */
  condition(topic: string): ((properties: Properties) => boolean) | undefined {
    return this.conditions.get(topic)
  }

  /** @returns whether a member is new or a topic has come or gone */
  register(data: ConsumerData, member: Member): boolean {
    const isNew = !this.links.has(member.link)
    this.links.set(member.link, member)
    this.last = data
    const isChanged = data.subscriptionDataSet !== undefined && this.subscribe(data.subscriptionDataSet)
    return isNew || isChanged
  }

  /** @returns whether the member was there */
  remove(link: ClientLink): boolean {
    return this.links.delete(link)
  }

  private subscribe(subscriptions: readonly SubscriptionData[]): boolean {
    const topics = new Set(subscriptions.map(({ topic }) => topic))
    const gone = [...this.subscribed.keys()].filter(topic => !topics.has(topic))
    for (const topic of gone) {
      this.subscribed.delete(topic)
      this.conditions.delete(topic)
    }
    let isChanged = gone.length > 0
    for (const subscription of subscriptions) {
      const old = this.subscribed.get(subscription.topic)
      isChanged ||= old === undefined
      if (old === undefined || subscription.subVersion > old.subVersion) this.keep(subscription)
    }
    return isChanged
  }

  private keep(subscription: SubscriptionData): void {
    const { topic } = subscription
    this.subscribed.set(topic, subscription)
    const condition = conditionOf(subscription)
    if (condition === undefined) this.conditions.delete(topic)
    else this.conditions.set(topic, condition)
  }
}
