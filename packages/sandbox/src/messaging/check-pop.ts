/** Whether a group may take messages of a topic by POP, or look at them. Imitates what `broker/processor/PopMessageProcessor` and its like check first. */
import type { TopicConfig } from '@gantry/remoting/requests'
import type { Broker } from '../state/broker.ts'
import type { ClientLink } from '../state/client-link.ts'
import { isReadable } from '../state/perm.ts'
import { Refused, SEE_FAQ } from '../state/refused.ts'

export interface PopAddressed {
  readonly topic: string
  readonly consumerGroup: string
  /** Negative for any. */
  readonly queueId: number
}

/**
 * @returns the topic
 * @throws Refused
 */
export function checkPop(header: PopAddressed, client: ClientLink, broker: Broker): TopicConfig {
  const { topic: topicName, consumerGroup, queueId } = header
  if (!isReadable(broker.settings.number('brokerPermission'))) {
    throw new Refused('NO_PERMISSION', `the broker[${broker.host.host}] peeking message is forbidden`)
  }
  const topic = existingTopic(topicName, broker)
  if (!isReadable(topic.perm)) {
    throw new Refused('NO_PERMISSION', `the topic[${topicName}] peeking message is forbidden`)
  }
  if (queueId >= topic.readQueueNums) {
    throw new Refused('INVALID_PARAMETER', illegalQueue(header, topic, client))
  }
  const group = broker.groups.find(consumerGroup)
  if (group === undefined) {
    const remark = `subscription group [${consumerGroup}] does not exist, ${SEE_FAQ}`
    throw new Refused('SUBSCRIPTION_GROUP_NOT_EXIST', remark)
  }
  if (!group.consumeEnable) {
    throw new Refused('NO_PERMISSION', `subscription group no permission, ${consumerGroup}`)
  }
  return topic
}

/** @throws Refused when the queue of a message that was taken does not exist */
export function checkTaken(header: PopAddressed, client: ClientLink, broker: Broker): void {
  const topic = existingTopic(header.topic, broker)
  if (header.queueId < 0 || header.queueId >= topic.readQueueNums) {
    throw new Refused('MESSAGE_ILLEGAL', illegalQueue(header, topic, client))
  }
}

function existingTopic(topicName: string, broker: Broker): TopicConfig {
  const topic = broker.topics.get(topicName)
  if (topic !== undefined) return topic
  throw new Refused('TOPIC_NOT_EXIST', `topic[${topicName}] not exist, apply first please! ${SEE_FAQ}`)
}

/** The address as Netty writes it, with a slash. */
function illegalQueue({ queueId, topic }: PopAddressed, config: TopicConfig, client: ClientLink): string {
  return `queueId[${queueId}] is illegal, topic:[${topic}] topicConfig.readQueueNums:[${config.readQueueNums}] consumer:[/${client.addr}]`
}
