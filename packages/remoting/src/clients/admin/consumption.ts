/** How far groups have come: per queue, per group, and for many groups at once. */
import { RESPONSE_CODES } from '../../codes.ts'
import {
  type ConsumerConnection,
  getConsumerConnectionList,
} from '../../requests/0203-get-consumer-connection-list.ts'
import { type ConsumeStats, getConsumeStats } from '../../requests/0208-get-consume-stats.ts'
import { type QueueTimeSpan, queryConsumeTimeSpan } from '../../requests/0303-query-consume-time-span.ts'
import type { CallOptions } from '../../transport/connection.ts'
import type { BrokerNode, Cluster } from '../cluster.ts'
import { type FanOutFailure, type FanOutResult, fanOut } from '../fan-out.ts'
import { callBrokers, isRefusal, mapAnswers, type PerBroker, requireAnswer } from './per-broker.ts'

const OFFLINE = [RESPONSE_CODES.CONSUMER_NOT_ONLINE.code]

/** One group as one master sees it. */
export interface GroupView {
  readonly node: BrokerNode
  readonly stats: ConsumeStats
  /** Undefined when no client of the group is connected to that master. */
  readonly connections: ConsumerConnection | undefined
}

export interface GroupLiveState {
  readonly group: string
  readonly views: readonly GroupView[]
  /** Masters that did not answer for this group; its figures lack their part. */
  readonly failed: ReadonlyArray<FanOutFailure<BrokerNode>>
}

/** A topic on one of the masters that hold it. */
export interface TopicPlace {
  readonly node: BrokerNode
  readonly topic: string
}

export class ConsumptionAdmin {
  private readonly cluster: Cluster

  constructor(cluster: Cluster) {
    this.cluster = cluster
  }

  /** Broker and consumer offset of each queue that the group consumes, from each master. */
  async stats(
    consumerGroup: string,
    topic?: string,
    options?: CallOptions,
  ): Promise<PerBroker<ConsumeStats>> {
    const masters = await this.cluster.masters(options)
    const result = await callBrokers(
      this.cluster,
      masters,
      getConsumeStats,
      { header: { consumerGroup, topic } },
      options,
    )
    return requireAnswer(mapAnswers(result, ({ body }) => body))
  }

  /** Store times (ms) of the oldest and newest message and of the group's position, of each queue of a topic. */
  async timeSpan(group: string, topic: string, options?: CallOptions): Promise<PerBroker<QueueTimeSpan[]>> {
    const masters = await this.cluster.mastersOf(topic, options)
    const result = await callBrokers(
      this.cluster,
      masters,
      queryConsumeTimeSpan,
      { header: { group, topic } },
      options,
    )
    return requireAnswer(mapAnswers(result, ({ body }) => body.consumeTimeSpanSet))
  }

  /** The same of several topics at once: one request for each master and topic, all in flight together. */
  timeSpans(
    group: string,
    places: readonly TopicPlace[],
    options?: CallOptions,
  ): Promise<FanOutResult<TopicPlace, QueueTimeSpan[]>> {
    const ask = async ({ node, topic }: TopicPlace): Promise<QueueTimeSpan[]> => {
      const input = { header: { group, topic } }
      return (await this.cluster.call(node.addr, queryConsumeTimeSpan, input, options)).body
        .consumeTimeSpanSet
    }
    return fanOut(places, ask, { placeOf: ({ node }) => node.addr, signal: options?.signal })
  }

  /**
   * Progress and connections of many groups: two requests for each group and master, all in flight together within
   * a bound for each master. The result has every group, in order, also those that some master did not answer for.
   */
  async liveStates(groups: readonly string[], options?: CallOptions): Promise<GroupLiveState[]> {
    const masters = await this.cluster.masters(options)
    const items = groups.flatMap(group => masters.map(node => ({ group, node })))
    const result = await fanOut(items, ({ group, node }) => this.view(group, node, options), {
      placeOf: ({ node }) => node.addr,
      signal: options?.signal,
    })
    const states = new Map(
      groups.map(group => [
        group,
        { group, views: [] as GroupView[], failed: [] as Array<FanOutFailure<BrokerNode>> },
      ]),
    )
    for (const { item, value } of result.answered) states.get(item.group)?.views.push(value)
    for (const { item, place, error } of result.failed) {
      states.get(item.group)?.failed.push({ item: item.node, place, error })
    }
    return [...states.values()]
  }

  private async view(group: string, node: BrokerNode, options?: CallOptions): Promise<GroupView> {
    const input = { header: { consumerGroup: group } }
    const [stats, connections] = await Promise.all([
      this.cluster.call(node.addr, getConsumeStats, input, options),
      this.cluster.call(node.addr, getConsumerConnectionList, input, options).catch(offlineIsNone),
    ])
    return { node, stats: stats.body, connections: connections?.body }
  }
}

function offlineIsNone(error: unknown): undefined {
  if (!isRefusal(error, OFFLINE)) throw error
  return undefined
}
