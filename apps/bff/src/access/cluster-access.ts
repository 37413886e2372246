/** One cluster's masters compared with what they should hold, and brought to it. */
import type { AccessOutcome } from '@gantry/contract'
import { type Admin, type BrokerNode, fanOut, type PerBroker } from '@gantry/remoting'
import type { ClusterRow } from '../clusters/cluster-clients.ts'
import type { InstanceHandle } from '../platform/brokers/instance-handle.ts'
import { requireWritable } from '../platform/brokers/require-writable.ts'
import { toAppError } from '../platform/http/problem.ts'
import { accessDifferences, type KeyDifferences } from './access-differences.ts'
import { selectAllKeys } from './access-key-store.ts'
import type { AccessNeeds } from './access-needs.ts'
import { readBrokerAccess } from './broker-access.ts'
import { type ExpectedKey, expectedAccess, type Territory } from './expected-access.ts'
import { selectAllGrants } from './grant-store.ts'
import { repairBroker } from './repair-access.ts'

export const SECRET_PURPOSE = 'access_keys.secret'

/**
 * Changes nothing.
 * @returns for each master the keys that are not as they should be; undefined for a master without ACL 2.0
 */
export async function compareCluster(
  needs: AccessNeeds,
  cluster: ClusterRow,
  signal: AbortSignal,
): Promise<PerBroker<KeyDifferences[] | undefined>> {
  const admin = needs.clusters.clients.adminFor(cluster)
  const expected = await expectedOn(needs, cluster, undefined, signal)
  const masters = await admin.cluster.masters({ signal })
  const compare = (node: BrokerNode) => compareBroker(admin, node, expected, signal)
  return fanOut(masters, compare, { placeOf: ({ addr }) => addr, signal })
}

/**
 * Compares and repairs in one go.
 * @param accessKeys only these; all when left out
 * @returns what became of it on each master; nothing that a broker does makes it throw
 */
export async function settleCluster(
  needs: AccessNeeds,
  cluster: ClusterRow,
  accessKeys: ReadonlySet<string> | undefined,
  signal: AbortSignal,
): Promise<AccessOutcome[]> {
  const place = { clusterName: cluster.name }
  try {
    requireWritable({ cluster })
    const admin = needs.clusters.clients.adminFor(cluster)
    const expected = await expectedOn(needs, cluster, accessKeys, signal)
    const masters = await admin.cluster.masters({ signal })
    const settle = (node: BrokerNode) => settleBroker(admin, node, expected, signal)
    const { answered, failed } = await fanOut(masters, settle, { placeOf: ({ addr }) => addr, signal })
    return [
      ...answered.map(({ item, value }) => ({ ...place, brokerName: item.brokerName, state: value })),
      ...failed.map(({ item, error }) => ({ ...place, brokerName: item.brokerName, ...failure(error) })),
    ].toSorted((a, b) => (a.brokerName < b.brokerName ? -1 : 1))
  } catch (error) {
    return [{ ...place, brokerName: null, ...failure(error) }]
  }
}

function failure(error: unknown): Pick<AccessOutcome, 'message'> & { readonly state: 'FAILED' } {
  return { state: 'FAILED', message: toAppError(error).detail }
}

async function settleBroker(
  admin: Admin,
  node: BrokerNode,
  expected: readonly ExpectedKey[],
  signal: AbortSignal,
): Promise<'DONE' | 'NOT_ENFORCED'> {
  const differences = await compareBroker(admin, node, expected, signal)
  if (!differences) return 'NOT_ENFORCED'
  await repairBroker(admin, node, differences, signal)
  return 'DONE'
}

/** @returns undefined for a broker without ACL 2.0 */
async function compareBroker(
  admin: Admin,
  node: BrokerNode,
  expected: readonly ExpectedKey[],
  signal: AbortSignal,
): Promise<KeyDifferences[] | undefined> {
  const found = await readBrokerAccess(admin, node, signal)
  return found && accessDifferences(expected, found)
}

async function expectedOn(
  needs: AccessNeeds,
  cluster: ClusterRow,
  accessKeys: ReadonlySet<string> | undefined,
  signal: AbortSignal,
): Promise<ExpectedKey[]> {
  const { db, secrets, users, instances } = needs
  const handles = await instances.handlesOn(cluster)
  const keys = await selectAllKeys(db)
  const rows = {
    keys: keys.filter(({ access_key }) => accessKeys?.has(access_key) ?? true),
    users: await users.list(),
    grants: await selectAllGrants(db),
    territories: await territoriesOf(needs, handles, signal),
  }
  return expectedAccess(rows, sealed => secrets.open(sealed, SECRET_PURPOSE))
}

/** Brokers are asked for nothing but the names of instances without a namespace. */
async function territoriesOf(
  { topics, groups }: AccessNeeds,
  handles: readonly InstanceHandle[],
  signal: AbortSignal,
): Promise<Territory[]> {
  const bare = handles.filter(({ instance }) => instance.has_namespace === 0)
  const [topicNames, groupNames] = await Promise.all([
    topics.namesOf(bare, signal),
    groups.namesOf(bare, signal),
  ])
  return handles.map(({ instance: { instance_id, has_namespace }, wire }) => ({
    instanceId: instance_id,
    hasNamespace: has_namespace === 1,
    wire,
    topics: [...(topicNames.get(instance_id)?.noted ?? [])],
    groups: [...(groupNames.get(instance_id)?.noted ?? [])],
  }))
}
