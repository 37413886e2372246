/** Who has consumed a message, and whether one client can. */
import { z } from 'zod'
import { int64, listOf, timestamp } from './common.ts'
import { endpoint } from './endpoint.ts'
import { messageErrors, messageParams } from './message-head.ts'

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

/** Why it is not known where a group stands. */
export const DELIVERY_UNKNOWN_REASONS = [
  /** The clients of the group keep their progress to themselves. */
  'BROADCASTING',
  /** Its clients that are online do not subscribe to the topic. */
  'NOT_SUBSCRIBED',
  /** A broker did not say: `reason` has its words. */
  'FAILED',
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
          .object({
            reconsumeTimes: z.int(),
            storedAt: timestamp,
            dueAt: timestamp.nullable(),
            /** The group has taken the last of them, and no further one waits: it went well in the end. */
            isTaken: z.boolean(),
          })
          .nullable(),
        deadLetter: z.object({ offsetMessageId: z.string(), storedAt: timestamp }).nullable(),
        /** Null where the status is known. */
        unknownBecause: z.enum(DELIVERY_UNKNOWN_REASONS).nullable(),
        /** The same in a sentence. */
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
    /** The exception of the listener; null for who may not read bodies, since it may quote them. */
    remark: z.string().nullable(),
  }),
  errors: messageErrors,
})
