/** A message as every list shows it, and how one is named. */
import { z } from 'zod'
import { int64, timestamp } from './common.ts'
import { topicParams } from './topics.ts'

export const messageId = z.string().min(1).max(128)

export const messageParams = topicParams.extend({ messageId })
export const messageErrors = ['NOT_FOUND', 'CONFLICT', 'BROKER_UNAVAILABLE', 'BROKER_REFUSED'] as const

/** A message as a row of a list. */
export const messageHead = z.object({
  /** The client's unique ID, or the broker's where the client gave none. */
  messageId: z.string(),
  offsetMessageId: z.string(),
  tag: z.string().nullable(),
  keys: z.array(z.string()),
  brokerName: z.string(),
  queueId: z.int(),
  queueOffset: int64,
  storedAt: timestamp,
  bornAt: timestamp,
  /** Bytes of the whole record. */
  storeSize: z.int(),
  reconsumeTimes: z.int(),
})
export type MessageHead = z.infer<typeof messageHead>
