/** How far the consumers of a group are, in messages and in time, and whether they agree. */
import { z } from 'zod'
import { instanceParams, int64, listOf, partial, timestamp } from './common.ts'
import { endpoint } from './endpoint.ts'

export const consumerGroupParams = instanceParams.extend({ group: z.string().min(1).max(255) })

export const MESSAGE_MODELS = ['CLUSTERING', 'BROADCASTING'] as const

/** A topic's own queues, or those that hold what its group takes again. */
export const QUEUE_KINDS = ['TOPIC', 'RETRY'] as const

const delay = {
  /**
   * How long (ms) the earliest message that waits has been stored; 0 when none waits, null where it is not known. The
   * broker's own clock minus the store time of the message at the group's offset.
   */
  delayMs: z.int().nullable(),
  /** That message is not stored any more: the oldest one that is stands in for it. */
  isDelayAtLeast: z.boolean(),
}

/** A client that is connected and gave no answer: what it alone knows is missing. */
export const unasked = z.object({ clientId: z.string(), reason: z.string() })

export const subscriptionDifference = z.object({
  topic: z.string(),
  variants: z.array(
    z.object({
      /** Null: these clients do not subscribe to the topic at all. */
      expression: z.string().nullable(),
      clientIds: z.array(z.string()),
    }),
  ),
})
export type SubscriptionDifference = z.infer<typeof subscriptionDifference>

export const consumerStatus = endpoint({
  id: 'consumerStatus',
  method: 'GET',
  path: '/instances/{instanceId}/groups/{group}/status',
  summary: 'How a group is doing: online, subscriptions, speed, backlog and delay.',
  access: 'signedIn',
  params: consumerGroupParams,
  response: z.object({
    isOnline: z.boolean().nullable(),
    clients: z.int().nullable(),
    messageModel: z.enum(MESSAGE_MODELS).nullable(),
    subscription: z.object({
      /** Every client has the same topics with the same tags; null while nobody is connected or not all have told. */
      isConsistent: z.boolean().nullable(),
      differences: z.array(subscriptionDifference),
      unasked: z.array(unasked),
    }),
    /** Messages a second, over all clients. */
    consumeTps: z.number().nullable(),
    /** Stored and not yet consumed, retries included; null where the group keeps its progress to itself or brokers did not answer. */
    accumulated: int64.nullable(),
    topics: z.array(
      z.object({ topic: z.string(), kind: z.enum(QUEUE_KINDS), accumulated: int64.nullable(), ...delay }),
    ),
    /** Store time of the last consumed message. */
    lastConsumedAt: timestamp.nullable(),
    ...delay,
    /** The group consumes, and nobody is connected to a broker: clients of a proxy (gRPC) are not visible. */
    hasUnseenClients: z.boolean(),
    partial: partial.nullable(),
    asOf: timestamp,
  }),
  errors: ['NOT_FOUND', 'BROKER_UNAVAILABLE', 'BROKER_REFUSED'],
})
export type ConsumerStatus = z.infer<typeof consumerStatus.response>

export const queueProgress = z.object({
  topic: z.string(),
  kind: z.enum(QUEUE_KINDS),
  brokerName: z.string(),
  queueId: z.int(),
  /** The offset that the next stored message gets. */
  brokerOffset: int64,
  /** The offset that the group consumes next. */
  consumerOffset: int64,
  /** Messages between the two. */
  difference: int64,
  /** The client that holds the queue; null when nobody does, or nobody has told. */
  clientId: z.string().nullable(),
  /** Store time of the last consumed message. */
  lastConsumedAt: timestamp.nullable(),
  ...delay,
  /** The span that the queue still holds. */
  oldestStoredAt: timestamp.nullable(),
  newestStoredAt: timestamp.nullable(),
})
export type QueueProgress = z.infer<typeof queueProgress>

export const consumerProgress = endpoint({
  id: 'consumerProgress',
  method: 'GET',
  path: '/instances/{instanceId}/groups/{group}/progress',
  summary: 'How far a group has come in each queue, who holds it, and the time that it lags behind.',
  access: 'signedIn',
  params: consumerGroupParams,
  response: listOf(queueProgress).extend({
    /** BROADCASTING: the progress is on the clients, and there are no rows. */
    messageModel: z.enum(MESSAGE_MODELS).nullable(),
    unasked: z.array(unasked),
  }),
  errors: ['NOT_FOUND', 'BROKER_UNAVAILABLE', 'BROKER_REFUSED'],
})
