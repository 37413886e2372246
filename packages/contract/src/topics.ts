/** Topics of an instance. */
import { MESSAGE_TYPES, REPAIR_CHOICES, RESOURCE_STATES, TOPIC_LENGTH, topicProblem } from '@gantry/rules'
import { z } from 'zod'
import {
  brokerOutcome,
  instanceParams,
  int64,
  listOf,
  listQuery,
  named,
  partial,
  ruled,
  timestamp,
} from './common.ts'
import { endpoint } from './endpoint.ts'
import { description } from './instances.ts'
import { AUTHORISATIONS } from './sight.ts'

export const topic = z.object({
  topic: z.string(),
  /** Name on the brokers, namespace included. */
  wireTopic: z.string(),
  messageType: z.enum(MESSAGE_TYPES).nullable(),
  description: z.string(),
  /** Whether it is where it should be. */
  state: z.enum(RESOURCE_STATES),
  /** Brokers that hold it. */
  brokerNames: z.array(z.string()),
  /** On all brokers together. */
  readQueueNums: z.int(),
  writeQueueNums: z.int(),
  /** 4 read, 2 write. */
  perm: z.int(),
  /** Of the description; -1 where there is none in the database. */
  version: z.int(),
  createdAt: timestamp.nullable(),
  /** What the caller may do with its messages by grants; null for who sees the whole instance. */
  granted: z.enum(AUTHORISATIONS).nullable(),
})
export type Topic = z.infer<typeof topic>

export const topicParams = instanceParams.extend({ topic: z.string().min(1).max(255) })

export const topicList = endpoint({
  id: 'topicList',
  method: 'GET',
  path: '/instances/{instanceId}/topics',
  summary: 'Topics of an instance, as the brokers have them now.',
  access: 'signedIn',
  params: instanceParams,
  query: listQuery.extend({ messageType: z.enum(MESSAGE_TYPES).optional() }),
  response: listOf(topic),
  errors: ['NOT_FOUND', 'BROKER_UNAVAILABLE'],
})

export const topicView = endpoint({
  id: 'topicView',
  method: 'GET',
  path: '/instances/{instanceId}/topics/{topic}',
  summary: 'One topic with its queues.',
  access: 'signedIn',
  params: topicParams,
  response: z.object({
    topic,
    queues: z.array(
      z.object({
        brokerName: z.string(),
        queueId: z.int(),
        minOffset: int64,
        maxOffset: int64,
        /** Null where nothing was stored yet. */
        lastUpdateAt: timestamp.nullable(),
      }),
    ),
    attributes: z.record(z.string(), z.string()),
    partial: partial.nullable(),
    asOf: timestamp,
  }),
  errors: ['NOT_FOUND', 'BROKER_UNAVAILABLE'],
})

export const topicRoutes = endpoint({
  id: 'topicRoutes',
  method: 'GET',
  path: '/instances/{instanceId}/topics/{topic}/routes',
  summary: 'The route that clients get from the name server.',
  access: 'signedIn',
  params: topicParams,
  response: z.object({
    queueDatas: z.array(
      z.object({ brokerName: z.string(), readQueueNums: z.int(), writeQueueNums: z.int(), perm: z.int() }),
    ),
    brokerDatas: z.array(
      z.object({
        cluster: z.string(),
        brokerName: z.string(),
        brokerAddrs: z.record(z.string(), z.string()),
      }),
    ),
  }),
  errors: ['NOT_FOUND', 'BROKER_UNAVAILABLE'],
})

export const topicSubscriptions = endpoint({
  id: 'topicSubscriptions',
  method: 'GET',
  path: '/instances/{instanceId}/topics/{topic}/subscriptions',
  summary: 'Groups that subscribe to the topic.',
  access: 'signedIn',
  params: topicParams,
  response: listOf(
    z.object({
      group: z.string(),
      isOnline: z.boolean(),
      clients: z.int(),
      /** Tags or condition; null while nobody is connected to tell. */
      expression: z.string().nullable(),
      expressionType: z.enum(['TAG', 'SQL92']).nullable(),
      messageModel: z.enum(['CLUSTERING', 'BROADCASTING']).nullable(),
      /** Stored and not yet consumed; null for a broadcasting group, which keeps its progress to itself. */
      accumulated: int64.nullable(),
    }),
  ),
  errors: ['NOT_FOUND', 'BROKER_UNAVAILABLE'],
})

export const topicProducers = endpoint({
  id: 'topicProducers',
  method: 'GET',
  path: '/instances/{instanceId}/topics/{topic}/producers',
  summary: 'Producer clients connected to the brokers of the topic, by producer group.',
  access: 'signedIn',
  params: topicParams,
  response: listOf(
    z.object({
      producerGroup: z.string(),
      clientId: z.string(),
      clientAddr: z.string(),
      language: z.string(),
      release: z.string().nullable(),
    }),
  ),
  errors: ['NOT_FOUND', 'BROKER_UNAVAILABLE', 'UNSUPPORTED_BY_CLUSTER'],
})

export const topicCreate = endpoint({
  id: 'topicCreate',
  method: 'POST',
  path: '/instances/{instanceId}/topics',
  summary:
    'Makes a topic on every broker of the cluster; a globally ordered one has one queue on one broker.',
  access: 'signedIn',
  status: 201,
  params: instanceParams,
  body: z.strictObject({
    topic: ruled(z.string(), topicProblem, named(TOPIC_LENGTH, '^(?!CID|GID)[A-Za-z0-9_-]+$')),
    messageType: z.enum(MESSAGE_TYPES),
    description: description.default(''),
  }),
  response: z.object({ topic, outcomes: z.array(brokerOutcome) }),
  errors: ['NOT_FOUND', 'CONFLICT', 'LIMIT_EXCEEDED', 'BROKER_UNAVAILABLE', 'BROKER_REFUSED'],
})

export const topicUpdate = endpoint({
  id: 'topicUpdate',
  method: 'PATCH',
  path: '/instances/{instanceId}/topics/{topic}',
  summary: 'Changes the description.',
  access: 'signedIn',
  params: topicParams,
  body: z.strictObject({ description, version: z.int() }),
  response: topic,
  errors: ['NOT_FOUND', 'CONFLICT', 'BROKER_UNAVAILABLE'],
})

export const topicRepair = endpoint({
  id: 'topicRepair',
  method: 'POST',
  path: '/instances/{instanceId}/topics/{topic}/repair',
  summary: 'Settles a topic that is not everywhere it should be.',
  access: 'signedIn',
  params: topicParams,
  body: z.strictObject({ action: z.enum(REPAIR_CHOICES) }),
  response: z.object({ topic: topic.nullable(), outcomes: z.array(brokerOutcome) }),
  errors: ['NOT_FOUND', 'CONFLICT', 'BROKER_UNAVAILABLE', 'BROKER_REFUSED'],
})

export const topicDelete = endpoint({
  id: 'topicDelete',
  method: 'DELETE',
  path: '/instances/{instanceId}/topics/{topic}',
  summary: 'Deletes a topic from every broker: producers and consumers stop at once.',
  access: 'signedIn',
  params: topicParams,
  query: z.object({
    /** The topic's name once more, so that nobody deletes by accident. */
    confirm: z.string().max(255),
  }),
  errors: ['NOT_FOUND', 'BROKER_UNAVAILABLE', 'BROKER_REFUSED'],
})
