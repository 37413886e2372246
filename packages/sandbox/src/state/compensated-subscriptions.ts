/**
 * What clients that send no heartbeats, or not to this broker, subscribe to, as their pulls tell. Imitates the compensation table of
 * `broker/client/ConsumerManager`.
 */
import type { SubscriptionData } from '@gantry/remoting/internal'
import type { Clock } from '../clock.ts'
import { entryOf } from './entry-of.ts'

/** `subscriptionExpiredTimeout` of `BrokerConfig` */
const EXPIRED_MS = 600_000

export class CompensatedSubscriptions {
  private readonly clock: Clock
  private readonly byGroup = new Map<string, Map<string, SubscriptionData>>()

  constructor(clock: Clock) {
    this.clock = clock
  }

  note(group: string, subscription: SubscriptionData): void {
    const subscriptions = entryOf(this.byGroup, group, () => new Map<string, SubscriptionData>())
    subscriptions.set(subscription.topic, { ...subscription, subVersion: BigInt(this.clock.now()) })
  }

  find(group: string, topic: string): SubscriptionData | undefined {
    return this.byGroup.get(group)?.get(topic)
  }

  dropExpired(): void {
    const since = BigInt(this.clock.now() - EXPIRED_MS)
    for (const [group, subscriptions] of this.byGroup) {
      for (const [topic, { subVersion }] of subscriptions) if (subVersion < since) subscriptions.delete(topic)
      if (subscriptions.size === 0) this.byGroup.delete(group)
    }
  }
}
