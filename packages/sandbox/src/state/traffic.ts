/** What goes through a broker, counted as `store/stats/BrokerStatsManager` and `store/StoreStatsService` count it. */
import { isSystemGroup, isSystemTopic } from '@gantry/remoting/internal'
import type { Clock } from '../clock.ts'
import { DayTotals } from './day-totals.ts'
import { RateMeter } from './rate-meter.ts'
import { Stats } from './stats.ts'

export class Traffic {
  readonly stats: Stats
  readonly putRate: RateMeter
  readonly getRate: RateMeter
  readonly putTotals: DayTotals
  readonly getTotals: DayTotals
  private readonly clusterName: string

  constructor(clock: Clock, clusterName: string) {
    this.stats = new Stats(clock)
    this.putRate = new RateMeter(clock)
    this.getRate = new RateMeter(clock)
    this.putTotals = new DayTotals(clock)
    this.getTotals = new DayTotals(clock)
    this.clusterName = clusterName
  }

  /** Messages that a client has sent. */
  sent(topic: string, messages: number, bytes: number): void {
    this.stats.add('TOPIC_PUT_NUMS', topic, messages)
    this.stats.add('TOPIC_PUT_SIZE', topic, bytes)
    this.stats.add('BROKER_PUT_NUMS', this.clusterName, messages)
    if (!isSystemTopic(topic)) this.putTotals.add(messages)
  }

  /** Messages that a group has got. */
  fetched(group: string, topic: string, messages: number, bytes: number): void {
    const key = `${topic}@${group}`
    this.stats.add('GROUP_GET_NUMS', key, messages)
    this.stats.add('GROUP_GET_SIZE', key, bytes)
    this.stats.add('BROKER_GET_NUMS', this.clusterName, messages)
    this.getRate.add(messages)
    if (!isSystemTopic(topic) && !isSystemGroup(group)) this.getTotals.add(messages)
  }

  /** A check-point of messages that a group has taken by POP. */
  hidden(group: string, topic: string): void {
    this.stats.add('GROUP_CK_NUMS', `${topic}@${group}`, 1)
    this.stats.add('BROKER_CK_NUMS', this.clusterName, 1)
  }

  /** Messages that a group has taken by POP and is done with. */
  acknowledged(group: string, topic: string, messages: number): void {
    this.stats.add('GROUP_ACK_NUMS', `${topic}@${group}`, messages)
    this.stats.add('BROKER_ACK_NUMS', this.clusterName, messages)
  }

  /** Messages that a group has got of a topic a second, over the last minute. */
  consumeTps(group: string, topic: string): number {
    return this.stats.tps('GROUP_GET_NUMS', `${topic}@${group}`)
  }

  /** A message that a group is to get again. */
  sentBack(group: string, topic: string): void {
    this.stats.add('SNDBCK_PUT_NUMS', `${topic}@${group}`, 1)
  }
}
