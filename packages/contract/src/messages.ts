/** Messages of a topic: one is sent, others are found. */
import { z } from 'zod'
import { int64, timestamp } from './common.ts'
import { endpoint } from './endpoint.ts'
import { topicParams } from './topics.ts'

export const messageSend = endpoint({
  id: 'messageSend',
  method: 'POST',
  path: '/instances/{instanceId}/topics/{topic}/messages',
  summary: 'Sends one message, of the kind that the topic holds.',
  access: 'signedIn',
  status: 201,
  params: topicParams,
  body: z.strictObject({
    body: z.string().max(4 * 1024 * 1024),
    /** How `body` is written: as text, or as Base64 of bytes. */
    encoding: z.enum(['text', 'base64']).default('text'),
    tag: z.string().max(128).optional(),
    /** RocketMQ keeps them as one text with spaces between. */
    keys: z.array(z.string().max(128).regex(/^\S+$/, 'A key holds no spaces.')).max(32).default([]),
    properties: z.record(z.string().min(1).max(128), z.string().max(8_192)).default({}),
    /** Ordered topics: messages with one key stay in order. */
    shardingKey: z.string().min(1).max(128).optional(),
    /** Delayed topics: when to deliver; a time in the past means at once. */
    deliverAt: timestamp.optional(),
    /** Transactional topics: how the transaction ends. */
    transaction: z.enum(['COMMIT', 'ROLLBACK']).optional(),
  }),
  response: z.object({
    messageId: z.string(),
    offsetMessageId: z.string(),
    brokerName: z.string(),
    queueId: z.int(),
    queueOffset: int64,
    sendStatus: z.string(),
  }),
  errors: ['NOT_FOUND', 'CONFLICT', 'BROKER_UNAVAILABLE', 'BROKER_REFUSED', 'UNSUPPORTED_BY_CLUSTER'],
})
