/**
 * The first start makes the cluster of GANTRY_NAMESRV, and on it a default instance that adopts what lives there. Broken
 * off at any point it goes on at the next start, and several replicas may do it at once. No broker is asked: they may
 * start later than the console.
 */
import type { ClusterService } from '../clusters/cluster-service.ts'
import type { FirstCluster } from '../platform/config/config.ts'
import type { AppContext } from '../platform/context.ts'
import { findSetting, settleSetting } from '../platform/database/setting-store.ts'
import type { InstanceService } from './instance-service.ts'

const SETTING = 'firstCluster'

/** @throws AppError VALIDATION when GANTRY_ALLOWED_ADDRESSES does not allow the address */
export async function ensureFirstCluster(
  { config, db }: Pick<AppContext, 'config' | 'db'>,
  clusters: Pick<ClusterService, 'findNamed' | 'create'>,
  instances: Pick<InstanceService, 'ensureDefault'>,
): Promise<void> {
  const { firstCluster } = config
  if (firstCluster === undefined || (await findSetting(db, SETTING)) !== undefined) return
  const clusterId = await ensureCluster(clusters, firstCluster)
  await instances.ensureDefault(clusterId, firstCluster.name)
  await settleSetting(db, SETTING, { clusterId })
}

async function ensureCluster(
  clusters: Pick<ClusterService, 'findNamed' | 'create'>,
  { name, namesrvAddr, tls, accessKey, secretKey }: FirstCluster,
): Promise<string> {
  const known = await clusters.findNamed(name)
  if (known) return known.cluster_id
  try {
    return (await clusters.create({ name, namesrvAddr, tls, accessKey, secretKey })).clusterId
  } catch (error) {
    const made = await clusters.findNamed(name)
    if (made === undefined) throw error
    return made.cluster_id
  }
}
