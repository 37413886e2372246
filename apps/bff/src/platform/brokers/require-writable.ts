import { refusal } from '../http/refusal.ts'

interface OnCluster {
  readonly cluster: { readonly name: string; readonly read_only: number }
}

/** @throws AppError FORBIDDEN while the cluster's read-only switch is on */
export function requireWritable({ cluster }: OnCluster): void {
  if (cluster.read_only === 0) return
  throw refusal('FORBIDDEN', 'clusterReadOnly', { cluster: cluster.name })
}
