import { AppError } from '../http/app-error.ts'

interface OnCluster {
  readonly cluster: { readonly name: string; readonly read_only: number }
}

/** @throws AppError FORBIDDEN while the cluster's read-only switch is on */
export function requireWritable({ cluster }: OnCluster): void {
  if (cluster.read_only === 0) return
  const detail = `The cluster ${cluster.name} is read-only: nothing on its brokers can be changed until an administrator switches that off.`
  throw new AppError('FORBIDDEN', detail)
}
