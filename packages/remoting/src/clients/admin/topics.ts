/** Topics: made, changed, listed and removed on the brokers, announced on the name servers. */
import { RESPONSE_CODES } from '../../codes.ts'
import type { HeaderOf } from '../../protocol/layout.ts'
import { updateAndCreateTopic } from '../../requests/0017-update-and-create-topic.ts'
import { getAllTopicConfig } from '../../requests/0021-get-all-topic-config.ts'
import { putKvConfig } from '../../requests/0100-put-kv-config.ts'
import { getKvConfig } from '../../requests/0101-get-kv-config.ts'
import { deleteKvConfig } from '../../requests/0102-delete-kv-config.ts'
import type { TopicRouteData } from '../../requests/0105-get-route-info-by-topic.ts'
import { getTopicStatsInfo, type TopicStatsTable } from '../../requests/0202-get-topic-stats-info.ts'
import { getAllTopicListFromNameserver } from '../../requests/0206-get-all-topic-list-from-nameserver.ts'
import { deleteTopicInBroker } from '../../requests/0215-delete-topic-in-broker.ts'
import { deleteTopicInNamesrv } from '../../requests/0216-delete-topic-in-namesrv.ts'
import { getTopicConfig } from '../../requests/0351-get-topic-config.ts'
import type { TopicConfig } from '../../requests/shapes/topic-config.ts'
import type { CallOptions } from '../../transport/connection.ts'
import type { BrokerNode, Cluster } from '../cluster.ts'
import { fanOut } from '../fan-out.ts'
import {
  callBrokers,
  isRefusal,
  mapAnswers,
  type PerBroker,
  requireAnswer,
  withoutRefusals,
} from './per-broker.ts'
import { topicGroupsAt } from './topic-groups.ts'

/** What a topic is made with. Everything but its name has the default that `mqadmin updateTopic` has. */
export interface TopicSpec {
  readonly topic: string
  readonly readQueueNums?: number
  readonly writeQueueNums?: number
  /** 4 read, 2 write. Default 6. */
  readonly perm?: number
  /** Only for topics whose message type is not given as an attribute: keeps a fixed number of queues. */
  readonly order?: boolean
  /** Attributes of 5.0 and later, such as `{ 'message.type': 'FIFO' }`. */
  readonly attributes?: Readonly<Record<string, string>>
}

const ORDER_NAMESPACE = 'ORDER_TOPIC_CONFIG'
const DEFAULT_QUEUES = 8
const READ_AND_WRITE = 6
/** A broker that has not got the topic refuses with one of these. */
const NO_TOPIC = [RESPONSE_CODES.TOPIC_NOT_EXIST.code]

export class TopicAdmin {
  private readonly cluster: Cluster

  constructor(cluster: Cluster) {
    this.cluster = cluster
  }

  /** Names of every topic that some broker has registered, system topics and `%RETRY%` ones included. */
  async names(options?: CallOptions): Promise<string[]> {
    const { body } = await this.cluster.nameServers.call(
      getAllTopicListFromNameserver,
      { header: {} },
      options,
    )
    return body.topicList
  }

  /** Every topic's configuration, from each master: one request a broker, whatever the number of topics. */
  async configs(options?: CallOptions): Promise<PerBroker<ReadonlyMap<string, TopicConfig>>> {
    const masters = await this.cluster.masters(options)
    const result = await callBrokers(this.cluster, masters, getAllTopicConfig, { header: {} }, options)
    return requireAnswer(mapAnswers(result, ({ body }) => body.topicConfigTable))
  }

  /** One topic's configuration on each master that has it. */
  async config(topic: string, options?: CallOptions): Promise<PerBroker<TopicConfig>> {
    const masters = await this.cluster.mastersOf(topic, options)
    const result = await callBrokers(this.cluster, masters, getTopicConfig, { header: { topic } }, options)
    return withoutRefusals(
      mapAnswers(result, ({ body }) => body),
      NO_TOPIC,
    )
  }

  route(topic: string, options?: CallOptions): Promise<TopicRouteData> {
    return this.cluster.route(topic, options)
  }

  /** Oldest and newest offset and last store time of each queue. */
  async stats(topic: string, options?: CallOptions): Promise<PerBroker<TopicStatsTable>> {
    const masters = await this.cluster.mastersOf(topic, options)
    const result = await callBrokers(this.cluster, masters, getTopicStatsInfo, { header: { topic } }, options)
    return requireAnswer(mapAnswers(result, ({ body }) => body))
  }

  /** Groups that have consumed the topic or are connected with a subscription to it, online or not. */
  async groups(topic: string, options?: CallOptions): Promise<PerBroker<string[]>> {
    const masters = await this.cluster.mastersOf(topic, options)
    const result = await fanOut(masters, ({ addr }) => topicGroupsAt(this.cluster, addr, topic, options), {
      placeOf: ({ addr }) => addr,
      signal: options?.signal,
    })
    return requireAnswer(result)
  }

  /**
   * Makes a topic, or changes it where it exists, on the given masters (default: all). Sending it again with the same
   * specification is harmless, so a partial result is finished by calling it once more.
   */
  async save(
    spec: TopicSpec,
    nodes?: readonly BrokerNode[],
    options?: CallOptions,
  ): Promise<PerBroker<undefined>> {
    const masters = nodes ?? (await this.cluster.masters(options))
    const result = await callBrokers(
      this.cluster,
      masters,
      updateAndCreateTopic,
      { header: headerOf(spec) },
      options,
    )
    return mapAnswers(result, () => undefined)
  }

  /**
   * Removes a topic from the masters, and from the name servers once no master holds it any more. A broker that has not
   * got it counts as done.
   */
  async remove(
    topic: string,
    nodes?: readonly BrokerNode[],
    options?: CallOptions,
  ): Promise<PerBroker<undefined>> {
    const masters = nodes ?? (await this.cluster.masters(options))
    const result = await callBrokers(
      this.cluster,
      masters,
      deleteTopicInBroker,
      { header: { topic } },
      options,
    )
    if (result.failed.length === 0 && nodes === undefined) {
      await this.cluster.nameServers.callEach(deleteTopicInNamesrv, { header: { topic } }, options)
      await this.removeOrderConfig(topic, options)
    }
    return mapAnswers(result, () => undefined)
  }

  /** `brokerName:queues;…` for a topic that is ordered across brokers; undefined when it has none. */
  async orderConfig(topic: string, options?: CallOptions): Promise<string | undefined> {
    const header = { namespace: ORDER_NAMESPACE, key: topic }
    try {
      return (await this.cluster.nameServers.call(getKvConfig, { header }, options)).header.value
    } catch (error) {
      if (isRefusal(error, [RESPONSE_CODES.QUERY_NOT_FOUND.code])) return undefined
      throw error
    }
  }

  async saveOrderConfig(topic: string, value: string, options?: CallOptions): Promise<void> {
    const header = { namespace: ORDER_NAMESPACE, key: topic, value }
    await this.cluster.nameServers.callEach(putKvConfig, { header }, options)
  }

  async removeOrderConfig(topic: string, options?: CallOptions): Promise<void> {
    const header = { namespace: ORDER_NAMESPACE, key: topic }
    await this.cluster.nameServers.callEach(deleteKvConfig, { header }, options)
  }
}

function headerOf(spec: TopicSpec): HeaderOf<typeof updateAndCreateTopic> {
  const writeQueueNums = spec.writeQueueNums ?? DEFAULT_QUEUES
  return {
    topic: spec.topic,
    defaultTopic: 'TBW102',
    readQueueNums: spec.readQueueNums ?? writeQueueNums,
    writeQueueNums,
    perm: spec.perm ?? READ_AND_WRITE,
    topicFilterType: 'SINGLE_TAG',
    topicSysFlag: 0,
    order: spec.order ?? false,
    ...(spec.attributes && { attributes: attributeChanges(spec.attributes) }),
  }
}

/** Brokers take changes: `+name=value` sets an attribute. */
function attributeChanges(attributes: Readonly<Record<string, string>>): string {
  return Object.entries(attributes)
    .map(([name, value]) => `+${name}=${value}`)
    .join(',')
}
