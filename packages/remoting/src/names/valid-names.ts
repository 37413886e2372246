/**
 * Which names brokers accept for topics and groups. Defined in `common/topic/TopicValidator`.
 */
import { isDlqTopic, isRetryTopic } from './retry-topic.ts'

const MAX_TOPIC_LENGTH = 127
const MAX_RETRY_OR_DLQ_TOPIC_LENGTH = 255
/** Shorter than a topic's, so that retry and dead-letter topics can be named after the group. */
const MAX_GROUP_LENGTH = 120

export type NameProblem =
  | { readonly reason: 'BLANK' }
  /** Allowed are `a-z A-Z 0-9 % | _ -`. */
  | { readonly reason: 'ILLEGAL_CHARACTER'; readonly character: string }
  | { readonly reason: 'TOO_LONG'; readonly maxLength: number }

/** What a broker would refuse the topic's name for; undefined when it accepts it. */
export function topicNameProblem(topic: string): NameProblem | undefined {
  const isLong = isRetryTopic(topic) || isDlqTopic(topic)
  return problemOf(topic, isLong ? MAX_RETRY_OR_DLQ_TOPIC_LENGTH : MAX_TOPIC_LENGTH)
}

/** What a broker would refuse the group's name for; undefined when it accepts it. */
export function groupNameProblem(group: string): NameProblem | undefined {
  return problemOf(group, MAX_GROUP_LENGTH)
}

function problemOf(name: string, maxLength: number): NameProblem | undefined {
  if (name.trim() === '') return { reason: 'BLANK' }
  const character = /[^%|a-zA-Z0-9_-]/u.exec(name)?.[0]
  if (character !== undefined) return { reason: 'ILLEGAL_CHARACTER', character }
  return name.length > maxLength ? { reason: 'TOO_LONG', maxLength } : undefined
}
