/** A cluster as it is now: its brokers, each asked for its own figures. */
import type { BrokerSummary, clusterView, ResponseOf } from '@gantry/contract'
import { type BrokerNode, BrokerRefused, fanOut } from '@gantry/remoting'
import { partialOf } from '../platform/brokers/partial-of.ts'
import { toTimestamp } from '../platform/clock.ts'
import { toAppError } from '../platform/http/problem.ts'
import { figuresOf, NO_FIGURES } from './broker-figures.ts'
import type { ClusterNeeds } from './cluster-needs.ts'
import type { ClusterTable } from './cluster-table.ts'

export type ClusterLive = ResponseOf<typeof clusterView>['live']

const MASTER_ID = 0
/** A broker that takes longer is shown as one that does not answer, so that it does not hold up the page. */
const TIMEOUT_MS = 3_000

/** Never fails for what a cluster does: one that cannot be reached is `DOWN`, and `partial` says why. */
export async function readLive(
  { clients, clock, states }: ClusterNeeds,
  row: ClusterTable,
  signal: AbortSignal,
): Promise<ClusterLive> {
  const asOf = toTimestamp(clock.nowMs())
  try {
    const admin = clients.adminFor(row)
    const nodes = (await admin.cluster.brokers({ timeoutMs: TIMEOUT_MS, signal })).toSorted(byName)
    const { answered, failed } = await fanOut(
      nodes,
      ({ addr }) => admin.brokers.runtimeInfo(addr, { timeoutMs: TIMEOUT_MS, signal }),
      { placeOf: ({ addr }) => addr, signal },
    )
    const brokers = [
      ...answered.map(({ item, value }) => present(item, true, figuresOf(value))),
      ...failed.map(({ item, error }) => present(item, error instanceof BrokerRefused, NO_FIGURES)),
    ].toSorted(byName)
    const state = stateOf(brokers, failed.length)
    if (!signal.aborted) states.note(row.cluster_id, state)
    return { state, brokers, partial: partialOf(failed), asOf }
  } catch (error) {
    signal.throwIfAborted()
    states.note(row.cluster_id, 'DOWN')
    const reason = { brokerAddr: row.namesrv_addr, message: toAppError(error).detail }
    return { state: 'DOWN', brokers: [], partial: { reasons: [reason] }, asOf }
  }
}

function stateOf(brokers: readonly BrokerSummary[], failures: number): ClusterLive['state'] {
  if (failures === 0) return 'UP'
  return brokers.some(({ isOnline }) => isOnline) ? 'DEGRADED' : 'DOWN'
}

/** @param isOnline also for a broker that refuses: it is there, with a complaint */
function present(node: BrokerNode, isOnline: boolean, figures: typeof NO_FIGURES): BrokerSummary {
  return { ...node, role: node.brokerId === MASTER_ID ? 'MASTER' : 'REPLICA', isOnline, ...figures }
}

function byName(a: BrokerNode, b: BrokerNode): number {
  return keyOf(a) < keyOf(b) ? -1 : 1
}

function keyOf({ clusterName, brokerName, brokerId }: BrokerNode): string {
  return [clusterName, brokerName, String(brokerId).padStart(10, '0')].join('\n')
}
