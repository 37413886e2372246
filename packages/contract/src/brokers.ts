/** Brokers of a cluster, each as it is now. */
import { z } from 'zod'
import { brokerSummary } from './clusters.ts'
import { int64, listOf } from './common.ts'
import { endpoint } from './endpoint.ts'

const clusterParams = z.object({ clusterId: z.string().min(1).max(128) })
export const brokerParams = clusterParams.extend({ brokerName: z.string().min(1).max(255) })
/** Of the processes that share a broker's name; without it the master, or while that is away the replica with the lowest ID. */
export const brokerQuery = z.object({ brokerId: z.coerce.number().int().min(0).max(1_000_000).optional() })

export const brokerInList = brokerSummary.extend({
  /** Whether producers are told to write to it; null for replicas, and where no name server answers. */
  isWritable: z.boolean().nullable(),
  /** Of a master that tells. */
  replication: z
    .object({
      /** Processes of its name that the name servers know beside it: they should follow it. */
      registered: z.int(),
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
