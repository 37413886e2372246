/** One cluster's brokers, masters and replicas, compared with what they should hold. */
import { type Admin, type BrokerNode, fanOut, type PerBroker } from '@gantry/remoting'
import type { ClusterRow } from '../clusters/cluster-clients.ts'
import type { InstanceHandle } from '../platform/brokers/instance-handle.ts'
import { accessDifferences, type KeyDifferences } from './access-differences.ts'
import { selectAllKeys } from './access-key-store.ts'
import type { AccessNeeds } from './access-needs.ts'
import { readBrokerAccess } from './broker-access.ts'
import { type ExpectedKey, expectedAccess, type Territory } from './expected-access.ts'
import { selectAllGrants } from './grant-store.ts'

export const SECRET_PURPOSE = 'access_keys.secret'

/**
 * Changes nothing.
 * @returns for each broker the keys that are not as they should be; undefined for a broker without ACL 2.0
 */
export async function compareCluster(
  needs: AccessNeeds,
  cluster: ClusterRow,
  signal: AbortSignal,
): Promise<PerBroker<KeyDifferences[] | undefined>> {
  const admin = needs.clusters.clients.adminFor(cluster)
  const expected = await expectedOn(needs, cluster, undefined, signal)
  const nodes = await admin.cluster.brokers({ signal })
  const compare = (node: BrokerNode) => compareBroker(admin, node, expected, signal)
  return fanOut(nodes, compare, { placeOf: ({ addr }) => addr, signal })
}

/** @returns undefined for a broker without ACL 2.0 */
export async function compareBroker(
  admin: Admin,
  node: BrokerNode,
  expected: readonly ExpectedKey[],
  signal: AbortSignal,
): Promise<KeyDifferences[] | undefined> {
  const found = await readBrokerAccess(admin, node, signal)
  return found && accessDifferences(expected, found)
}

export async function expectedOn(
  needs: AccessNeeds,
  cluster: ClusterRow,
  accessKeys: ReadonlySet<string> | undefined,
  signal: AbortSignal,
): Promise<ExpectedKey[]> {
  const { db, secrets, users, instances, groups } = needs
  const handles = await instances.handlesOn(cluster)
  const keys = await selectAllKeys(db)
  const rows = {
    keys: keys.filter(({ access_key }) => accessKeys?.has(access_key) ?? true),
    users: await users.list(),
    grants: await selectAllGrants(db),
    made: await groups.made(),
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
