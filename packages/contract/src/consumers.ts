/** What the consumers of a group are doing now: how far they are, who is connected, what their threads wait for. */
import { z } from 'zod'
import { instanceParams, int64, listOf, partial, timestamp } from './common.ts'
import { endpoint } from './endpoint.ts'

const groupParams = instanceParams.extend({ group: z.string().min(1).max(255) })
const clientParams = groupParams.extend({ clientId: z.string().min(1).max(255) })

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
const unasked = z.object({ clientId: z.string(), reason: z.string() })

const subscriptionDifference = z.object({
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
  params: groupParams,
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

const queueProgress = z.object({
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
  params: groupParams,
  response: listOf(queueProgress).extend({
    /** BROADCASTING: the progress is on the clients, and there are no rows. */
    messageModel: z.enum(MESSAGE_MODELS).nullable(),
    unasked: z.array(unasked),
  }),
  errors: ['NOT_FOUND', 'BROKER_UNAVAILABLE', 'BROKER_REFUSED'],
})

const consumerClient = z.object({
  clientId: z.string(),
  /** `host:port` as the brokers see it: the public one behind a gateway. */
  clientAddr: z.string(),
  /** As the client calls itself in its ID; null where the ID does not tell. */
  host: z.string().nullable(),
  processId: z.int().nullable(),
  language: z.string(),
  release: z.string().nullable(),
  brokerNames: z.array(z.string()),
  /** What waits in the queues that the client holds; null where it did not tell them. */
  accumulated: int64.nullable(),
})
export type ConsumerClient = z.infer<typeof consumerClient>

export const consumerClientList = endpoint({
  id: 'consumerClientList',
  method: 'GET',
  path: '/instances/{instanceId}/groups/{group}/clients',
  summary: 'Connected clients of the group.',
  access: 'signedIn',
  params: groupParams,
  response: listOf(consumerClient).extend({
    unasked: z.array(unasked),
    hasUnseenClients: z.boolean(),
  }),
  errors: ['NOT_FOUND', 'BROKER_UNAVAILABLE', 'BROKER_REFUSED'],
})

export const consumerClientView = endpoint({
  id: 'consumerClientView',
  method: 'GET',
  path: '/instances/{instanceId}/groups/{group}/clients/{clientId}',
  summary: 'What one connected client says of itself.',
  access: 'signedIn',
  params: clientParams,
  response: z.object({
    client: consumerClient,
    startedAt: timestamp.nullable(),
    /** Threads that consume, as far as the client tells. */
    consumeThreads: z.int().nullable(),
    consumeType: z.string().nullable(),
    isOrdered: z.boolean().nullable(),
    subscriptions: z.array(z.object({ topic: z.string(), expression: z.string() })),
    /** Over the last minute, failures over the last hour. */
    topics: z.array(
      z.object({
        topic: z.string(),
        pullRtMs: z.number(),
        pullTps: z.number(),
        consumeRtMs: z.number(),
        consumeOkTps: z.number(),
        consumeFailedTps: z.number(),
        failedInLastHour: int64,
      }),
    ),
    queues: z.array(
      z.object({
        topic: z.string(),
        brokerName: z.string(),
        queueId: z.int(),
        /** Pulled and not consumed yet. */
        cachedMessages: z.int(),
        cachedMib: z.int(),
        isLocked: z.boolean(),
        lastPulledAt: timestamp.nullable(),
        lastConsumedAt: timestamp.nullable(),
      }),
    ),
    cachedMessages: z.int(),
    cachedMib: z.int(),
    /** Settings of the client as it names them. */
    properties: z.array(z.object({ name: z.string(), value: z.string() })),
    asOf: timestamp,
  }),
  errors: ['NOT_FOUND', 'CLIENT_GONE', 'CLIENT_SILENT', 'BROKER_UNAVAILABLE', 'BROKER_REFUSED'],
})
export type ConsumerClientView = z.infer<typeof consumerClientView.response>

const thread = z.object({
  name: z.string(),
  threadId: z.string().nullable(),
  /** Java's: RUNNABLE, BLOCKED, WAITING, TIMED_WAITING. */
  state: z.string(),
  isConsumeThread: z.boolean(),
  /** Waits for work. */
  isIdle: z.boolean(),
  /** Waits for a lock in each sample. */
  isBlocked: z.boolean(),
  /** Busy, and at the same place in each of several samples. */
  isStuck: z.boolean(),
  /** Innermost first, of the last sample. */
  frames: z.array(z.string()),
  /** Clients do not name locks: `place` is where the thread waits. */
  waitsFor: z.object({ lock: z.string(), place: z.string() }).nullable(),
  /** Threads inside the same method that do not wait there. */
  probableHolders: z.array(z.string()),
})
export type ConsumerThread = z.infer<typeof thread>

export const MAX_STACK_SAMPLES = 5

export const consumerStacks = endpoint({
  id: 'consumerStacks',
  method: 'GET',
  path: '/instances/{instanceId}/groups/{group}/clients/{clientId}/stack',
  summary: "A client's thread stacks, taken now; with several samples, what does not move is marked.",
  access: 'signedIn',
  params: clientParams,
  query: z.object({ samples: z.coerce.number().int().min(1).max(MAX_STACK_SAMPLES).default(1) }),
  response: z.object({
    clientId: z.string(),
    takenAt: z.array(timestamp),
    /** Consume threads first; none when the client's words are not Java's. */
    threads: z.array(thread),
    /** The last sample in the client's own words. */
    text: z.string(),
  }),
  errors: ['NOT_FOUND', 'CLIENT_GONE', 'CLIENT_SILENT', 'BROKER_UNAVAILABLE', 'BROKER_REFUSED'],
})
export type ConsumerStacks = z.infer<typeof consumerStacks.response>
