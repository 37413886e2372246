/** Consumer groups of an instance. */
import { GROUP_LENGTH, groupProblem, REPAIR_CHOICES, RESOURCE_STATES } from '@gantry/rules'
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
import { MESSAGE_MODELS } from './consumers.ts'
import { endpoint } from './endpoint.ts'
import { description } from './instances.ts'

export const PROTOCOLS = ['TCP', 'HTTP'] as const

export const group = z.object({
  group: z.string(),
  wireGroup: z.string(),
  protocol: z.enum(PROTOCOLS),
  description: z.string(),
  state: z.enum(RESOURCE_STATES),
  isOnline: z.boolean().nullable(),
  clients: z.int().nullable(),
  messageModel: z.enum(MESSAGE_MODELS).nullable(),
  /** Stored and not yet consumed; null where the group keeps its progress to itself or brokers did not answer. */
  accumulated: int64.nullable(),
  consumeTps: z.number().nullable(),
  /** Store time of the last consumed message. */
  lastConsumedAt: timestamp.nullable(),
  version: z.int(),
  createdAt: timestamp.nullable(),
  /** ID of another tenant account that has made it with a grant to subscribe; null where the instance's own has. */
  madeByAccount: z.string().nullable(),
  /** False: a grant names it to the caller, who uses it, and neither changes nor deletes it. */
  isChangeable: z.boolean(),
})
export type Group = z.infer<typeof group>

const groupParams = instanceParams.extend({ group: z.string().min(1).max(255) })

export const groupList = endpoint({
  id: 'groupList',
  method: 'GET',
  path: '/instances/{instanceId}/groups',
  summary: 'Groups of an instance with their live state.',
  access: 'signedIn',
  params: instanceParams,
  query: listQuery.extend({ protocol: z.enum(PROTOCOLS).optional() }),
  response: listOf(group),
  errors: ['NOT_FOUND', 'BROKER_UNAVAILABLE'],
})

export const groupView = endpoint({
  id: 'groupView',
  method: 'GET',
  path: '/instances/{instanceId}/groups/{group}',
  summary: 'One group with its live state.',
  access: 'signedIn',
  params: groupParams,
  response: z.object({ group, partial: partial.nullable(), asOf: timestamp }),
  errors: ['NOT_FOUND', 'BROKER_UNAVAILABLE'],
})

export const groupCreate = endpoint({
  id: 'groupCreate',
  method: 'POST',
  path: '/instances/{instanceId}/groups',
  summary: 'Makes a group on every broker of the cluster. Its ID and protocol never change.',
  access: 'signedIn',
  status: 201,
  params: instanceParams,
  body: z.strictObject({
    group: ruled(z.string(), groupProblem, named(GROUP_LENGTH, '^(CID|GID)[A-Za-z0-9_-]+$')),
    protocol: z.enum(PROTOCOLS).default('TCP'),
    description: description.default(''),
  }),
  response: z.object({ group, outcomes: z.array(brokerOutcome) }),
  errors: ['NOT_FOUND', 'CONFLICT', 'BROKER_UNAVAILABLE', 'BROKER_REFUSED'],
})

export const groupUpdate = endpoint({
  id: 'groupUpdate',
  method: 'PATCH',
  path: '/instances/{instanceId}/groups/{group}',
  summary: 'Changes the description.',
  access: 'signedIn',
  params: groupParams,
  body: z.strictObject({ description, version: z.int() }),
  response: group,
  errors: ['NOT_FOUND', 'CONFLICT', 'BROKER_UNAVAILABLE'],
})

export const groupRepair = endpoint({
  id: 'groupRepair',
  method: 'POST',
  path: '/instances/{instanceId}/groups/{group}/repair',
  summary: 'Settles a group that is not everywhere it should be.',
  access: 'signedIn',
  params: groupParams,
  body: z.strictObject({ action: z.enum(REPAIR_CHOICES) }),
  response: z.object({ group: group.nullable(), outcomes: z.array(brokerOutcome) }),
  errors: ['NOT_FOUND', 'CONFLICT', 'BROKER_UNAVAILABLE', 'BROKER_REFUSED'],
})

export const groupDelete = endpoint({
  id: 'groupDelete',
  method: 'DELETE',
  path: '/instances/{instanceId}/groups/{group}',
  summary: 'Deletes a group: clients that connect afterwards are refused, connected ones are not cut off.',
  access: 'signedIn',
  params: groupParams,
  query: z.object({ confirm: z.string().max(255) }),
  errors: ['NOT_FOUND', 'BROKER_UNAVAILABLE', 'BROKER_REFUSED'],
})

export const groupSubscriptions = endpoint({
  id: 'groupSubscriptions',
  method: 'GET',
  path: '/instances/{instanceId}/groups/{group}/subscriptions',
  summary: 'Topics that the group subscribes to, with tags and backlog.',
  access: 'signedIn',
  params: groupParams,
  response: listOf(
    z.object({
      topic: z.string(),
      expression: z.string().nullable(),
      expressionType: z.enum(['TAG', 'SQL92']).nullable(),
      isOnline: z.boolean(),
      accumulated: int64.nullable(),
    }),
  ),
  errors: ['NOT_FOUND', 'BROKER_UNAVAILABLE'],
})

export const SAMPLE_LANGUAGES = ['java', 'go', 'python', 'nodejs', 'cpp', 'csharp', 'php'] as const

export const groupSampleCode = endpoint({
  id: 'groupSampleCode',
  method: 'GET',
  path: '/instances/{instanceId}/groups/{group}/sample-code',
  summary: 'Programs that produce and consume, with this instance, topic and group filled in.',
  access: 'signedIn',
  params: groupParams,
  query: z.object({ topic: z.string().max(255).optional() }),
  response: z.object({
    samples: z.array(
      z.object({
        language: z.enum(SAMPLE_LANGUAGES),
        purpose: z.enum(['produce', 'consume']),
        fileName: z.string(),
        /** How to install the client and run the file. */
        howToRun: z.string(),
        code: z.string(),
      }),
    ),
  }),
  errors: ['NOT_FOUND', 'BROKER_UNAVAILABLE'],
})
