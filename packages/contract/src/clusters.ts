/** RocketMQ clusters that the console manages, and their brokers. */
import { namesrvAddrProblem } from '@gantry/rules'
import { z } from 'zod'
import { int64, listOf, partial, ruled, timestamp } from './common.ts'
import { endpoint } from './endpoint.ts'

const name = z.string().trim().min(1).max(64)
/** Each address is checked against the administrator's allow-list before any connection is made. */
const namesrvAddr = ruled(z.string().trim().max(1_024), namesrvAddrProblem)
const accessKey = z.string().min(1).max(256)
const secretKey = z.string().min(1).max(256)

export const cluster = z.object({
  clusterId: z.string(),
  name,
  namesrvAddr: z.string(),
  tls: z.boolean(),
  /** Shown to administrators. */
  accessKey: z.string().nullable(),
  /** A secret is never shown; this says whether one is kept. */
  hasSecretKey: z.boolean(),
  /** No change reaches this cluster while it is on. */
  readOnly: z.boolean(),
  version: z.int(),
  createdAt: timestamp,
})
export type Cluster = z.infer<typeof cluster>

export const brokerSummary = z.object({
  clusterName: z.string(),
  brokerName: z.string(),
  brokerId: z.int(),
  role: z.enum(['MASTER', 'REPLICA']),
  addr: z.string(),
  /** Undefined figures: the broker did not answer. */
  isOnline: z.boolean(),
  release: z.string().nullable(),
  inTps: z.number().nullable(),
  outTps: z.number().nullable(),
  /** 0 to 1: how full the disk of the commit log is. */
  diskRatio: z.number().nullable(),
  /** Messages since midnight by the broker's clock. */
  putToday: int64.nullable(),
  getToday: int64.nullable(),
  bootedAt: timestamp.nullable(),
})
export type BrokerSummary = z.infer<typeof brokerSummary>

export const clusterState = z.object({
  state: z.enum(['UP', 'DEGRADED', 'DOWN']),
  brokers: z.array(brokerSummary),
  partial: partial.nullable(),
  asOf: timestamp,
})

export const clusterView = endpoint({
  id: 'clusterView',
  method: 'GET',
  path: '/clusters/{clusterId}',
  summary: 'One cluster with its brokers, as they are now.',
  access: 'signedIn',
  params: z.object({ clusterId: z.string() }),
  response: z.object({ cluster, live: clusterState }),
  errors: ['NOT_FOUND'],
})

export const clusterList = endpoint({
  id: 'clusterList',
  method: 'GET',
  path: '/clusters',
  summary: 'Every cluster, each with its state now.',
  access: 'signedIn',
  response: listOf(z.object({ cluster, live: clusterState })),
})

const clusterSettings = z.strictObject({
  name,
  namesrvAddr,
  tls: z.boolean().default(false),
  accessKey: accessKey.optional(),
  secretKey: secretKey.optional(),
})

export const clusterTest = endpoint({
  id: 'clusterTest',
  method: 'POST',
  path: '/clusters/test',
  summary: 'Tries to connect with the given settings and says what is wrong. Nothing is saved.',
  access: 'administrator',
  body: clusterSettings.partial({ name: true }).extend({
    /** Take the secret kept for this cluster when none is given. */
    clusterId: z.string().optional(),
  }),
  response: z.object({
    ok: z.boolean(),
    checks: z.array(
      z.object({
        check: z.enum(['address', 'connection', 'nameServer', 'brokers', 'credentials', 'clock']),
        ok: z.boolean(),
        /** One sentence: what was found, or what to do. */
        message: z.string(),
      }),
    ),
    clusterNames: z.array(z.string()),
    brokers: z.int(),
  }),
  errors: ['NOT_FOUND'],
})

export const clusterCreate = endpoint({
  id: 'clusterCreate',
  method: 'POST',
  path: '/clusters',
  summary: 'Adds a cluster.',
  access: 'administrator',
  status: 201,
  body: clusterSettings,
  response: cluster,
  errors: ['CONFLICT'],
})

export const clusterUpdate = endpoint({
  id: 'clusterUpdate',
  method: 'PATCH',
  path: '/clusters/{clusterId}',
  summary: 'Changes a cluster. A secret that is left out stays as it is.',
  access: 'administrator',
  params: z.object({ clusterId: z.string() }),
  body: z.strictObject({
    name: name.optional(),
    namesrvAddr: namesrvAddr.optional(),
    tls: z.boolean().optional(),
    /** Null: the brokers ask for no keys any more; the secret is forgotten, too. */
    accessKey: accessKey.nullable().optional(),
    secretKey: secretKey.optional(),
    readOnly: z.boolean().optional(),
    version: z.int(),
  }),
  response: cluster,
  errors: ['NOT_FOUND', 'CONFLICT'],
})

export const clusterDelete = endpoint({
  id: 'clusterDelete',
  method: 'DELETE',
  path: '/clusters/{clusterId}',
  summary: 'Forgets a cluster that has no instance left. Nothing changes on its brokers.',
  access: 'administrator',
  params: z.object({ clusterId: z.string() }),
  errors: ['NOT_FOUND', 'IN_USE'],
})
