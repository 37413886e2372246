/** Where a topic is made, and with how many queues. */
import type { BrokerNode, TopicSpec } from '@gantry/remoting'
import type { TopicConfig } from '@gantry/remoting/requests'
import { MESSAGE_TYPE_FACTS, type MessageType } from '@gantry/rules'
import type { Holdings } from '../platform/brokers/holdings.ts'

/** What `mqadmin updateTopic` makes on each broker. */
const QUEUES = 8
const READ_AND_WRITE = 6

/**
 * Every master, also those that do not answer now: their part stays to be finished. Order over the whole topic needs one queue
 * in all: it goes to the broker that holds the fewest topics.
 */
export function placementOf(
  messageType: MessageType,
  holdings: Holdings<TopicConfig>,
): readonly BrokerNode[] {
  const { masters, failed } = holdings
  if (messageType !== 'GLOBALLY_ORDERED') return [...masters, ...failed.map(({ item }) => item)]
  const held = Map.groupBy([...holdings.byName.values()].flat(), ({ node }) => node.addr)
  const topicsAt = ({ addr }: BrokerNode): number => held.get(addr)?.length ?? 0
  return masters.toSorted((a, b) => topicsAt(a) - topicsAt(b)).slice(0, 1)
}

/** @param like as it stands elsewhere already: others are made the same */
export function configOf(wireTopic: string, messageType: MessageType, like?: TopicConfig): TopicConfig {
  const queues = messageType === 'GLOBALLY_ORDERED' ? 1 : QUEUES
  return {
    topicName: wireTopic,
    readQueueNums: like?.readQueueNums ?? queues,
    writeQueueNums: like?.writeQueueNums ?? queues,
    perm: like?.perm ?? READ_AND_WRITE,
    topicFilterType: 'SINGLE_TAG',
    topicSysFlag: 0,
    order: like?.order ?? false,
    // Brokers before 5.0 pass over them.
    attributes: new Map(like?.attributes).set('message.type', MESSAGE_TYPE_FACTS[messageType].attribute),
  }
}

export function specOf({ topicName, attributes, ...config }: TopicConfig): TopicSpec {
  const { readQueueNums, writeQueueNums, perm, order } = config
  return {
    topic: topicName,
    readQueueNums,
    writeQueueNums,
    perm,
    order,
    attributes: Object.fromEntries(attributes),
  }
}
