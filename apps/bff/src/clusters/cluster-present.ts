import type { Cluster } from '@gantry/contract'
import { toTimestamp } from '../platform/clock.ts'
import type { ClusterTable } from './cluster-table.ts'

export function presentCluster(row: ClusterTable): Cluster {
  return {
    clusterId: row.cluster_id,
    name: row.name,
    namesrvAddr: row.namesrv_addr,
    tls: row.tls === 1,
    accessKey: row.access_key,
    hasSecretKey: row.secret_key_encrypted !== null,
    readOnly: row.read_only === 1,
    version: row.version,
    createdAt: toTimestamp(row.created_at),
  }
}
