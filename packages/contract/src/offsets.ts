/** Where a group goes on: its offsets moved, with a preview, a record and a way back. */
import { z } from 'zod'
import { brokerOutcome, instanceParams, int64, listOf, timestamp } from './common.ts'
import { endpoint } from './endpoint.ts'

const groupParams = instanceParams.extend({ group: z.string().min(1).max(255) })
const resetParams = groupParams.extend({ resetId: z.string().min(1).max(64) })
const topicName = z.string().min(1).max(255)

export const resetTarget = z.union([
  z.enum(['latest', 'earliest']),
  /** The first message stored at or after this time. */
  z.strictObject({ time: timestamp }),
  /** One queue alone, exactly there. */
  z.strictObject({
    queue: z.strictObject({ brokerName: z.string().min(1).max(255), queueId: z.int().min(0) }),
    offset: int64,
  }),
])
export type ResetTarget = z.infer<typeof resetTarget>

/** How a broker takes a reset: it keeps it, the offset is written for nobody is online, or its clients are told. */
export const RESET_WAYS = ['KEPT_BY_BROKER', 'WRITTEN', 'TOLD_TO_CLIENTS'] as const

const queueReset = z.object({
  brokerName: z.string(),
  queueId: z.int(),
  /** Null: the group had no offset there. */
  before: int64.nullable(),
  after: int64,
  /** Messages that the group does not get any more. */
  skipped: int64,
  /** Messages that it gets once more. */
  repeated: int64,
  /** False: the broker refused, and the queue stands where it stood. */
  ok: z.boolean(),
})
export type QueueReset = z.infer<typeof queueReset>

const resetOutcome = brokerOutcome.extend({ way: z.enum(RESET_WAYS).nullable() })
export type ResetOutcome = z.infer<typeof resetOutcome>

const reset = {
  topic: z.string(),
  /** Null for an undo. */
  to: resetTarget.nullable(),
  queues: z.array(queueReset),
  skipped: int64,
  repeated: int64,
  /** One for each broker; what one could not do is said here, beside what the others did. */
  outcomes: z.array(resetOutcome),
  /** The reset that this one takes back. */
  undoOf: z.string().nullable(),
}

const storedRange = {
  /** Store time of the oldest and the newest message of the topic; null when it is empty. */
  oldestStoredAt: timestamp.nullable(),
  newestStoredAt: timestamp.nullable(),
}

const resetResult = z.object({
  /** Null for a dry run: nothing was changed, and nothing is kept. */
  resetId: z.string().nullable(),
  ...reset,
  ...storedRange,
  /** Clients take it over within half a minute. */
  isOnline: z.boolean(),
  /** Messages that wait to be delivered again: a reset does not skip them. Null where brokers did not answer. */
  inRetry: int64.nullable(),
  /** The same with RocketMQ's own tool. */
  command: z.string(),
  asOf: timestamp,
})
export type ResetResult = z.infer<typeof resetResult>

const keptReset = z.object({
  resetId: z.string(),
  ...reset,
  /** The reset that took this one back. */
  undoneBy: z.string().nullable(),
  username: z.string(),
  createdAt: timestamp,
})
export type KeptReset = z.infer<typeof keptReset>

export const offsetRange = endpoint({
  id: 'offsetRange',
  method: 'GET',
  path: '/instances/{instanceId}/groups/{group}/offset-resets/range',
  summary: 'Between which times a topic holds messages: where a reset can go.',
  access: 'signedIn',
  params: groupParams,
  query: z.object({ topic: topicName }),
  response: z.object({ topic: z.string(), ...storedRange }),
  errors: ['NOT_FOUND', 'BROKER_UNAVAILABLE', 'BROKER_REFUSED'],
})

export const offsetReset = endpoint({
  id: 'offsetReset',
  method: 'POST',
  path: '/instances/{instanceId}/groups/{group}/offset-resets',
  summary: 'Moves the offsets of a group on one topic; a dry run says what would be.',
  access: 'signedIn',
  params: groupParams,
  body: z.strictObject({ topic: topicName, to: resetTarget, dryRun: z.boolean().default(false) }),
  response: resetResult,
  errors: [
    'NOT_FOUND',
    'GROUP_BROADCASTING',
    'UNSUPPORTED_BY_CLUSTER',
    'BROKER_UNAVAILABLE',
    'BROKER_REFUSED',
  ],
})

export const offsetResetList = endpoint({
  id: 'offsetResetList',
  method: 'GET',
  path: '/instances/{instanceId}/groups/{group}/offset-resets',
  summary: 'Resets of a group, the last one first.',
  access: 'signedIn',
  params: groupParams,
  response: listOf(keptReset),
  errors: ['NOT_FOUND'],
})

export const offsetResetUndo = endpoint({
  id: 'offsetResetUndo',
  method: 'POST',
  path: '/instances/{instanceId}/groups/{group}/offset-resets/{resetId}/undo',
  summary: 'Moves the offsets back to what they were before a reset, as far as that is still stored.',
  access: 'signedIn',
  params: resetParams,
  body: z.strictObject({ dryRun: z.boolean().default(false) }),
  response: resetResult,
  errors: [
    'NOT_FOUND',
    'CONFLICT',
    'GROUP_BROADCASTING',
    'UNSUPPORTED_BY_CLUSTER',
    'BROKER_UNAVAILABLE',
    'BROKER_REFUSED',
  ],
})
