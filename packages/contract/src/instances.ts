/** Instances: a tenant's slice of a cluster. */
import { DESCRIPTION_LENGTH, INSTANCE_NAME_LENGTH, rangeProblem, SPECIFICATION_RANGES } from '@gantry/rules'
import { z } from 'zod'
import { instanceParams, listOf, listQuery, partial, ruled, timestamp } from './common.ts'
import { endpoint } from './endpoint.ts'

const name = z.string().trim().min(INSTANCE_NAME_LENGTH.min).max(INSTANCE_NAME_LENGTH.max)
export const description = z.string().max(DESCRIPTION_LENGTH.max)
const ranged = (field: keyof typeof SPECIFICATION_RANGES) =>
  ruled(z.number(), value => rangeProblem(value, SPECIFICATION_RANGES[field]), {
    type: 'integer',
    minimum: SPECIFICATION_RANGES[field].min,
    maximum: SPECIFICATION_RANGES[field].max,
  })

export const specification = z.strictObject({
  maxTopics: ranged('maxTopics'),
  /** Messages produced each second. */
  inboundTps: ranged('inboundTps'),
  /** Messages consumed each second. */
  outboundTps: ranged('outboundTps'),
})

export const instance = z.object({
  instanceId: z.string(),
  /** The tenant account that owns it. */
  accountId: z.string(),
  name: z.string(),
  description: z.string(),
  clusterId: z.string(),
  clusterName: z.string(),
  /** Fixed for good: names on the wire are `<instanceId>%<name>`. The default instance has none. */
  hasNamespace: z.boolean(),
  isDefault: z.boolean(),
  state: z.enum(['RUNNING', 'DEGRADED', 'UNREACHABLE']),
  /** The caller sees what was granted to it, and nothing else: all figures are of that alone. */
  isGranted: z.boolean(),
  /** Null for who sees parts of it. */
  specification: z.object({ maxTopics: z.int(), inboundTps: z.int(), outboundTps: z.int() }).nullable(),
  topicsUsed: z.int().nullable(),
  groups: z.int().nullable(),
  /** Messages each second, now; null when the brokers do not say. */
  inTps: z.number().nullable(),
  outTps: z.number().nullable(),
  version: z.int(),
  createdAt: timestamp,
})
export type Instance = z.infer<typeof instance>

export const instanceEndpoint = z.object({
  protocol: z.enum(['TCP']),
  /** What clients are configured with: `<instanceId>.<domain>:<port>` where a domain is set. */
  address: z.string(),
  /** The name servers themselves, for networks where that name is not served. */
  plainAddress: z.string(),
  /** To set beside the plain address. */
  namespace: z.string().nullable(),
})

export const instanceList = endpoint({
  id: 'instanceList',
  method: 'GET',
  path: '/instances',
  summary: 'Instances, with what they use now.',
  access: 'signedIn',
  query: listQuery,
  response: listOf(instance),
})

export const instanceView = endpoint({
  id: 'instanceView',
  method: 'GET',
  path: '/instances/{instanceId}',
  summary: 'One instance.',
  access: 'signedIn',
  params: instanceParams,
  response: z.object({
    instance,
    endpoints: z.array(instanceEndpoint),
    partial: partial.nullable(),
    asOf: timestamp,
  }),
  errors: ['NOT_FOUND'],
})

export const instanceCreate = endpoint({
  id: 'instanceCreate',
  method: 'POST',
  path: '/instances',
  summary: 'Makes an instance.',
  access: 'signedIn',
  status: 201,
  body: z.strictObject({
    name,
    description: description.default(''),
    clusterId: z.string().min(1),
    /** The tenant account that is to own it: the caller's, or for administrators the first one, unless given. */
    accountId: z.string().max(12).optional(),
    hasNamespace: z.boolean().default(true),
    specification,
  }),
  response: instance,
  errors: ['NOT_FOUND', 'CONFLICT'],
})

export const instanceUpdate = endpoint({
  id: 'instanceUpdate',
  method: 'PATCH',
  path: '/instances/{instanceId}',
  summary: 'Changes name, description or specification. Below what is in use is refused.',
  access: 'signedIn',
  params: instanceParams,
  body: z.strictObject({
    name: name.optional(),
    description: description.optional(),
    specification: specification.optional(),
    version: z.int(),
  }),
  response: instance,
  errors: ['NOT_FOUND', 'CONFLICT', 'LIMIT_EXCEEDED', 'BROKER_UNAVAILABLE'],
})

export const instanceDelete = endpoint({
  id: 'instanceDelete',
  method: 'DELETE',
  path: '/instances/{instanceId}',
  summary: 'Deletes an instance that holds nothing any more.',
  access: 'signedIn',
  params: instanceParams,
  query: z.object({
    /** While brokers do not answer nobody knows what they hold: `forget` deletes the instance all the same. */
    ifUnreachable: z.enum(['refuse', 'forget']).default('refuse'),
  }),
  errors: ['NOT_FOUND', 'IN_USE', 'BROKER_UNAVAILABLE'],
})
