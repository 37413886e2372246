/**
 * Topics that RocketMQ makes for groups:
 *
 *     %RETRY%group          messages that a group is to get again
 *     %DLQ%group            messages that a group could not consume
 *     %RETRY%group_topic    the same for POP, one a topic; version 1
 *     %RETRY%group+topic    version 2, of brokers with `enableRetryTopicV2`
 *     cluster_REPLY_TOPIC   answers of request-reply
 *
 * Defined in `common/MixAll` and `common/KeyBuilder`.
 */

export const RETRY_TOPIC_PREFIX = '%RETRY%'
export const DLQ_TOPIC_PREFIX = '%DLQ%'
const SEPARATORS = { 1: '_', 2: '+' } as const
export type PopRetryVersion = keyof typeof SEPARATORS

export function retryTopicOf(group: string): string {
  return RETRY_TOPIC_PREFIX + group
}

export function dlqTopicOf(group: string): string {
  return DLQ_TOPIC_PREFIX + group
}

export function replyTopicOf(cluster: string): string {
  return `${cluster}_REPLY_TOPIC`
}

export function popRetryTopicOf(topic: string, group: string, version: PopRetryVersion): string {
  return RETRY_TOPIC_PREFIX + group + SEPARATORS[version] + topic
}

/** Where messages of a topic may lie that a group is to get again: its own retry topic, and both that POP knows. */
export function retryTopicsFor(topic: string, group: string): string[] {
  return [retryTopicOf(group), popRetryTopicOf(topic, group, 1), popRetryTopicOf(topic, group, 2)]
}

export function isRetryTopic(topic: string): boolean {
  return topic.startsWith(RETRY_TOPIC_PREFIX)
}

export function isDlqTopic(topic: string): boolean {
  return topic.startsWith(DLQ_TOPIC_PREFIX)
}

/** The name without `%RETRY%` or `%DLQ%`. */
export function withoutRetryAndDlq(topic: string): string {
  if (isRetryTopic(topic)) return topic.slice(RETRY_TOPIC_PREFIX.length)
  return isDlqTopic(topic) ? topic.slice(DLQ_TOPIC_PREFIX.length) : topic
}

/**
 * The group that a retry or dead-letter topic belongs to; undefined for other topics. A POP retry topic of version 1
 * cannot be told from the retry topic of a group with an underscore in its name: with it, the answer is
 * `group_topic`; `isRetryTopicOf` answers for a group that is known.
 */
export function groupOf(topic: string): string | undefined {
  if (isDlqTopic(topic)) return topic.slice(DLQ_TOPIC_PREFIX.length)
  if (!isRetryTopic(topic)) return undefined
  const rest = topic.slice(RETRY_TOPIC_PREFIX.length)
  const plus = rest.indexOf(SEPARATORS[2])
  return plus < 0 ? rest : rest.slice(0, plus)
}

/**
 * The topic that an application knows: of `topic`'s POP retry topic for `group` it is the topic after the group.
 * Undefined when it is the group's retry topic for all topics, or one of another group.
 */
export function normalTopicOf(topic: string, group: string): string | undefined {
  if (!isRetryTopic(topic)) return topic
  for (const separator of [SEPARATORS[2], SEPARATORS[1]]) {
    const prefix = RETRY_TOPIC_PREFIX + group + separator
    if (topic.startsWith(prefix) && topic.length > prefix.length) return topic.slice(prefix.length)
  }
  return undefined
}

/** True for the group's retry topic, and for its POP retry topic of any topic. */
export function isRetryTopicOf(topic: string, group: string): boolean {
  return topic === retryTopicOf(group) || (isRetryTopic(topic) && normalTopicOf(topic, group) !== undefined)
}
