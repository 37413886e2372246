/** The parts of `/readyz` that are clusters. One that is down makes no server unready: the others still work. */
import type { ReadinessPart } from '../platform/metrics/readiness.ts'
import type { ClusterNeeds } from './cluster-needs.ts'
import { selectClusters } from './cluster-store.ts'
import type { ClusterTable } from './cluster-table.ts'

const TIMEOUT_MS = 1_500

export async function clusterParts(needs: Pick<ClusterNeeds, 'db' | 'clients'>): Promise<ReadinessPart[]> {
  const rows = await selectClusters(needs.db)
  return rows.map(row => ({
    part: `cluster ${row.name}`,
    namelessPart: 'clusters',
    isRequired: false,
    check: () => checkCluster(needs, row),
  }))
}

/** Anybody may read this: it says nothing of addresses and keys. */
async function checkCluster({ clients }: Pick<ClusterNeeds, 'clients'>, row: ClusterTable) {
  try {
    await clients.adminFor(row).cluster.masters({ timeoutMs: TIMEOUT_MS })
    return { ok: true }
  } catch {
    return { ok: false, message: 'No name server of the cluster answers and knows a broker.' }
  }
}
