/** Messages that a group could not consume: found, exported, sent to the group once more. */
import { z } from 'zod'
import { instanceParams, int64, listOf, timestamp } from './common.ts'
import { endpoint } from './endpoint.ts'

const groupParams = instanceParams.extend({ group: z.string().min(1).max(255) })
const resendParams = groupParams.extend({ resendId: z.string().min(1).max(64) })
const messageId = z.string().trim().min(1).max(128)
/** Longer than other cursors: it holds a place in a queue of each broker. */
const cursor = z.string().max(4_096).optional()
const limit = z.coerce.number().int().min(1).max(500).default(50)

const range = {
  /** When it entered the queue. Default: everything stored. */
  from: timestamp.optional(),
  to: timestamp.optional(),
}

export const deadLetter = z.object({
  /** Of this copy: the broker's ID. A message that died twice has two. */
  deadLetterId: z.string(),
  /** The client's own, the same in every copy. */
  messageId: z.string(),
  /** Null where the broker did not note it. */
  originalTopic: z.string().nullable(),
  /** The broker's ID of the first copy. */
  originalMessageId: z.string().nullable(),
  tag: z.string().nullable(),
  keys: z.array(z.string()),
  bornAt: timestamp,
  bornHost: z.string(),
  enteredAt: timestamp,
  storeHost: z.string(),
  brokerName: z.string(),
  queueId: z.int(),
  queueOffset: int64,
  /** As stored. */
  bodyBytes: z.int(),
  /** Deliveries after the first one. */
  reconsumeTimes: z.int(),
  /** The last resend of it, if any. */
  resent: z.object({ resendId: z.string(), state: z.enum(['SENT', 'UNKNOWN']), at: timestamp }).nullable(),
})
export type DeadLetter = z.infer<typeof deadLetter>

export const deadLetterList = endpoint({
  id: 'deadLetterList',
  method: 'GET',
  path: '/instances/{instanceId}/groups/{group}/dead-letters',
  summary: 'Dead letters of a group, newest first, by the time at which they entered the queue or by ID.',
  access: 'signedIn',
  params: groupParams,
  query: z.object({ ...range, messageId: messageId.optional(), cursor, limit }),
  response: listOf(deadLetter).extend({
    /** A group without dead letters has no queue. */
    hasQueue: z.boolean(),
  }),
  errors: ['NOT_FOUND', 'BROKER_UNAVAILABLE', 'BROKER_REFUSED'],
})

export const deadLetterExport = endpoint({
  id: 'deadLetterExport',
  method: 'GET',
  path: '/instances/{instanceId}/groups/{group}/dead-letters/export',
  summary: 'Dead letters as CSV: those of a range, or those named, up to 100, with commas between.',
  access: 'signedIn',
  params: groupParams,
  query: z.object({
    ...range,
    messageIds: z
      .string()
      .max(8_000)
      .regex(/^[\w,]*$/)
      .optional(),
  }),
  download: 'text/csv; charset=utf-8',
  errors: ['NOT_FOUND', 'BROKER_UNAVAILABLE', 'BROKER_REFUSED'],
})

export const RESEND_STATES = ['PENDING', 'RUNNING', 'COMPLETED', 'FAILED', 'CANCELLED'] as const
export const RESEND_OUTCOMES = ['SENT', 'FAILED', 'ALREADY_SENT', 'UNKNOWN', 'NOT_FOUND'] as const

export const deadLetterResend = z.object({
  resendId: z.string(),
  state: z.enum(RESEND_STATES),
  done: z.int(),
  /** Null while it is not known. */
  total: z.int().nullable(),
  counts: z.record(z.enum(RESEND_OUTCOMES), z.int()),
  /** Why it failed as a whole. */
  error: z.string().nullable(),
  username: z.string(),
  createdAt: timestamp,
  finishedAt: timestamp.nullable(),
})
export type DeadLetterResend = z.infer<typeof deadLetterResend>

export const deadLetterResendCreate = endpoint({
  id: 'deadLetterResendCreate',
  method: 'POST',
  path: '/instances/{instanceId}/groups/{group}/dead-letters/resends',
  summary:
    'Hands dead letters to their group once more, as a job. Each is sent once, whoever asks how often.',
  access: 'signedIn',
  status: 201,
  params: groupParams,
  body: z
    .strictObject({
      /** Of either form. A message that died twice: its newest dead letter. */
      messageIds: z.array(messageId).min(1).max(1_000).optional(),
      ...range,
      /** What failed in this resend. */
      failedOf: z.string().min(1).max(64).optional(),
      /** Also what was sent before, or perhaps was. */
      again: z.boolean().default(false),
    })
    .refine(
      ({ messageIds, from, to, failedOf }) =>
        [messageIds, from ?? to, failedOf].filter(choice => choice !== undefined).length === 1,
      { path: ['messageIds'], message: 'Name messages, or a range, or an earlier resend: one of the three.' },
    ),
  response: deadLetterResend,
  errors: ['NOT_FOUND', 'BROKER_UNAVAILABLE', 'BROKER_REFUSED'],
})

export const deadLetterResendList = endpoint({
  id: 'deadLetterResendList',
  method: 'GET',
  path: '/instances/{instanceId}/groups/{group}/dead-letters/resends',
  summary: 'Resends of the last seven days, newest first.',
  access: 'signedIn',
  params: groupParams,
  query: z.object({ cursor: z.string().max(512).optional(), limit }),
  response: listOf(deadLetterResend),
  errors: ['NOT_FOUND'],
})

export const deadLetterResendView = endpoint({
  id: 'deadLetterResendView',
  method: 'GET',
  path: '/instances/{instanceId}/groups/{group}/dead-letters/resends/{resendId}',
  summary: 'How far a resend has come.',
  access: 'signedIn',
  params: resendParams,
  response: deadLetterResend,
  errors: ['NOT_FOUND'],
})

export const deadLetterResult = z.object({
  deadLetterId: z.string(),
  messageId: z.string(),
  outcome: z.enum(RESEND_OUTCOMES),
  /** What the broker said, or why it was left. */
  message: z.string().nullable(),
  at: timestamp,
})
export type DeadLetterResult = z.infer<typeof deadLetterResult>

export const deadLetterResendResults = endpoint({
  id: 'deadLetterResendResults',
  method: 'GET',
  path: '/instances/{instanceId}/groups/{group}/dead-letters/resends/{resendId}/results',
  summary: 'What became of each message of a resend.',
  access: 'signedIn',
  params: resendParams,
  query: z.object({
    outcome: z.enum(RESEND_OUTCOMES).optional(),
    cursor: z.string().max(512).optional(),
    limit,
  }),
  response: listOf(deadLetterResult),
  errors: ['NOT_FOUND'],
})

export const deadLetterResendCancel = endpoint({
  id: 'deadLetterResendCancel',
  method: 'DELETE',
  path: '/instances/{instanceId}/groups/{group}/dead-letters/resends/{resendId}',
  summary: 'Stops a resend: what has been sent stays sent.',
  access: 'signedIn',
  params: resendParams,
  errors: ['NOT_FOUND'],
})

export const deadLetterView = endpoint({
  id: 'deadLetterView',
  method: 'GET',
  path: '/instances/{instanceId}/groups/{group}/dead-letters/{messageId}',
  summary: 'One dead letter with its properties and its body.',
  access: 'signedIn',
  params: groupParams.extend({ messageId }),
  response: z.object({
    deadLetter,
    properties: z.record(z.string(), z.string()),
    /** Null for who may not read bodies: it proves a guess. */
    bodyCRC: z.int().nullable(),
    /** Base64, inflated, 256 KiB at most; null for who may not read bodies. */
    body: z.string().nullable(),
    /** Whole, inflated; 0 where it is not shown. */
    inflatedBytes: z.int(),
    isCut: z.boolean(),
    /** Why the body is shown as it is stored. */
    bodyProblem: z.string().nullable(),
    asOf: timestamp,
  }),
  errors: ['NOT_FOUND', 'BROKER_UNAVAILABLE', 'BROKER_REFUSED'],
})
