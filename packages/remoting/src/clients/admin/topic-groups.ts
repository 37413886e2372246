/** The groups of a topic, as one broker knows them, also where its answer is wrong. */
import { getBrokerRuntimeInfo } from '../../requests/0028-get-broker-runtime-info.ts'
import { getAllSubscriptionGroupConfig } from '../../requests/0201-get-all-subscriptiongroup-config.ts'
import { queryTopicConsumeByWho } from '../../requests/0300-query-topic-consume-by-who.ts'
import { querySubscriptionByConsumer } from '../../requests/0345-query-subscription-by-consumer.ts'
import type { CallOptions } from '../../transport/connection.ts'
import type { Cluster } from '../cluster.ts'
import { fanOut } from '../fan-out.ts'

const NAMES_THE_TOPIC = 'V5_3_3'

/**
 * Brokers of 5.3.3 give the topic's name in place of the groups that are online (`ConsumerManager#registerConsumer` notes the
 * wrong one). Where it comes back from such a broker, each of its groups is asked for its subscription. A group that is
 * really called like the topic is found there only while it is online.
 */
export async function topicGroupsAt(
  cluster: Cluster,
  addr: string,
  topic: string,
  options?: CallOptions,
): Promise<string[]> {
  const { body } = await cluster.call(addr, queryTopicConsumeByWho, { header: { topic } }, options)
  if (!body.groupList.includes(topic)) return body.groupList
  const info = await cluster.call(addr, getBrokerRuntimeInfo, { header: {} }, options)
  if (info.body.table.get('brokerVersionDesc') !== NAMES_THE_TOPIC) return body.groupList
  const online = await onlineGroups(cluster, addr, topic, options)
  return [...new Set([...body.groupList.filter(name => name !== topic), ...online])]
}

async function onlineGroups(
  cluster: Cluster,
  addr: string,
  topic: string,
  options?: CallOptions,
): Promise<string[]> {
  const { body } = await cluster.call(addr, getAllSubscriptionGroupConfig, { header: {} }, options)
  const { answered, failed } = await fanOut(
    [...body.subscriptionGroupTable.keys()],
    group => cluster.call(addr, querySubscriptionByConsumer, { header: { group, topic } }, options),
    { placeOf: () => addr, signal: options?.signal },
  )
  for (const { error } of failed) throw error
  return answered.filter(({ value }) => value.body?.subscriptionData !== undefined).map(({ item }) => item)
}
