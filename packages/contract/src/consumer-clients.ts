/** Connected clients of a group, and what one says of itself. */
import { z } from 'zod'
import { int64, listOf, timestamp } from './common.ts'
import { consumerGroupParams, unasked } from './consumers.ts'
import { endpoint } from './endpoint.ts'

export const clientParams = consumerGroupParams.extend({ clientId: z.string().min(1).max(255) })

export const consumerClient = z.object({
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
  params: consumerGroupParams,
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
