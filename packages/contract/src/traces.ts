/** Traces of messages: query tasks that run in the background, and what they found. */
import { ATTEMPT_STATUSES, CONSUMPTION_STATUSES, SENDING_STATUSES } from '@gantry/rules'
import { z } from 'zod'
import { instanceParams, listOf, timestamp } from './common.ts'
import { endpoint } from './endpoint.ts'

export const TRACE_TASK_STATES = ['QUERYING', 'QUERY_COMPLETED', 'FAILED'] as const
export const DEFAULT_TRACE_TOPIC = 'RMQ_SYS_TRACE_TOPIC'
export const TRACE_MESSAGE_TYPES = ['NORMAL', 'TRANSACTIONAL', 'DELAYED', 'ORDERED'] as const

const taskParams = instanceParams.extend({ taskId: z.string().min(1).max(64) })

export const traceTask = z.object({
  taskId: z.string(),
  state: z.enum(TRACE_TASK_STATES),
  by: z.enum(['messageId', 'key', 'topic']),
  topic: z.string(),
  messageId: z.string().nullable(),
  key: z.string().nullable(),
  around: timestamp.nullable(),
  from: timestamp.nullable(),
  to: timestamp.nullable(),
  traceTopic: z.string(),
  /** Trace messages read so far, and in all where that is known. */
  done: z.int(),
  total: z.int().nullable(),
  /** Traces. */
  found: z.int(),
  /** There were more than a task keeps. */
  isCut: z.boolean(),
  error: z.string().nullable(),
  username: z.string(),
  createdAt: timestamp,
  finishedAt: timestamp.nullable(),
  expiresAt: timestamp,
})
export type TraceTask = z.infer<typeof traceTask>

export const trace = z.object({
  messageId: z.string(),
  topic: z.string(),
  /** Null where no record of the sending was found. */
  producer: z
    .object({
      status: z.enum(SENDING_STATUSES),
      sentAt: timestamp,
      costMs: z.int(),
      host: z.string(),
      /** Address and process ID out of the message ID. */
      client: z.string().nullable(),
      group: z.string(),
    })
    .nullable(),
  message: z.object({
    region: z.string().nullable(),
    storeHost: z.string().nullable(),
    messageType: z.enum(TRACE_MESSAGE_TYPES).nullable(),
    tag: z.string().nullable(),
    key: z.string().nullable(),
    bodyBytes: z.int().nullable(),
    offsetMessageId: z.string().nullable(),
    dueAt: timestamp.nullable(),
    /** How often the broker asked for the state of its transaction. */
    transactionChecks: z.int(),
    isRecalled: z.boolean(),
  }),
  consumers: z.array(
    z.object({
      group: z.string(),
      status: z.enum(CONSUMPTION_STATUSES),
      attempts: z.array(
        z.object({
          status: z.enum(ATTEMPT_STATUSES),
          /** 1 for the first delivery. */
          attempt: z.int(),
          deliveredAt: timestamp.nullable(),
          costMs: z.int().nullable(),
          host: z.string(),
          /** How the listener ended, in RocketMQ's word. */
          returnType: z.string().nullable(),
        }),
      ),
    }),
  ),
})
export type Trace = z.infer<typeof trace>

export const traceTaskList = endpoint({
  id: 'traceTaskList',
  method: 'GET',
  path: '/instances/{instanceId}/trace-tasks',
  summary: 'Trace query tasks of the last seven days, newest first.',
  access: 'signedIn',
  params: instanceParams,
  query: z.object({
    cursor: z.string().max(512).optional(),
    limit: z.coerce.number().int().min(1).max(500).default(50),
  }),
  response: listOf(traceTask),
  errors: ['NOT_FOUND'],
})

export const traceTaskCreate = endpoint({
  id: 'traceTaskCreate',
  method: 'POST',
  path: '/instances/{instanceId}/trace-tasks',
  summary: 'Starts a query by message ID, by key (up to 1,000 traces), or by topic and time.',
  access: 'signedIn',
  status: 201,
  params: instanceParams,
  body: z
    .strictObject({
      topic: z.string().trim().min(1).max(255),
      messageId: z.string().trim().min(1).max(128).optional(),
      key: z.string().trim().min(1).max(128).optional(),
      /** With a message ID: about when it was sent; nothing older is looked at. */
      around: timestamp.optional(),
      /** By topic: when it was sent. */
      from: timestamp.optional(),
      to: timestamp.optional(),
      traceTopic: z.string().trim().min(1).max(255).default(DEFAULT_TRACE_TOPIC),
    })
    .refine(
      ({ messageId, key, from, to }) =>
        [messageId, key, from ?? to].filter(choice => choice !== undefined).length === 1,
      { path: ['messageId'], message: 'Give a message ID, or a key, or a time range: one of the three.' },
    )
    .refine(({ from, to }) => (from === undefined) === (to === undefined), {
      path: ['to'],
      message: 'A time range has two ends.',
    })
    .refine(({ from, to }) => from === undefined || to === undefined || from < to, {
      path: ['to'],
      message: 'The end comes after the beginning.',
    }),
  response: traceTask,
  errors: ['NOT_FOUND', 'BROKER_UNAVAILABLE', 'BROKER_REFUSED'],
})

export const traceTaskView = endpoint({
  id: 'traceTaskView',
  method: 'GET',
  path: '/instances/{instanceId}/trace-tasks/{taskId}',
  summary: 'How far a task has come.',
  access: 'signedIn',
  params: taskParams,
  response: traceTask,
  errors: ['NOT_FOUND'],
})

export const traceList = endpoint({
  id: 'traceList',
  method: 'GET',
  path: '/instances/{instanceId}/trace-tasks/{taskId}/traces',
  summary: 'What a task has found, newest sending first.',
  access: 'signedIn',
  params: taskParams,
  query: z.object({
    cursor: z.string().max(512).optional(),
    limit: z.coerce.number().int().min(1).max(100).default(20),
  }),
  response: listOf(trace),
  errors: ['NOT_FOUND'],
})

export const traceTaskDelete = endpoint({
  id: 'traceTaskDelete',
  method: 'DELETE',
  path: '/instances/{instanceId}/trace-tasks/{taskId}',
  summary: 'Stops a task and forgets what it found.',
  access: 'signedIn',
  params: taskParams,
  errors: ['NOT_FOUND'],
})
