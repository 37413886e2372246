/** Messages of a topic: one is sent, others are found and read. */
import { z } from 'zod'
import { int64, listOf, timestamp } from './common.ts'
import { endpoint } from './endpoint.ts'
import { messageHead, messageId } from './message-head.ts'
import { topicParams } from './topics.ts'

export const messageList = endpoint({
  id: 'messageList',
  method: 'GET',
  path: '/instances/{instanceId}/topics/{topic}/messages',
  summary: 'Finds messages: by ID, by key, or by the time at which they were stored, page by page.',
  access: 'signedIn',
  params: topicParams,
  query: z.object({
    messageId: messageId.optional(),
    key: z.string().min(1).max(128).optional(),
    /** Store times, both included. Without an end: up to now. */
    from: timestamp.optional(),
    to: timestamp.optional(),
    /** A tag, or several joined by `||`. */
    tag: z.string().max(512).optional(),
    /** An SQL92 condition on properties, such as `region = 'north' AND amount > 10`. */
    filter: z.string().max(2_000).optional(),
    order: z.enum(['newest', 'oldest']).default('newest'),
    /** What is stored from now on: ask again with the cursor, which never ends. */
    follow: z.enum(['true', 'false']).default('false'),
    limit: z.coerce.number().int().min(1).max(256).default(32),
    cursor: z.string().max(8_192).optional(),
  }),
  response: listOf(messageHead).extend({
    /** Of a search by time: messages looked at so far, of so many in the range. */
    progress: z.object({ scanned: int64, total: int64 }).nullable(),
    /** Of a search by key: the brokers give no more than this, and there may be older ones. */
    isCut: z.boolean(),
    /** Of the first page of a search by time: what is older is not stored any more. Null where nothing is stored. */
    oldestStoredAt: timestamp.nullable(),
    /** With `follow`: messages that came faster than they could be read, and are not shown. */
    skipped: int64,
    /** Records that could not be read. */
    damaged: z.int(),
  }),
  errors: ['NOT_FOUND', 'CONFLICT', 'BROKER_UNAVAILABLE', 'BROKER_REFUSED'],
})

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
