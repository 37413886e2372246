/** One broker process, by the name that it shares with its replicas and its ID. */
import type { Admin, BrokerNode } from '@gantry/remoting'
import type { ClusterRow } from '../clusters/cluster-clients.ts'
import { noSuchCluster } from '../clusters/cluster-errors.ts'
import { AppError } from '../platform/http/app-error.ts'
import { type BrokerNeeds, type BrokerParams, TIMEOUT_MS } from './broker-needs.ts'

export interface FoundBroker {
  readonly row: ClusterRow
  readonly admin: Admin
  readonly node: BrokerNode
  /** Every process of the cluster, by name and ID. */
  readonly nodes: readonly BrokerNode[]
}

/**
 * @param brokerId the lowest of that name unless given: the master, while there is one
 * @throws AppError NOT_FOUND; RemotingError when no name server answers
 */
export async function findBroker(
  { clusters }: BrokerNeeds,
  { clusterId, brokerName }: BrokerParams,
  brokerId: number | undefined,
  signal: AbortSignal,
): Promise<FoundBroker> {
  const row = await clusters.find(clusterId)
  if (row === undefined) throw noSuchCluster()
  const admin = clusters.clients.adminFor(row)
  const nodes = (await admin.cluster.brokers({ timeoutMs: TIMEOUT_MS, signal })).toSorted(
    (a, b) => a.brokerName.localeCompare(b.brokerName, 'en') || a.brokerId - b.brokerId,
  )
  const node = nodes.find(
    each => each.brokerName === brokerName && (brokerId === undefined || each.brokerId === brokerId),
  )
  if (node === undefined) {
    throw new AppError(
      'NOT_FOUND',
      'The name servers know no such broker: it may be away, or not be registered.',
    )
  }
  return { row, admin, node, nodes }
}
