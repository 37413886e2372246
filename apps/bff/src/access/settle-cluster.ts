/** One cluster's brokers, masters and replicas, brought to what they should hold; what one misses is noted, and made up for later. */
import type { AccessOutcome } from '@gantry/contract'
import { type Admin, type BrokerNode, fanOut } from '@gantry/remoting'
import type { ClusterRow } from '../clusters/cluster-clients.ts'
import { requireWritable } from '../platform/brokers/require-writable.ts'
import { toAppError } from '../platform/http/problem.ts'
import type { AccessNeeds } from './access-needs.ts'
import { type BrokerIdentity, isSameBroker, without } from './broker-identity.ts'
import { compareBroker, expectedOn } from './cluster-access.ts'
import type { ExpectedKey } from './expected-access.ts'
import { deleteMissed, insertMissed, rememberBrokers, selectBrokers } from './missed-change-store.ts'
import { repairBroker } from './repair-access.ts'

export interface Settling {
  readonly cluster: ClusterRow
  readonly accessKeys: readonly string[]
  /** Only this one; all when left out. */
  readonly broker?: BrokerIdentity
}

/**
 * Compares and repairs in one go. Brokers that were there before and are away now count. Each that is known is noted as having missed
 * the change until it has made it, so that a cluster that is read-only, or a server that stops in the midst of it, loses nothing.
 * @returns what became of it on each of them; nothing that a broker does makes it throw
 */
export async function settleCluster(
  needs: AccessNeeds,
  { cluster, accessKeys, broker }: Settling,
  signal: AbortSignal,
): Promise<AccessOutcome[]> {
  const isWanted = (one: BrokerIdentity): boolean => broker === undefined || isSameBroker(one, broker)
  const known = await selectBrokers(needs.db, cluster.cluster_id)
  await insertMissed(needs.db, cluster.cluster_id, known.filter(isWanted), accessKeys)
  try {
    requireWritable({ cluster })
    const admin = needs.clusters.clients.adminFor(cluster)
    const nodes = await admin.cluster.brokers({ signal }).catch((error: unknown) => {
      if (known.length === 0 || !isAway(error)) throw error
      return []
    })
    await rememberBrokers(needs.db, cluster.cluster_id, nodes, needs.clock.nowMs())
    const absent = without(await selectBrokers(needs.db, cluster.cluster_id), nodes).filter(isWanted)
    const outcomes = await settleBrokers(needs, { cluster, accessKeys }, nodes.filter(isWanted), signal)
    const all = [...outcomes, ...absent.map(gone => awayOutcome(cluster, gone))]
    await strikeOff(needs, { cluster, accessKeys }, all)
    return all.toSorted(byBroker)
  } catch (error) {
    return [{ clusterName: cluster.name, brokerName: null, brokerId: null, ...failure(error) }]
  }
}

async function settleBrokers(
  needs: AccessNeeds,
  { cluster, accessKeys }: Settling,
  nodes: readonly BrokerNode[],
  signal: AbortSignal,
): Promise<AccessOutcome[]> {
  const clusterName = cluster.name
  const admin = needs.clusters.clients.adminFor(cluster)
  const expected = await expectedOn(needs, cluster, new Set(accessKeys), signal)
  const settle = (node: BrokerNode) => settleBroker(admin, node, expected, signal)
  const { answered, failed } = await fanOut(nodes, settle, { placeOf: ({ addr }) => addr, signal })
  return [
    ...answered.map(({ item, value }) => ({ clusterName, ...identityOf(item), state: value })),
    ...failed.map(({ item, error }) => ({ clusterName, ...identityOf(item), ...failure(error) })),
  ]
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

function identityOf({ brokerName, brokerId }: BrokerNode): BrokerIdentity {
  return { brokerName, brokerId }
}

function byBroker(a: AccessOutcome, b: AccessOutcome): number {
  const [one, other] = [a.brokerName ?? '', b.brokerName ?? '']
  return one === other ? (a.brokerId ?? 0) - (b.brokerId ?? 0) : one < other ? -1 : 1
}

function awayOutcome({ name }: ClusterRow, gone: BrokerIdentity): AccessOutcome {
  const message = 'The name servers do not know the broker now.'
  return { clusterName: name, ...gone, state: 'AWAY', message }
}

function failure(error: unknown): Pick<AccessOutcome, 'message'> & { readonly state: 'AWAY' | 'FAILED' } {
  return { state: isAway(error) ? 'AWAY' : 'FAILED', message: toAppError(error).detail }
}

/** It did not answer; one that refuses would refuse again. */
function isAway(error: unknown): boolean {
  return toAppError(error).code === 'BROKER_UNAVAILABLE'
}

async function strikeOff(
  { db }: AccessNeeds,
  { cluster, accessKeys }: Settling,
  outcomes: readonly AccessOutcome[],
): Promise<void> {
  const clusterId = cluster.cluster_id
  for (const { brokerName, brokerId, state } of outcomes) {
    if (brokerName === null || brokerId === null) continue
    const broker = { brokerName, brokerId }
    const isMade = state === 'DONE' || state === 'NOT_ENFORCED'
    if (isMade) await deleteMissed(db, { clusterId, ...broker }, accessKeys)
    // One that is here for the first time.
    else await insertMissed(db, clusterId, [broker], accessKeys)
  }
}
