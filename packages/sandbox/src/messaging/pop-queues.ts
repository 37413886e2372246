/** The queues that a POP request looks into: those of the topic, and of the topic with what comes again; and where it goes on in each. */
import { isRetryTopic, popRetryTopicOf } from '@gantry/remoting/internal'
import type { TopicConfig } from '@gantry/remoting/requests'
import type { Broker } from '../state/broker.ts'
import type { PopQueue } from '../state/pop-orders.ts'
import type { PopAddressed } from './check-pop.ts'

/** Percent of the requests that look into the retry topic first: `popFromRetryProbability`. */
const RETRY_FIRST_PERCENT = 20

export type PopRetryFlag = '0' | '1' | '2'

/** Those of the topic, beginning with any. */
export function queuesOf(asked: PopAddressed, topic: TopicConfig, random: number): PopQueue[] {
  const { consumerGroup: group, queueId } = asked
  if (queueId >= 0) return [{ topic: topic.topicName, group, queueId }]
  return Array.from({ length: topic.readQueueNums }, (_, index) => ({
    topic: topic.topicName,
    group,
    queueId: (index + random) % topic.readQueueNums,
  }))
}

/** Those of the group's retry topic for it; with version 2 of the names in use, half of the requests look by version 1. */
export function retryQueuesOf(asked: PopAddressed, broker: Broker, random: number): PopQueue[] {
  const { topic, consumerGroup } = asked
  const isOld = broker.settings.isOn('enableRetryTopicV2') && random % 2 === 0
  const name = isOld ? popRetryTopicOf(topic, consumerGroup, 1) : broker.pop.retryTopic(topic, consumerGroup)
  const config = broker.topics.get(name)
  return config === undefined ? [] : queuesOf({ ...asked, queueId: -1 }, config, random)
}

/** Of both topics in the order in which they are looked into. */
export function allQueuesOf(
  asked: PopAddressed,
  topic: TopicConfig,
  broker: Broker,
  random: number,
): PopQueue[] {
  const queues = queuesOf(asked, topic, random)
  const retries = retryQueuesOf(asked, broker, random)
  return random % 100 < RETRY_FIRST_PERCENT ? [...retries, ...queues] : [...queues, ...retries]
}

/** Where the group goes on in a queue of which it has taken nothing yet: at the oldest message. */
export function nextOffset({ topic, group, queueId }: PopQueue, broker: Broker): number {
  return broker.offsets.query(group, topic, queueId) ?? broker.store.minOffset(topic, queueId)
}

export function hasMessages(queue: PopQueue, broker: Broker): boolean {
  return broker.store.maxOffset(queue.topic, queue.queueId) > nextOffset(queue, broker)
}

/** How handles tell in which of the topics a message lies. */
export function retryFlagOf(topic: string): PopRetryFlag {
  if (!isRetryTopic(topic)) return '0'
  return topic.includes('+') ? '2' : '1'
}
