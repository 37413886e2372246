/**
 * Light message queues (LMQ): queues without files of their own, made by naming them in a message's property
 * `INNER_MULTI_DISPATCH`, separated by commas. A lite topic is one of those under a parent topic:
 *
 *     %LMQ%name    %LMQ%$parentTopic$liteTopic
 *
 * Defined in `common/MixAll` and `common/lite/LiteUtil`.
 */

export const LMQ_PREFIX = '%LMQ%'
const SEPARATOR = '$'
const LITE_PREFIX = LMQ_PREFIX + SEPARATOR

export interface LiteQueueName {
  readonly parentTopic: string
  readonly liteTopic: string
}

export function isLmq(name: string): boolean {
  return name.startsWith(LMQ_PREFIX)
}

export function liteQueueNameOf(parentTopic: string, liteTopic: string): string {
  return LITE_PREFIX + parentTopic + SEPARATOR + liteTopic
}

/** Undefined when the name is not that of a lite topic's queue. */
export function parseLiteQueueName(name: string): LiteQueueName | undefined {
  if (!name.startsWith(LITE_PREFIX)) return undefined
  const [parentTopic = '', liteTopic = '', ...more] = name.slice(LITE_PREFIX.length).split(SEPARATOR)
  if (parentTopic === '' || liteTopic === '' || more.length > 0) return undefined
  return { parentTopic, liteTopic }
}
