/** Which topics of a cluster are an instance's own. */
import { type BrokerNode, isDlqTopic, isRetryTopic } from '@gantry/remoting'
import type { InstanceHandle } from '../platform/brokers/instance-handle.ts'
import { AppError } from '../platform/http/app-error.ts'
import type { TopicParams } from './topic-needs.ts'

type Names = Pick<InstanceHandle, 'wire' | 'topics'>

/** @returns undefined for a topic of another instance, of a group (retries, dead letters), or of RocketMQ itself */
export function ownTopic(names: Names, wireTopic: string): string | undefined {
  return isRetryTopic(wireTopic) || isDlqTopic(wireTopic) ? undefined : names.topics.unwire(wireTopic)
}

/** @returns the name on the brokers; undefined when it would be a topic that is not the instance's own */
export function wireTopicOf(names: Names, topic: string): string | undefined {
  const wireTopic = names.wire(topic)
  return ownTopic(names, wireTopic) === topic ? wireTopic : undefined
}

/** @throws AppError NOT_FOUND */
export function requireWireTopic(names: Names, params: TopicParams): string {
  return wireTopicOf(names, params.topic) ?? noSuchTopic(params)
}

/** What the audit record calls it. */
export function topicTarget({ instanceId, topic }: TopicParams): string {
  return `topic ${instanceId}/${topic}`
}

export function noSuchTopic({ instanceId, topic }: TopicParams): never {
  throw new AppError('NOT_FOUND', `There is no topic ${topic} in ${instanceId}.`)
}

/**
 * @param masters where the topic is
 * @throws AppError NOT_FOUND for a topic that is the brokers' own
 */
export function requireNoBrokersOwn(
  masters: ReadonlyArray<Pick<BrokerNode, 'clusterName' | 'brokerName'>>,
  wireTopic: string,
  params: TopicParams,
): void {
  if (namedAfterBrokers(masters).has(wireTopic)) noSuchTopic(params)
}

/** Topics that each broker makes, named after itself and its cluster; others of theirs are known by their names alone. */
export function namedAfterBrokers(
  masters: ReadonlyArray<Pick<BrokerNode, 'clusterName' | 'brokerName'>>,
): ReadonlySet<string> {
  return new Set(
    masters.flatMap(({ clusterName, brokerName }) => [clusterName, brokerName, `${clusterName}_REPLY_TOPIC`]),
  )
}
