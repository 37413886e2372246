/** Offsets of queues and of groups: read, set, moved. */

import { RESPONSE_CODES } from '../../codes.ts'
import { UnsupportedByBroker } from '../../errors.ts'
import { queryConsumerOffset } from '../../requests/0014-query-consumer-offset.ts'
import { updateConsumerOffset } from '../../requests/0015-update-consumer-offset.ts'
import { getBrokerConfig } from '../../requests/0026-get-broker-config.ts'
import { getBrokerRuntimeInfo } from '../../requests/0028-get-broker-runtime-info.ts'
import { searchOffsetByTimestamp } from '../../requests/0029-search-offset-by-timestamp.ts'
import { getMaxOffset } from '../../requests/0030-get-max-offset.ts'
import { getMinOffset } from '../../requests/0031-get-min-offset.ts'
import { getEarliestMsgStoreTime } from '../../requests/0032-get-earliest-msg-storetime.ts'
import { invokeBrokerToResetOffset } from '../../requests/0222-invoke-broker-to-reset-offset.ts'
import { cloneGroupOffset } from '../../requests/0314-clone-group-offset.ts'
import type { MessageQueue } from '../../requests/shapes/message-queue.ts'
import type { CallOptions } from '../../transport/connection.ts'
import { ordinalOf } from '../../versions.ts'
import { type BrokerNode, type Cluster, mastersIn } from '../cluster.ts'
import { callBrokers, isRefusal, mapAnswers, type PerBroker, requireAnswer } from './per-broker.ts'

/** A queue together with the broker that holds it. */
export interface PlacedQueue {
  readonly node: BrokerNode
  readonly topic: string
  readonly queueId: number
}

/** Where a group stands in a queue after a reset. */
export interface ResetOffset {
  readonly messageQueue: MessageQueue
  readonly offset: bigint
}

export interface OffsetResetInput {
  readonly topic: string
  readonly group: string
  /** Store time in ms; `latest` and `earliest` are the ends of what is stored. */
  readonly to: number | 'latest' | 'earliest'
  /** Also forward in time. Default true; `false` moves a queue only backwards. */
  readonly force?: boolean
  /** Default: every master of the topic. */
  readonly nodes?: readonly BrokerNode[]
}

/** V5_1_0 in `MQVersion` */
const SERVER_SIDE_RESET_SINCE = 433
const NO_OFFSET = [RESPONSE_CODES.QUERY_NOT_FOUND.code]

export class OffsetAdmin {
  private readonly cluster: Cluster

  constructor(cluster: Cluster) {
    this.cluster = cluster
  }

  /** The readable queues of a topic. */
  async queues(topic: string, options?: CallOptions): Promise<PlacedQueue[]> {
    const { queueDatas, brokerDatas } = await this.cluster.route(topic, options)
    const masters = new Map(mastersIn(brokerDatas).map(node => [node.brokerName, node]))
    return queueDatas.flatMap(({ brokerName, readQueueNums }) => {
      const node = masters.get(brokerName)
      return node ? Array.from({ length: readQueueNums }, (_, queueId) => ({ node, topic, queueId })) : []
    })
  }

  /** The oldest stored offset. */
  async min(queue: PlacedQueue, options?: CallOptions): Promise<bigint> {
    return (await this.cluster.call(queue.node.addr, getMinOffset, { header: queueHeader(queue) }, options))
      .header.offset
  }

  /** The offset that the next message will get. */
  async max(queue: PlacedQueue, options?: CallOptions): Promise<bigint> {
    return (await this.cluster.call(queue.node.addr, getMaxOffset, { header: queueHeader(queue) }, options))
      .header.offset
  }

  /** The first offset stored at or after a time; where several messages share it, `UPPER` gives the last of them. */
  async atTime(
    queue: PlacedQueue,
    timestamp: number,
    boundaryType: 'LOWER' | 'UPPER' = 'LOWER',
    options?: CallOptions,
  ): Promise<bigint> {
    const header = { ...queueHeader(queue), timestamp, boundaryType }
    return (await this.cluster.call(queue.node.addr, searchOffsetByTimestamp, { header }, options)).header
      .offset
  }

  /** Store time (ms) of the oldest message of a queue; -1 when there is none. */
  async earliestStoreTime(queue: PlacedQueue, options?: CallOptions): Promise<number> {
    const reply = await this.cluster.call(
      queue.node.addr,
      getEarliestMsgStoreTime,
      { header: queueHeader(queue) },
      options,
    )
    return reply.header.timestamp
  }

  /** The offset a group consumes next; undefined when the broker remembers none. */
  async query(consumerGroup: string, queue: PlacedQueue, options?: CallOptions): Promise<bigint | undefined> {
    const header = { consumerGroup, ...queueHeader(queue) }
    try {
      return (await this.cluster.call(queue.node.addr, queryConsumerOffset, { header }, options)).header
        .offset
    } catch (error) {
      if (isRefusal(error, NO_OFFSET)) return undefined
      throw error
    }
  }

  /** Writes a group's offset as its clients do: for groups that are offline, since clients commit over it. */
  async update(
    consumerGroup: string,
    queue: PlacedQueue,
    offset: bigint,
    options?: CallOptions,
  ): Promise<void> {
    const header = { consumerGroup, ...queueHeader(queue), commitOffset: offset }
    await this.cluster.call(queue.node.addr, updateConsumerOffset, { header }, options)
  }

  /**
   * Lets each master of the topic reset the group. A broker with server-side reset (5.x, a setting) keeps the new
   * offsets for online and offline groups alike; others push them to the connected clients.
   * @throws BrokerRefused CONSUMER_NOT_ONLINE from a broker of the second kind when nobody is connected: `update` each queue then
   *   and SYSTEM_ERROR when the group has no offset yet in some queue
   */
  async reset(input: OffsetResetInput, options?: CallOptions): Promise<PerBroker<ResetOffset[]>> {
    const masters = input.nodes ?? (await this.cluster.mastersOf(input.topic, options))
    const header = {
      topic: input.topic,
      group: input.group,
      timestamp: timestampOf(input.to),
      isForce: input.force ?? true,
      queueId: -1,
    }
    const result = await callBrokers(this.cluster, masters, invokeBrokerToResetOffset, { header }, options)
    return requireAnswer(mapAnswers(result, ({ body }) => resetOffsetsOf(body)))
  }

  /**
   * Sets one queue to an exact offset. Only a broker with server-side reset (5.x, a setting) can: any other ignores the
   * queue and the offset, resets every queue of the topic and says SUCCESS. So it is asked for its setting first.
   * @throws UnsupportedByBroker when the broker would reset every queue
   */
  async resetQueue(
    group: string,
    queue: PlacedQueue,
    offset: bigint,
    options?: CallOptions,
  ): Promise<ResetOffset[]> {
    const { addr } = queue.node
    if (!(await this.hasServerSideReset(addr, options))) {
      throw new UnsupportedByBroker({ addr, request: invokeBrokerToResetOffset.name })
    }
    return this.resetQueueByBroker(group, queue, offset, options)
  }

  /** The same on a broker that is known to have server-side reset: any other resets every queue of the topic. */
  async resetQueueByBroker(
    group: string,
    queue: PlacedQueue,
    offset: bigint,
    options?: CallOptions,
  ): Promise<ResetOffset[]> {
    const { addr } = queue.node
    const header = { topic: queue.topic, group, timestamp: 0, isForce: true, queueId: queue.queueId, offset }
    const { body } = await this.cluster.call(addr, invokeBrokerToResetOffset, { header }, options)
    return resetOffsetsOf(body)
  }

  /**
   * Whether a broker keeps a reset by itself, for online and offline groups alike, and can reset one queue. The setting alone says
   * nothing: an older broker repeats whatever its file holds, also names that it does not know.
   */
  async hasServerSideReset(addr: string, options?: CallOptions): Promise<boolean> {
    const [settings, info] = await Promise.all([
      this.cluster.call(addr, getBrokerConfig, { header: {} }, options),
      this.cluster.call(addr, getBrokerRuntimeInfo, { header: {} }, options),
    ])
    const release = info.body.table.get('brokerVersionDesc') ?? ''
    // What is no release that this package knows is taken for a newer one.
    const version = ordinalOf(release.slice(1).replaceAll('_', '.')) ?? Number.POSITIVE_INFINITY
    return version >= SERVER_SIDE_RESET_SINCE && settings.body.get('useServerSideResetOffset') === 'true'
  }

  /** Gives one group the offsets of another, of one topic, on each of its masters. */
  async clone(
    srcGroup: string,
    destGroup: string,
    topic: string,
    options?: CallOptions,
  ): Promise<PerBroker<undefined>> {
    const masters = await this.cluster.mastersOf(topic, options)
    const header = { srcGroup, destGroup, topic, offline: true }
    return mapAnswers(
      await callBrokers(this.cluster, masters, cloneGroupOffset, { header }, options),
      () => undefined,
    )
  }
}

function queueHeader({ topic, queueId }: PlacedQueue): { topic: string; queueId: number } {
  return { topic, queueId }
}

function timestampOf(to: OffsetResetInput['to']): number {
  if (to === 'latest') return -1
  return to === 'earliest' ? 0 : to
}

function resetOffsetsOf(body: { offsetTable: Array<[MessageQueue, bigint]> } | undefined): ResetOffset[] {
  return (body?.offsetTable ?? []).map(([messageQueue, offset]) => ({ messageQueue, offset }))
}
