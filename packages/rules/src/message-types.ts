/** The five kinds of topic, and what a message of each may be. */
import { type Problem, problem } from './problem.ts'

export const MESSAGE_TYPES = [
  'NORMAL',
  'TRANSACTIONAL',
  'DELAYED',
  'PARTITIONALLY_ORDERED',
  'GLOBALLY_ORDERED',
] as const
export type MessageType = (typeof MESSAGE_TYPES)[number]

interface MessageTypeFacts {
  /** Value of the topic attribute `message.type` on brokers of 5.0 and later. */
  readonly attribute: 'NORMAL' | 'TRANSACTION' | 'DELAY' | 'FIFO'
  readonly maxBodyBytes: number
  readonly sendModes: ReadonlyArray<'sync' | 'async' | 'oneway'>
  readonly throughput: 'highest' | 'high' | 'medium'
}

const ORDERED = { attribute: 'FIFO', maxBodyBytes: 4 * 1024 * 1024, sendModes: ['sync'] } as const
const ANY_MODE = ['sync', 'async', 'oneway'] as const

export const MESSAGE_TYPE_FACTS: Readonly<Record<MessageType, MessageTypeFacts>> = {
  NORMAL: { attribute: 'NORMAL', maxBodyBytes: 4 * 1024 * 1024, sendModes: ANY_MODE, throughput: 'highest' },
  TRANSACTIONAL: {
    attribute: 'TRANSACTION',
    maxBodyBytes: 64 * 1024,
    sendModes: ANY_MODE,
    throughput: 'highest',
  },
  DELAYED: { attribute: 'DELAY', maxBodyBytes: 64 * 1024, sendModes: ANY_MODE, throughput: 'highest' },
  PARTITIONALLY_ORDERED: { ...ORDERED, throughput: 'high' },
  GLOBALLY_ORDERED: { ...ORDERED, throughput: 'medium' },
}

export const MAX_PROPERTIES_BYTES = 32_767
export const MAX_DELAY_DAYS = 40
const DAY_MS = 86_400_000

/**
 * The kind of a topic as brokers describe it: a FIFO topic with one queue in the whole cluster is globally ordered.
 * @param attribute value of `message.type`; absent before 5.0, where every kind lives in a plain topic
 */
export function messageTypeOf(
  attribute: string | undefined,
  queuesInCluster: number,
): MessageType | undefined {
  if (attribute === 'FIFO') return queuesInCluster === 1 ? 'GLOBALLY_ORDERED' : 'PARTITIONALLY_ORDERED'
  return MESSAGE_TYPES.find(type => MESSAGE_TYPE_FACTS[type].attribute === attribute)
}

export function bodyProblem(messageType: MessageType, bodyBytes: number): Problem | undefined {
  const max = MESSAGE_TYPE_FACTS[messageType].maxBodyBytes
  return bodyBytes > max ? problem('bodyTooLarge', { actual: bodyBytes, max, messageType }) : undefined
}

/** A time in the past is allowed: it means at once. */
export function deliverTimeProblem(deliverAtMs: number, nowMs: number): Problem | undefined {
  return deliverAtMs > nowMs + MAX_DELAY_DAYS * DAY_MS
    ? problem('deliverTooLate', { days: MAX_DELAY_DAYS })
    : undefined
}
