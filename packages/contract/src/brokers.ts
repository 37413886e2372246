/** Brokers of a cluster: how each does and how it is set. */
import { brokerSettingProblem, sentenceOf } from '@gantry/rules'
import { z } from 'zod'
import { brokerSummary } from './clusters.ts'
import { int64, listOf, partial, timestamp } from './common.ts'
import { endpoint } from './endpoint.ts'

const clusterParams = z.object({ clusterId: z.string().min(1).max(128) })
const brokerParams = clusterParams.extend({ brokerName: z.string().min(1).max(255) })
/** Of the processes that share a broker's name; without it the master, or while that is away the replica with the lowest ID. */
const brokerQuery = z.object({ brokerId: z.coerce.number().int().min(0).max(1_000_000).optional() })

export const brokerInList = brokerSummary.extend({
  /** Whether producers are told to write to it; null for replicas, and where no name server answers. */
  isWritable: z.boolean().nullable(),
  /** Of a master that tells. */
  replication: z
    .object({
      /** Connected to it now. */
      replicas: z.int(),
      inSync: z.int(),
      /** Of the replica that is furthest behind. */
      behindBytes: int64,
    })
    .nullable(),
})
export type BrokerInList = z.infer<typeof brokerInList>

export const brokerList = endpoint({
  id: 'brokerList',
  method: 'GET',
  path: '/clusters/{clusterId}/brokers',
  summary:
    'Every broker of a cluster, as it is now. A cluster that is away has none, and the reason stands in `partial`.',
  access: 'signedIn',
  params: clusterParams,
  response: listOf(brokerInList),
  errors: ['NOT_FOUND'],
})

const replication = z.object({
  /** End of the commit log (bytes). */
  commitLogMaxOffset: int64,
  /** What a master knows of those that are connected to it. */
  replicas: z.array(
    z.object({
      addr: z.string(),
      /** Confirmed up to here (bytes in the commit log). */
      ackOffset: int64,
      behindBytes: int64,
      isInSync: z.boolean(),
      bytesPerSecond: int64,
    }),
  ),
  /** What a replica knows of itself; null on a master. */
  source: z
    .object({
      masterAddr: z.string().nullable(),
      maxOffset: int64,
      bytesPerSecond: int64,
      lastReadAt: timestamp.nullable(),
    })
    .nullable(),
})
export type BrokerReplication = z.infer<typeof replication>

const syncStateReplica = z.object({ brokerId: z.int(), addr: z.string(), isAlive: z.boolean() })

/** What the controllers say of this broker name. */
const syncState = z.object({
  controllerAddr: z.string(),
  /** Null while there is no master. */
  masterAddr: z.string().nullable(),
  masterEpoch: z.int(),
  inSync: z.array(syncStateReplica),
  notInSync: z.array(syncStateReplica),
})
export type SyncState = z.infer<typeof syncState>

/** One name server's word. */
const writePermission = z.object({
  namesrvAddr: z.string(),
  /** Null: it does not answer, or does not know the broker. */
  isWritable: z.boolean().nullable(),
  message: z.string().optional(),
})
export type WritePermission = z.infer<typeof writePermission>

export const brokerView = endpoint({
  id: 'brokerView',
  method: 'GET',
  path: '/clusters/{clusterId}/brokers/{brokerName}',
  summary: 'One broker: what it measures, its replication, and who may write to it.',
  access: 'signedIn',
  params: brokerParams,
  query: brokerQuery,
  response: z.object({
    broker: brokerInList,
    /** Every process of this name, the asked one among them. */
    processes: z.array(brokerSummary.pick({ brokerId: true, addr: true })),
    /** Under the names that RocketMQ gives them. */
    runtime: z.array(z.object({ name: z.string(), value: z.string() })),
    replication: replication.nullable(),
    /** Null where no controller chooses masters. */
    syncState: syncState.nullable(),
    /** By name server; empty for a replica. */
    writePermission: z.array(writePermission),
    partial: partial.nullable(),
    asOf: timestamp,
  }),
  errors: ['NOT_FOUND', 'BROKER_UNAVAILABLE'],
})

/**
 * A setting beside what RocketMQ would take by itself. `MACHINE`: that depends on the machine; `UNKNOWN`: the release whose defaults are
 * known has no such setting; `SECRET`: nothing is said of it.
 */
export const SETTING_STANDINGS = ['DEFAULT', 'CHANGED', 'MACHINE', 'UNKNOWN', 'SECRET'] as const

const brokerSetting = z.object({
  name: z.string(),
  /** RocketMQ's class, such as `MessageStoreConfig`; null where it is not known. */
  definedIn: z.string().nullable(),
  /** Null for a secret. */
  value: z.string().nullable(),
  isSet: z.boolean(),
  defaultValue: z.string().nullable(),
  standing: z.enum(SETTING_STANDINGS),
  /** Names and addresses are each broker's own: that these differ means nothing. */
  isOwn: z.boolean(),
  /** Brokers of the cluster that have another value; null: they have none. Empty for secrets. */
  others: z.array(z.object({ brokerName: z.string(), brokerId: z.int(), value: z.string().nullable() })),
})
export type BrokerSetting = z.infer<typeof brokerSetting>

export const brokerConfigList = endpoint({
  id: 'brokerConfigList',
  method: 'GET',
  path: '/clusters/{clusterId}/brokers/{brokerName}/config',
  summary:
    'How a broker is set, beside the defaults and the other brokers of its cluster. Secrets are left out.',
  access: 'administrator',
  params: brokerParams,
  query: brokerQuery,
  response: z.object({
    brokerId: z.int(),
    items: z.array(brokerSetting),
    /** RocketMQ's release that the defaults are of. */
    defaultsOf: z.string(),
    /** With whom it was compared. */
    comparedWith: z.array(z.object({ brokerName: z.string(), brokerId: z.int() })),
    partial: partial.nullable(),
    asOf: timestamp,
  }),
  errors: ['NOT_FOUND', 'BROKER_UNAVAILABLE', 'BROKER_REFUSED'],
})

export const brokerConfigUpdate = endpoint({
  id: 'brokerConfigUpdate',
  method: 'PATCH',
  path: '/clusters/{clusterId}/brokers/{brokerName}/config',
  summary:
    'Changes one setting of one running broker and in its file. Only settings that a running broker takes up can be changed.',
  access: 'administrator',
  params: brokerParams,
  query: brokerQuery,
  body: z
    .strictObject({
      name: z.string().min(1).max(128),
      value: z.string().max(1_024),
      /** What was seen there: a broker that has another value by now is left alone. */
      before: z.string().max(1_024),
    })
    .superRefine(({ name, value }, context) => {
      const found = brokerSettingProblem(name, value)
      if (found === undefined) return
      const path = [found.code === 'settingFixed' ? 'name' : 'value']
      context.addIssue({ code: 'custom', path, message: sentenceOf(found), params: { problem: found } })
    }),
  response: z.object({
    brokerName: z.string(),
    brokerId: z.int(),
    brokerAddr: z.string(),
    name: z.string(),
    before: z.string(),
    /** As the broker says it afterwards. */
    after: z.string(),
  }),
  errors: ['NOT_FOUND', 'CONFLICT', 'BROKER_UNAVAILABLE', 'BROKER_REFUSED'],
})

const nameServerOutcome = z.object({
  namesrvAddr: z.string(),
  ok: z.boolean(),
  /** How many topics of the broker were touched; null where it has not heard of it. */
  topics: z.int().nullable(),
  message: z.string().optional(),
})
export type NameServerOutcome = z.infer<typeof nameServerOutcome>

export const brokerWritePermissionUpdate = endpoint({
  id: 'brokerWritePermissionUpdate',
  method: 'PUT',
  path: '/clusters/{clusterId}/brokers/{brokerName}/write-permission',
  summary: 'Lets producers turn away from a broker, or come back to it: each name server is told.',
  access: 'administrator',
  params: brokerParams,
  body: z.strictObject({ isWritable: z.boolean() }),
  response: z.object({ outcomes: z.array(nameServerOutcome) }),
  errors: ['NOT_FOUND', 'BROKER_UNAVAILABLE'],
})
