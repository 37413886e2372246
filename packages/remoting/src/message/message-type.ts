/**
 * What kind of message it is, told from its properties; the first that fits counts.
 * Defined in `common/attribute/TopicMessageType#parseFromMessageProperty`.
 */
import type { Properties } from './properties.ts'
import { PropertyName } from './property-names.ts'

/** The values of a topic's attribute `message.type`. */
export const TOPIC_MESSAGE_TYPES = [
  'UNSPECIFIED',
  'NORMAL',
  'FIFO',
  'DELAY',
  'TRANSACTION',
  'PRIORITY',
  'LITE',
  'MIXED',
] as const
export type TopicMessageType = (typeof TOPIC_MESSAGE_TYPES)[number]

const MARKS: readonly (readonly [string, TopicMessageType])[] = [
  [PropertyName.DELAY_TIME_LEVEL, 'DELAY'],
  [PropertyName.TIMER_DELIVER_MS, 'DELAY'],
  [PropertyName.TIMER_DELAY_SEC, 'DELAY'],
  [PropertyName.TIMER_DELAY_MS, 'DELAY'],
  [PropertyName.SHARDING_KEY, 'FIFO'],
  [PropertyName.PRIORITY, 'PRIORITY'],
  [PropertyName.LITE_TOPIC, 'LITE'],
]

export function messageTypeOf(properties: Properties): TopicMessageType {
  if (properties.get(PropertyName.TRANSACTION_PREPARED)?.toLowerCase() === 'true') return 'TRANSACTION'
  return MARKS.find(([name]) => properties.has(name))?.[1] ?? 'NORMAL'
}
