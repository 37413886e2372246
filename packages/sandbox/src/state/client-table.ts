/**
 * Who is connected to one broker: producers and consumers by their groups, as their heartbeats tell.
 * Imitates `broker/client/ProducerManager` and `ConsumerManager`.
 */
import type { SubscriptionData } from '@gantry/remoting/internal'
import type { Clock } from '../clock.ts'
import type { ClientInfo, ClientLink, Member } from './client-link.ts'
import { CompensatedSubscriptions } from './compensated-subscriptions.ts'
import { type ConsumerData, ConsumerGroup } from './consumer-group.ts'
import { entryOf } from './entry-of.ts'

export type MembersListener = (group: string, links: readonly ClientLink[]) => void

/** `channelExpiredTimeout`: who is silent for longer is forgotten. */
const SILENCE_MS = 120_000

export class ClientTable {
  readonly compensated: CompensatedSubscriptions
  private readonly clock: Clock
  private readonly producers = new Map<string, Map<ClientLink, Member>>()
  private readonly consumers = new Map<string, ConsumerGroup>()
  /** Groups by topic that they have subscribed, also those that no longer do: brokers forget it with the group's last member. */
  private readonly groupsByTopic = new Map<string, Set<string>>()
  private readonly listeners: MembersListener[] = []
  private readonly fingerprints = new Map<string, number>()
  private turn = 0

  constructor(clock: Clock) {
    this.clock = clock
    this.compensated = new CompensatedSubscriptions(clock)
  }

  /** Is told of the members that are left when consumers of a group have come, gone or changed what they subscribe. */
  onMembersChanged(listener: MembersListener): void {
    this.listeners.push(listener)
  }

  producerGroups(): ReadonlyMap<string, ReadonlyMap<ClientLink, Member>> {
    return this.producers
  }

  /** Groups that subscribe a topic, or did so since they are online. */
  subscribersOf(topic: string): Iterable<string> {
    return this.groupsByTopic.get(topic) ?? []
  }

  /** A group that is online. */
  consumerGroup(group: string): ConsumerGroup | undefined {
    return this.consumers.get(group)
  }

  consumer(group: string, clientId: string): Member | undefined {
    return this.consumers
      .get(group)
      ?.members()
      .find(member => member.clientId === clientId)
  }

  subscription(group: string, topic: string): SubscriptionData | undefined {
    return this.consumers.get(group)?.subscriptions().get(topic) ?? this.compensated.find(group, topic)
  }

  /** Whether members of the group subscribe the topic; of a group that is offline anything may be. */
  isSubscribed(group: string, topic: string): boolean {
    const subscriptions = this.consumers.get(group)?.subscriptions()
    const isUnknown = subscriptions === undefined || subscriptions.size === 0
    return isUnknown || this.subscription(group, topic) !== undefined
  }

  producer(clientId: string): Member | undefined {
    for (const members of this.producers.values()) {
      for (const member of members.values()) if (member.clientId === clientId) return member
    }
    return undefined
  }

  /** One of the group, another one each time. */
  nextProducer(group: string): Member | undefined {
    const members = [...(this.producers.get(group)?.values() ?? [])]
    return members[this.turn++ % members.length]
  }

  registerProducer(group: string, client: ClientInfo): void {
    const members = entryOf(this.producers, group, () => new Map<ClientLink, Member>())
    members.set(client.link, { ...client, lastUpdateTimestamp: this.clock.now() })
  }

  /** @param data its subscriptions are kept as they are when it has none to tell (`withoutSub`) */
  registerConsumer(data: ConsumerData, client: ClientInfo, isNotifying: boolean): void {
    const group = entryOf(this.consumers, data.groupName, () => new ConsumerGroup(data.groupName))
    for (const { topic } of data.subscriptionDataSet ?? []) {
      entryOf(this.groupsByTopic, topic, () => new Set<string>()).add(data.groupName)
    }
    const isChanged = group.register(data, { ...client, lastUpdateTimestamp: this.clock.now() })
    if (isChanged && isNotifying) this.tellMembers(group)
  }

  /**
   * Remembers by which fingerprint of its subscriptions a group was told of last.
   * @returns whether it was another one before
   */
  noteFingerprint(group: string, fingerprint: number): boolean {
    const before = this.fingerprints.get(group)
    this.fingerprints.set(group, fingerprint)
    return before !== undefined && before !== fingerprint
  }

  unregisterProducer(group: string, link: ClientLink): void {
    const members = this.producers.get(group)
    members?.delete(link)
    if (members?.size === 0) this.producers.delete(group)
  }

  unregisterConsumer(groupName: string, link: ClientLink, isNotifying: boolean): void {
    const group = this.consumers.get(groupName)
    if (group === undefined || !group.remove(link)) return
    if (group.isEmpty) this.forget(group)
    if (isNotifying) this.tellMembers(group)
  }

  /** What the group subscribed before, and not at its end, is remembered for good, as by brokers. */
  private forget(group: ConsumerGroup): void {
    this.consumers.delete(group.groupName)
    for (const topic of group.subscriptions().keys()) this.groupsByTopic.get(topic)?.delete(group.groupName)
  }

  /** Forgets a client whose connection is over. */
  drop(link: ClientLink): void {
    for (const group of [...this.producers.keys()]) this.unregisterProducer(group, link)
    for (const group of [...this.consumers.keys()]) this.unregisterConsumer(group, link, true)
  }

  /** Forgets clients that have sent no heartbeat for long. */
  dropSilent(): void {
    this.compensated.dropExpired()
    const since = this.clock.now() - SILENCE_MS
    for (const link of this.silentLinks(since)) this.drop(link)
  }

  private silentLinks(since: number): Set<ClientLink> {
    const tables = [...this.producers.values(), ...[...this.consumers.values()].map(group => group.byLink())]
    const silent = new Set<ClientLink>()
    for (const table of tables) {
      for (const [link, member] of table) if (member.lastUpdateTimestamp < since) silent.add(link)
    }
    return silent
  }

  private tellMembers(group: ConsumerGroup): void {
    if (group.messageModel === 'BROADCASTING') return
    for (const listener of this.listeners)
      listener(
        group.groupName,
        group.members().map(({ link }) => link),
      )
  }
}
