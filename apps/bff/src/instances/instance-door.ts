/** Hands out instances to those who work in them. */
import { NOTHING_SEEN, seesAny, seesWhole } from '@gantry/contract'
import type { Kysely } from 'kysely'
import type { ClusterRow } from '../clusters/cluster-clients.ts'
import type { Reach } from '../platform/brokers/instance-handle.ts'
import type { Database } from '../platform/database/database.ts'
import type { Caller } from '../platform/http/caller.ts'
import { noSuchInstance } from '../platform/http/no-such-instance.ts'
import { instanceNames } from './instance-names.ts'
import type { InstanceNeeds } from './instance-needs.ts'
import { findInstance, lockInstance } from './instance-store.ts'
import type { InstanceTable } from './instance-table.ts'
import type { OwnHandle } from './own-handle.ts'
import { seenBy } from './seen-instance.ts'

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

/**
 * As the caller sees it.
 * @throws AppError NOT_FOUND
 */
export async function openSeen(
  needs: Pick<InstanceNeeds, 'db' | 'clusters' | 'sightOf'>,
  instanceId: string,
  caller: Caller,
  reach?: Reach,
): Promise<OwnHandle> {
  const sight = seesWhole(caller, instanceId) ? NOTHING_SEEN : await needs.sightOf(caller)
  // The frame has asked the table already; work that goes on later is asked here.
  if (!seesAny(caller, sight, instanceId)) throw noSuchInstance(instanceId)
  return seenBy(await openInstance(needs, instanceId), caller, sight, reach)
}

/** Those of which the caller sees anything. */
export async function seenHandles(
  needs: Pick<InstanceNeeds, 'clusters' | 'sightOf'>,
  caller: Caller,
  rows: readonly InstanceTable[],
): Promise<OwnHandle[]> {
  const [clusterRows, sight] = await Promise.all([needs.clusters.rows(), needs.sightOf(caller)])
  const clusters = new Map(clusterRows.map(row => [row.cluster_id, row]))
  return rows.flatMap(row => {
    const cluster = clusters.get(row.cluster_id)
    if (!cluster || !seesAny(caller, sight, row.instance_id)) return []
    return [seenBy(handleOf(needs, row, cluster), caller, sight)]
  })
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
  const { wire, unwire } = instanceNames(instance)
  const names = { unwire, show: (wireName: string) => unwire(wireName) ?? wireName, sees: () => true }
  const handle: OwnHandle = {
    instance,
    cluster,
    // Not before it is needed: of one cluster whose secret cannot be read, others must not suffer.
    get admin() {
      return clusters.clients.adminFor(cluster)
    },
    wire,
    topics: names,
    groups: names,
    changes: () => true,
    granted: () => null,
    isWhole: true,
    get whole() {
      return handle
    },
  }
  return handle
}
