/** Clusters as other capabilities and the operations know them. */
import type {
  Blocker,
  BodyOf,
  Cluster,
  clusterCreate,
  clusterTest,
  clusterUpdate,
  ResponseOf,
} from '@gantry/contract'
import type { AppContext } from '../platform/context.ts'
import { createAllowList } from './allow-list.ts'
import { changeCluster, createCluster, removeCluster } from './cluster-changes.ts'
import { ClusterClients, type ClusterRow } from './cluster-clients.ts'
import { noSuchCluster } from './cluster-errors.ts'
import { type ClusterLive, readLive } from './cluster-live.ts'
import type { ClusterNeeds } from './cluster-needs.ts'
import { presentCluster } from './cluster-present.ts'
import { clusterParts } from './cluster-readiness.ts'
import { ClusterStates } from './cluster-states.ts'
import { findCluster, findClusterNamed, selectClusters } from './cluster-store.ts'
import { checkConnection } from './connection-checks.ts'
import { testedSettings } from './tested-settings.ts'

interface ClusterNow {
  readonly cluster: Cluster
  readonly live: ClusterLive
}

export interface ClusterService {
  readonly clients: ClusterClients
  /** By name. */
  rows(): Promise<ClusterRow[]>
  find(clusterId: string): Promise<ClusterRow | undefined>
  findNamed(name: string): Promise<ClusterRow | undefined>
  list(signal: AbortSignal): Promise<ClusterNow[]>
  /** @throws AppError NOT_FOUND */
  view(clusterId: string, signal: AbortSignal): Promise<ClusterNow>
  /** @throws AppError NOT_FOUND for a cluster whose secret was to be taken, VALIDATION for half a key pair */
  test(wanted: BodyOf<typeof clusterTest>, signal: AbortSignal): Promise<ResponseOf<typeof clusterTest>>
  /**
   * @param clusterId a new UUID unless given
   * @throws AppError VALIDATION, CONFLICT
   */
  create(wanted: BodyOf<typeof clusterCreate>, clusterId?: string): Promise<Cluster>
  /** @throws AppError NOT_FOUND, VALIDATION, CONFLICT */
  update(
    clusterId: string,
    wanted: BodyOf<typeof clusterUpdate>,
  ): Promise<{ readonly before: Cluster; readonly after: Cluster }>
  /** @returns what it was. @throws AppError NOT_FOUND, IN_USE */
  remove(clusterId: string, instancesOn: (clusterId: string) => Promise<Blocker[]>): Promise<Cluster>
}

/** @throws ConfigError when GANTRY_ALLOWED_ADDRESSES cannot be used */
export function createClusterService(context: AppContext): ClusterService {
  const allowList = createAllowList(context.config.allowedAddresses)
  const clients = new ClusterClients(context, allowList)
  const needs: ClusterNeeds = { ...context, allowList, clients, states: new ClusterStates(context.events) }
  const now = async (row: ClusterRow, signal: AbortSignal): Promise<ClusterNow> => ({
    cluster: presentCluster(row),
    live: await readLive(needs, row, signal),
  })
  context.readiness.addSource(() => clusterParts(needs))
  return {
    clients,
    rows: () => selectClusters(needs.db),
    find: clusterId => findCluster(needs.db, clusterId),
    findNamed: name => findClusterNamed(needs.db, name),
    list: async signal => Promise.all((await selectClusters(needs.db)).map(row => now(row, signal))),
    async view(clusterId, signal) {
      const row = await findCluster(needs.db, clusterId)
      if (row === undefined) throw noSuchCluster()
      return now(row, signal)
    },
    test: async (wanted, signal) => checkConnection(needs, await testedSettings(needs, wanted), signal),
    create: (wanted, clusterId) => createCluster(needs, wanted, clusterId),
    update: (clusterId, wanted) => changeCluster(needs, clusterId, wanted),
    remove: (clusterId, instancesOn) => removeCluster(needs, clusterId, instancesOn),
  }
}
