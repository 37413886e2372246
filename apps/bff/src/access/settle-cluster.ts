/** One cluster's masters brought to what they should hold; what a master misses is noted, and made up for later. */
import type { AccessOutcome } from '@gantry/contract'
import { type Admin, type BrokerNode, fanOut } from '@gantry/remoting'
import type { ClusterRow } from '../clusters/cluster-clients.ts'
import { requireWritable } from '../platform/brokers/require-writable.ts'
import { toAppError } from '../platform/http/problem.ts'
import type { AccessNeeds } from './access-needs.ts'
import { compareBroker, expectedOn } from './cluster-access.ts'
import type { ExpectedKey } from './expected-access.ts'
import { deleteMissed, insertMissed, rememberBrokers, selectBrokers } from './missed-change-store.ts'
import { repairBroker } from './repair-access.ts'

export interface Settling {
  readonly cluster: ClusterRow
  readonly accessKeys: readonly string[]
  /** Only these; all when left out. */
  readonly brokerNames?: readonly string[]
}

/**
 * Compares and repairs in one go. Masters that were there before and are away now count. Each that is known is noted as having missed
 * the change until it has made it, so that a cluster that is read-only, or a server that stops in the midst of it, loses nothing.
 * @returns what became of it on each master; nothing that a broker does makes it throw
 */
export async function settleCluster(
  needs: AccessNeeds,
  { cluster, accessKeys, brokerNames }: Settling,
  signal: AbortSignal,
): Promise<AccessOutcome[]> {
  const isWanted = (name: string): boolean => brokerNames?.includes(name) ?? true
  const known = await selectBrokers(needs.db, cluster.cluster_id)
  await insertMissed(needs.db, cluster.cluster_id, known.filter(isWanted), accessKeys)
  try {
    requireWritable({ cluster })
    const admin = needs.clusters.clients.adminFor(cluster)
    const masters = await admin.cluster.masters({ signal }).catch((error: unknown) => {
      if (known.length === 0 || !isAway(error)) throw error
      return []
    })
    const names = masters.map(({ brokerName }) => brokerName)
    await rememberBrokers(needs.db, cluster.cluster_id, names, needs.clock.nowMs())
    const present = masters.filter(({ brokerName }) => isWanted(brokerName))
    const absent = known.filter(name => isWanted(name) && !names.includes(name))
    const outcomes = await settleBrokers(needs, { cluster, accessKeys }, present, signal)
    const all = [...outcomes, ...absent.map(name => awayOutcome(cluster, name))]
    await strikeOff(needs, { cluster, accessKeys }, all)
    return all.toSorted((a, b) => ((a.brokerName ?? '') < (b.brokerName ?? '') ? -1 : 1))
  } catch (error) {
    return [{ clusterName: cluster.name, brokerName: null, ...failure(error) }]
  }
}

async function settleBrokers(
  needs: AccessNeeds,
  { cluster, accessKeys }: Settling,
  masters: readonly BrokerNode[],
  signal: AbortSignal,
): Promise<AccessOutcome[]> {
  const clusterName = cluster.name
  const admin = needs.clusters.clients.adminFor(cluster)
  const expected = await expectedOn(needs, cluster, new Set(accessKeys), signal)
  const settle = (node: BrokerNode) => settleBroker(admin, node, expected, signal)
  const { answered, failed } = await fanOut(masters, settle, { placeOf: ({ addr }) => addr, signal })
  return [
    ...answered.map(({ item, value }) => ({ clusterName, brokerName: item.brokerName, state: value })),
    ...failed.map(({ item, error }) => ({ clusterName, brokerName: item.brokerName, ...failure(error) })),
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

function awayOutcome({ name }: ClusterRow, brokerName: string): AccessOutcome {
  const message = 'The name servers do not know the broker now.'
  return { clusterName: name, brokerName, state: 'AWAY', message }
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
  for (const { brokerName, state } of outcomes) {
    if (brokerName === null) continue
    const isMade = state === 'DONE' || state === 'NOT_ENFORCED'
    if (isMade) await deleteMissed(db, { clusterId: cluster.cluster_id, brokerName }, accessKeys)
    // One that is here for the first time.
    else await insertMissed(db, cluster.cluster_id, [brokerName], accessKeys)
  }
}
