/** Whose messages a retry topic brings again. */
import { retryTopicOf } from '@gantry/remoting'

const SEPARATORS = /[_+]/g

/**
 * POP has a retry topic for each topic of a group, whose names run into each other.
 * @param groups all that there are, by their names on the wire
 * @returns undefined where the topic is of none of them, or may be of several
 */
export function retriedGroup(retryTopic: string, groups: ReadonlySet<string>): string | undefined {
  const rest = retryTopic.slice(retryTopicOf('').length)
  if (groups.has(rest)) return rest
  const beginnings = [...rest.matchAll(SEPARATORS)].map(({ index }) => rest.slice(0, index))
  const [group, another] = beginnings.filter(each => groups.has(each))
  return another === undefined ? group : undefined
}
