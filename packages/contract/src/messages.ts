/** Messages of a topic: one is sent, others are found and read. */
import { z } from 'zod'
import { int64, listOf, timestamp } from './common.ts'
import { endpoint } from './endpoint.ts'
import { topicParams } from './topics.ts'

/** Character sets that a body can be read in. */
export const CHARSETS = [
  'utf-8',
  'utf-16le',
  'utf-16be',
  'gb18030',
  'gbk',
  'big5',
  'shift_jis',
  'euc-jp',
  'euc-kr',
  'windows-1252',
] as const

/** Where the group of a message stands with it. */
export const DELIVERY_STATUSES = [
  /** Delivered at least once: the group's offset has passed it. */
  'CONSUMED',
  /** No client of the group wants it: tags or condition do not fit. */
  'FILTERED',
  /** The group is online and has not come to it yet. */
  'NOT_CONSUMED',
  /** Not yet consumed, and nobody is online. */
  'NOT_ONLINE',
  'UNKNOWN',
] as const

export const CONSUME_RESULTS = [
  'CR_SUCCESS',
  'CR_LATER',
  'CR_ROLLBACK',
  'CR_COMMIT',
  'CR_THROW_EXCEPTION',
  'CR_RETURN_NULL',
  /** The client did not answer within ten seconds. */
  'TIMEOUT',
  'UNKNOWN',
] as const

const messageId = z.string().min(1).max(128)

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

const messageParams = topicParams.extend({ messageId })
const messageErrors = ['NOT_FOUND', 'CONFLICT', 'BROKER_UNAVAILABLE', 'BROKER_REFUSED'] as const

/** Why a body is not shown, or not as the application wrote it. */
export const BODY_PROBLEMS = ['MASKED', 'TOO_LARGE', 'DAMAGED'] as const

export const messageBody = z.object({
  /** Of the body as the application wrote it; null where that is not known. */
  bytes: z.int().nullable(),
  /** As the broker keeps it, compressed or not. */
  storedBytes: z.int(),
  compression: z.enum(['LZ4', 'ZSTD', 'ZLIB']).nullable(),
  /** Base64 of its first bytes; null when it is masked. Of a damaged body, as it is stored. */
  base64: z.string().nullable(),
  /** The same bytes in the character set that was asked for; null where they are no text in it. */
  text: z.string().nullable(),
  charset: z.enum(CHARSETS),
  /** Only its beginning is shown: download the rest. */
  isCut: z.boolean(),
  problem: z.object({ code: z.enum(BODY_PROBLEMS), detail: z.string() }).nullable(),
})
export type MessageBody = z.infer<typeof messageBody>

export const messageView = endpoint({
  id: 'messageView',
  method: 'GET',
  path: '/instances/{instanceId}/topics/{topic}/messages/{messageId}',
  summary: 'One message with its properties and the beginning of its body.',
  access: 'signedIn',
  params: messageParams,
  query: z.object({ charset: z.enum(CHARSETS).default('utf-8') }),
  response: z.object({
    message: messageHead.extend({
      bornHost: z.string(),
      storeHost: z.string(),
      commitLogOffset: int64,
      preparedTransactionOffset: int64,
      bodyCRC: z.int(),
      /** The application's own. */
      flag: z.int(),
      sysFlag: z.int(),
      /** Names of what is set in `sysFlag`. */
      sysFlags: z.array(z.string()),
      properties: z.array(z.object({ name: z.string(), value: z.string() })),
    }),
    body: messageBody,
    /** Others with the same ID: the client sent it more than once. */
    copies: z.array(messageHead),
    asOf: timestamp,
  }),
  errors: messageErrors,
})

export const messageBodyDownload = endpoint({
  id: 'messageBodyDownload',
  method: 'GET',
  path: '/instances/{instanceId}/topics/{topic}/messages/{messageId}/body',
  summary: 'The whole body, as the application wrote it.',
  access: 'signedIn',
  params: messageParams,
  query: z.object({
    /** `stored`: as the broker keeps it, for a body that cannot be inflated. */
    form: z.enum(['inflated', 'stored']).default('inflated'),
  }),
  download: 'application/octet-stream',
  errors: messageErrors,
})

export const messageDelivery = endpoint({
  id: 'messageDelivery',
  method: 'GET',
  path: '/instances/{instanceId}/topics/{topic}/messages/{messageId}/delivery',
  summary: 'Where each subscribed group stands with the message, with the evidence.',
  access: 'signedIn',
  params: messageParams,
  response: listOf(
    z.object({
      group: z.string(),
      status: z.enum(DELIVERY_STATUSES),
      evidence: z.object({
        /** Null where the brokers could not say. */
        isOnline: z.boolean().nullable(),
        messageModel: z.enum(['CLUSTERING', 'BROADCASTING']).nullable(),
        /** Offset in the message's queue that the group takes next; null while it has none. */
        consumerOffset: int64.nullable(),
        queueOffset: int64,
        /** What the group's clients subscribe to; null while nobody is online to tell. */
        expression: z.string().nullable(),
        expressionType: z.enum(['TAG', 'SQL92']).nullable(),
        /** Of the group, connected to the message's broker: a verification can be asked of one of them. */
        clientIds: z.array(z.string()),
        /** Deliveries of the message that failed and are, or were, to be repeated. */
        retry: z
          .object({ reconsumeTimes: z.int(), storedAt: timestamp, dueAt: timestamp.nullable() })
          .nullable(),
        deadLetter: z.object({ offsetMessageId: z.string(), storedAt: timestamp }).nullable(),
        /** Why it is not known. */
        reason: z.string().nullable(),
      }),
    }),
  ),
  errors: messageErrors,
})

export const messageVerify = endpoint({
  id: 'messageVerify',
  method: 'POST',
  path: '/instances/{instanceId}/topics/{topic}/messages/{messageId}/verifications',
  summary:
    'Has one online client consume the message now, and tells its verdict. Status and offsets stay as they are.',
  access: 'signedIn',
  params: messageParams,
  body: z.strictObject({ group: z.string().min(1).max(255), clientId: z.string().min(1).max(255) }),
  response: z.object({
    consumeResult: z.enum(CONSUME_RESULTS),
    isConsumed: z.boolean(),
    /** How long the listener took, by the client's own clock; null when it did not answer. */
    spentMs: z.int().nullable(),
    /** The exception of the listener. */
    remark: z.string().nullable(),
  }),
  errors: messageErrors,
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
