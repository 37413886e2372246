/** Consumer groups: made, changed, listed and removed. A group lives on every master, each with its own copy. */
import { RESPONSE_CODES } from '../../codes.ts'
import { updateAndCreateSubscriptionGroup } from '../../requests/0200-update-and-create-subscriptiongroup.ts'
import { getAllSubscriptionGroupConfig } from '../../requests/0201-get-all-subscriptiongroup-config.ts'
import { deleteSubscriptionGroup } from '../../requests/0207-delete-subscriptiongroup.ts'
import { queryTopicsByConsumer } from '../../requests/0343-query-topics-by-consumer.ts'
import { querySubscriptionByConsumer } from '../../requests/0345-query-subscription-by-consumer.ts'
import { getSubscriptionGroupConfig } from '../../requests/0352-get-subscriptiongroup-config.ts'
import type { SubscriptionData } from '../../requests/shapes/subscription-data.ts'
import { plainGroup, type SubscriptionGroupConfig } from '../../requests/shapes/subscription-group-config.ts'
import type { CallOptions } from '../../transport/connection.ts'
import type { BrokerNode, Cluster } from '../cluster.ts'
import { callBrokers, mapAnswers, type PerBroker, requireAnswer, withoutRefusals } from './per-broker.ts'

const NO_GROUP = [RESPONSE_CODES.SUBSCRIPTION_GROUP_NOT_EXIST.code]

/** What a group is made with; what is left out has RocketMQ's default. */
export type GroupSpec = Partial<SubscriptionGroupConfig> & Pick<SubscriptionGroupConfig, 'groupName'>

export interface GroupRemoval {
  /** Also forgets how far the group had come. Default true. */
  readonly cleanOffset?: boolean
}

export class GroupAdmin {
  private readonly cluster: Cluster

  constructor(cluster: Cluster) {
    this.cluster = cluster
  }

  /** Every group's configuration, from each master: one request a broker, whatever the number of groups. */
  async configs(options?: CallOptions): Promise<PerBroker<ReadonlyMap<string, SubscriptionGroupConfig>>> {
    const masters = await this.cluster.masters(options)
    const result = await callBrokers(
      this.cluster,
      masters,
      getAllSubscriptionGroupConfig,
      { header: {} },
      options,
    )
    return requireAnswer(mapAnswers(result, ({ body }) => body.subscriptionGroupTable))
  }

  /**
   * One group's configuration on each master that has it. Since 5.3.2 a broker with
   * `autoCreateSubscriptionGroup` on, as it is by default, makes a group that it has not got on being asked for it: to look
   * whether there is one, use `configs`.
   * @throws UnsupportedByBroker on brokers before 5.0: use `configs` there
   */
  async config(group: string, options?: CallOptions): Promise<PerBroker<SubscriptionGroupConfig>> {
    const masters = await this.cluster.masters(options)
    const result = await callBrokers(
      this.cluster,
      masters,
      getSubscriptionGroupConfig,
      { header: { group } },
      options,
    )
    return withoutRefusals(
      mapAnswers(result, ({ body }) => body),
      NO_GROUP,
    )
  }

  /**
   * Makes a group, or changes it where it exists, on the given masters (default: all). Sending it again is harmless, so a
   * partial result is finished by calling it once more.
   */
  async save(
    spec: GroupSpec,
    nodes?: readonly BrokerNode[],
    options?: CallOptions,
  ): Promise<PerBroker<undefined>> {
    const masters = nodes ?? (await this.cluster.masters(options))
    const input = { header: {}, body: { ...plainGroup(spec.groupName), ...spec } }
    const result = await callBrokers(this.cluster, masters, updateAndCreateSubscriptionGroup, input, options)
    return mapAnswers(result, () => undefined)
  }

  /** Removes a group from the given masters (default: all). Its retry and dead-letter topics stay. */
  async remove(
    group: string,
    removal: GroupRemoval = {},
    nodes?: readonly BrokerNode[],
    options?: CallOptions,
  ): Promise<PerBroker<undefined>> {
    const masters = nodes ?? (await this.cluster.masters(options))
    const header = { groupName: group, cleanOffset: removal.cleanOffset ?? true }
    const result = await callBrokers(this.cluster, masters, deleteSubscriptionGroup, { header }, options)
    return mapAnswers(result, () => undefined)
  }

  /** Topics that the group has consumed, as each master remembers them. */
  async topics(group: string, options?: CallOptions): Promise<PerBroker<string[]>> {
    const masters = await this.cluster.masters(options)
    const result = await callBrokers(
      this.cluster,
      masters,
      queryTopicsByConsumer,
      { header: { group } },
      options,
    )
    return requireAnswer(mapAnswers(result, ({ body }) => body?.topicList ?? []))
  }

  /** What the group's connected clients subscribe to of a topic; undefined on a master that knows of nothing. */
  async subscription(
    group: string,
    topic: string,
    options?: CallOptions,
  ): Promise<PerBroker<SubscriptionData | undefined>> {
    const masters = await this.cluster.masters(options)
    const input = { header: { group, topic } }
    const result = await callBrokers(this.cluster, masters, querySubscriptionByConsumer, input, options)
    return requireAnswer(mapAnswers(result, ({ body }) => body?.subscriptionData))
  }
}
