/** Hands out instances to those who work in them. */
import type { Kysely } from 'kysely'
import type { ClusterRow } from '../clusters/cluster-clients.ts'
import type { InstanceHandle } from '../platform/brokers/instance-handle.ts'
import type { Database } from '../platform/database/database.ts'
import { noSuchInstance } from '../platform/http/no-such-instance.ts'
import { instanceNames } from './instance-names.ts'
import type { InstanceNeeds } from './instance-needs.ts'
import { findInstance, lockInstance } from './instance-store.ts'
import type { InstanceTable } from './instance-table.ts'

export interface OwnHandle extends InstanceHandle {
  readonly instance: InstanceTable
  readonly cluster: ClusterRow
}

/** @throws AppError NOT_FOUND */
export async function openInstance(
  needs: Pick<InstanceNeeds, 'db' | 'clusters'>,
  instanceId: string,
): Promise<OwnHandle> {
  const instance = await findInstance(needs.db, instanceId)
  const cluster = instance && (await needs.clusters.find(instance.cluster_id))
  if (instance === undefined || cluster === undefined) throw noSuchInstance(instanceId)
  return handleOf(needs, instance, cluster)
}

/** @throws AppError NOT_FOUND */
export function takePlace<T>(
  { db }: Pick<InstanceNeeds, 'db'>,
  instanceId: string,
  take: (db: Kysely<Database>, maxTopics: number) => Promise<T>,
): Promise<T> {
  return db.transaction().execute(async transaction => {
    const maxTopics = await lockInstance(transaction, instanceId)
    if (maxTopics === undefined) throw noSuchInstance(instanceId)
    return take(transaction, maxTopics)
  })
}

export function handleOf(
  { clusters }: Pick<InstanceNeeds, 'clusters'>,
  instance: InstanceTable,
  cluster: ClusterRow,
): OwnHandle {
  return {
    instance,
    cluster,
    // Not before it is needed: of one cluster whose secret cannot be read, others must not suffer.
    get admin() {
      return clusters.clients.adminFor(cluster)
    },
    ...instanceNames(instance),
  }
}
