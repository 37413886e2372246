/**
 * Where the server runs a cluster of its own: makes what the console knows of it, or brings it up to date, since the sandbox
 * has other ports at each start and has forgotten what it held.
 */
import type { Cluster } from '@gantry/contract'
import { DEFAULT_SPECIFICATION, type MessageType } from '@gantry/rules'
import type { ClusterService } from '../clusters/cluster-service.ts'
import type { GroupService } from '../groups/group-service.ts'
import type { InstanceService } from '../instances/instance-service.ts'
import { ConfigError } from '../platform/config/config.ts'
import { AppError } from '../platform/http/app-error.ts'
import type { TopicService } from '../topics/topic-service.ts'

/** The cluster in this process, and the shop that is to be opened on it. */
export interface SandboxCluster {
  readonly name: string
  readonly namesrvAddr: string
  /** No other cluster has it: the sandbox's is known by it, whatever it is renamed to. */
  readonly accessKey: string
  readonly secretKey: string
  readonly brokerNames: readonly string[]
  readonly topics: ReadonlyArray<{
    readonly topic: string
    readonly messageType: MessageType
    readonly description: string
  }>
  readonly groups: ReadonlyArray<{ readonly group: string; readonly description: string }>
  /** Resolves when the brokers have topics and groups of that namespace. */
  readonly openShop: (namespace: string) => Promise<void>
}

export interface SandboxNeeds {
  readonly clusters: Pick<ClusterService, 'rows' | 'create' | 'update'>
  readonly instances: Pick<InstanceService, 'ensureDefault' | 'ensureNamed'>
  readonly topics: Pick<TopicService, 'ensureNoted'>
  readonly groups: Pick<GroupService, 'ensureNoted'>
}

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

async function ensureCluster(
  { clusters }: SandboxNeeds,
  { name, namesrvAddr, accessKey, secretKey }: SandboxCluster,
): Promise<Cluster['clusterId']> {
  const rows = await clusters.rows()
  const own = rows.find(row => row.access_key === accessKey)
  if (own) {
    const change = { version: own.version, namesrvAddr, secretKey, tls: false }
    return (await clusters.update(own.cluster_id, change)).clusterId
  }
  if (rows.some(row => row.name === name)) {
    throw new ConfigError(
      `GANTRY_CLUSTER_NAME: another cluster is named ${name}. Name the sandbox otherwise, or switch it off with GANTRY_SANDBOX=off.`,
    )
  }
  return (await clusters.create({ name, namesrvAddr, tls: false, accessKey, secretKey })).clusterId
}

/** Nobody has typed the address of the sandbox: what refuses it is a setting. */
function asConfigError(error: unknown): never {
  if (!(error instanceof AppError) || error.code !== 'VALIDATION') throw error
  throw new ConfigError(
    'GANTRY_ALLOWED_ADDRESSES does not allow 127.0.0.1, where the sandbox is. Add it, or switch the sandbox off with GANTRY_SANDBOX=off.',
    { cause: error },
  )
}
