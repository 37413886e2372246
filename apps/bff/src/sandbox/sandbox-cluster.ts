/**
 * Where the server runs a cluster of its own: makes what the console knows of it, or brings it up to date, since the sandbox
 * has other ports at each start and has forgotten what it held. Where it runs none any more, takes that back.
 */
import { randomUUID } from 'node:crypto'
import type { Cluster } from '@gantry/contract'
import { DEFAULT_SPECIFICATION, type MessageType } from '@gantry/rules'
import type { ClusterRow } from '../clusters/cluster-clients.ts'
import type { ClusterService } from '../clusters/cluster-service.ts'
import type { GroupService } from '../groups/group-service.ts'
import type { InstanceService } from '../instances/instance-service.ts'
import { ConfigError } from '../platform/config/config.ts'
import type { AppContext } from '../platform/context.ts'
import { findSetting, saveSetting } from '../platform/database/setting-store.ts'
import { AppError } from '../platform/http/app-error.ts'
import type { TopicService } from '../topics/topic-service.ts'
import type { SandboxFaults } from './sandbox-faults.ts'

/** Fixed, and no secret: ports are on loopback, and nothing of value is behind them. */
export const SANDBOX_CREDENTIALS = { accessKey: 'gantry-sandbox', secretKey: 'gantry-sandbox-secret' }

/** The cluster in this process, and the shop that is to be opened on it. */
export interface SandboxCluster {
  readonly name: string
  readonly namesrvAddr: string
  readonly brokerNames: readonly string[]
  readonly topics: ReadonlyArray<{
    readonly topic: string
    readonly messageType: MessageType
    readonly description: string
  }>
  readonly groups: ReadonlyArray<{ readonly group: string; readonly description: string }>
  readonly faults: SandboxFaults
  /** Resolves when the brokers have topics and groups of that namespace. */
  readonly openShop: (namespace: string) => Promise<void>
}

export interface SandboxNeeds extends Pick<AppContext, 'db'> {
  readonly clusters: Pick<ClusterService, 'rows' | 'create' | 'update' | 'remove'>
  readonly instances: Pick<InstanceService, 'ensureDefault' | 'ensureNamed' | 'forgetNamed' | 'blockersOn'>
  readonly topics: Pick<TopicService, 'ensureNoted' | 'forgetNoted'>
  readonly groups: Pick<GroupService, 'ensureNoted' | 'forgetNoted'>
}

/** Holds the ID of the cluster that `ensureSandbox` made: others may have its keys, and it may be renamed. */
const SETTING = 'sandboxCluster'
const SHOP = {
  name: 'shop',
  description: 'Sample applications at work, for trying out the console.',
  specification: DEFAULT_SPECIFICATION,
}

/** @throws ConfigError when another cluster has its name, or GANTRY_ALLOWED_ADDRESSES leaves out its address */
export async function ensureSandbox(needs: SandboxNeeds, sandbox: SandboxCluster): Promise<void> {
  const { instances, topics, groups } = needs
  const clusterId = await ensureCluster(needs, sandbox).catch(asConfigError)
  await instances.ensureDefault(clusterId, sandbox.name)
  const instanceId = await instances.ensureNamed({ ...SHOP, clusterId, hasNamespace: true })
  await topics.ensureNoted(instanceId, sandbox.topics, sandbox.brokerNames)
  await groups.ensureNoted(instanceId, sandbox.groups)
  await sandbox.openShop(instanceId)
}

/**
 * Where no sandbox runs any more: takes back what `ensureSandbox` made. What is in the shop goes with it; a cluster that somebody has
 * made something else on stays.
 */
export async function removeSandbox(needs: SandboxNeeds): Promise<void> {
  const { clusters, instances, topics, groups } = needs
  const own = await ownCluster(needs)
  if (own === undefined) return
  const isEmpty = await instances.forgetNamed(
    { name: SHOP.name, clusterId: own.cluster_id },
    async instanceId => {
      await Promise.all([topics.forgetNoted(instanceId), groups.forgetNoted(instanceId)])
    },
  )
  if (isEmpty) await clusters.remove(own.cluster_id, instances.blockersOn)
}

async function ownCluster({ db, clusters }: SandboxNeeds): Promise<ClusterRow | undefined> {
  const clusterId = await findSetting(db, SETTING)
  return (await clusters.rows()).find(row => row.cluster_id === clusterId)
}

async function ensureCluster(
  needs: SandboxNeeds,
  { name, namesrvAddr }: SandboxCluster,
): Promise<Cluster['clusterId']> {
  const { db, clusters } = needs
  const settings = { namesrvAddr, tls: false, ...SANDBOX_CREDENTIALS }
  const own = await ownCluster(needs)
  if (own) {
    await clusters.update(own.cluster_id, { version: own.version, ...settings })
    return own.cluster_id
  }
  if ((await clusters.rows()).some(row => row.name === name)) {
    throw new ConfigError(
      `GANTRY_CLUSTER_NAME: another cluster is named ${name}. Name the sandbox otherwise, or switch it off with GANTRY_SANDBOX=off.`,
    )
  }
  // Noted first: an ID without a cluster does no harm at the next start, a cluster that nobody knows would.
  const clusterId = randomUUID()
  await saveSetting(db, SETTING, clusterId)
  await clusters.create({ name, ...settings }, clusterId)
  return clusterId
}

/** Nobody has typed the address of the sandbox: what refuses it is a setting. */
function asConfigError(error: unknown): never {
  if (!(error instanceof AppError) || error.code !== 'VALIDATION') throw error
  throw new ConfigError(
    'GANTRY_ALLOWED_ADDRESSES does not allow 127.0.0.1, where the sandbox is. Add it, or switch the sandbox off with GANTRY_SANDBOX=off.',
    { cause: error },
  )
}
