/** One broker: what it measures, its replication, and who may write to it. */
import { z } from 'zod'
import { brokerInList, brokerParams, brokerQuery } from './brokers.ts'
import { brokerSummary } from './clusters.ts'
import { int64, partial, timestamp } from './common.ts'
import { endpoint } from './endpoint.ts'

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
