/** A stored message as an application sees it: under the topic it was sent to, wherever it lies. */
import { PropertyName } from '../../message/property-names.ts'
import type { StoredMessage } from '../../message/stored-message.ts'
import { unwrapNamespace } from '../../names/namespace.ts'
import { retryTopicOf } from '../../names/retry-topic.ts'

type Changeable = Pick<StoredMessage, 'topic' | 'queueId' | 'queueOffset' | 'reconsumeTimes'>

/** A message that differs in some fields. Its body is still inflated only when it is read. */
export function withChanges(message: StoredMessage, changes: Partial<Changeable>): StoredMessage {
  return {
    ...message,
    ...changes,
    get body() {
      return message.body
    },
  }
}

/** The topic that the message was sent to, with its namespace: of one in the group's retry topic, where it came from. */
export function originTopicOf(message: StoredMessage, consumerGroup: string): string {
  if (message.topic !== retryTopicOf(consumerGroup)) return message.topic
  return message.properties.get(PropertyName.RETRY_TOPIC) ?? message.topic
}

/** The message under the topic that the application subscribed to. */
export function asSubscribed(
  message: StoredMessage,
  consumerGroup: string,
  namespace: string,
): StoredMessage {
  const origin = originTopicOf(message, consumerGroup)
  const topic = namespace === '' ? origin : unwrapNamespace(origin, namespace)
  return topic === message.topic ? message : withChanges(message, { topic })
}
