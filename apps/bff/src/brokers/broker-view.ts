/** One broker: what it measures, its replication, and who may write to it. What one part lacks is said beside the others. */
import type { brokerView, Partial, ResponseOf } from '@gantry/contract'
import { BrokerRefused } from '@gantry/remoting'
import { figuresOf, NO_FIGURES } from '../clusters/broker-figures.ts'
import { toTimestamp } from '../platform/clock.ts'
import { toAppError } from '../platform/http/problem.ts'
import { type BrokerNeeds, type BrokerParams, MASTER_ID, TIMEOUT_MS } from './broker-needs.ts'
import { findBroker } from './find-broker.ts'
import { presentReplication, shortReplication } from './replication.ts'
import { readSyncState } from './sync-state.ts'
import { isWritable, presentWritePermission, readWritePermission } from './write-permission.ts'

type Settled<T> =
  | { readonly value: T; readonly error?: never }
  | { readonly value?: never; readonly error: unknown }

/** @throws AppError NOT_FOUND; RemotingError when no name server answers */
export async function viewBroker(
  needs: BrokerNeeds,
  params: BrokerParams,
  brokerId: number | undefined,
  signal: AbortSignal,
): Promise<ResponseOf<typeof brokerView>> {
  const { row, admin, node, nodes } = await findBroker(needs, params, brokerId, signal)
  const asOf = toTimestamp(needs.clock.nowMs())
  const isMaster = node.brokerId === MASTER_ID
  const options = { timeoutMs: TIMEOUT_MS, signal }
  const [info, ha, syncState, told] = await Promise.all([
    settled(admin.brokers.runtimeInfo(node.addr, options)),
    settled(admin.brokers.haStatus(node.addr, options)),
    settled(
      admin.brokers
        .config(node.addr, options)
        .then(config => readSyncState(admin.cluster, node, config, signal)),
    ),
    isMaster ? readWritePermission(admin, row.namesrv_addr, signal) : [],
  ])
  signal.throwIfAborted()
  const runtime = [...(info.value ?? [])].map(([name, value]) => ({ name, value }))
  return {
    broker: {
      ...node,
      role: isMaster ? 'MASTER' : 'REPLICA',
      isOnline: info.value !== undefined || info.error instanceof BrokerRefused,
      ...(info.value ? figuresOf(info.value) : NO_FIGURES),
      isWritable: isMaster ? isWritable(told, node.brokerName) : null,
      replication: ha.value ? shortReplication(ha.value, node, nodes) : null,
    },
    processes: nodes
      .filter(({ brokerName }) => brokerName === node.brokerName)
      .map(({ brokerId: id, addr }) => ({ brokerId: id, addr })),
    runtime: runtime.toSorted((a, b) => a.name.localeCompare(b.name, 'en')),
    replication: ha.value ? presentReplication(ha.value) : null,
    syncState: syncState.value ?? null,
    writePermission: presentWritePermission(told, node.brokerName),
    partial: reasonsOf(node, [info.error, ha.error, syncState.error]),
    asOf,
  }
}

async function settled<T>(asked: Promise<T>): Promise<Settled<T>> {
  try {
    return { value: await asked }
  } catch (error) {
    return { error }
  }
}

/** A broker that is away says the same to every question: once is enough. */
function reasonsOf(
  node: { readonly brokerName: string; readonly addr: string },
  errors: readonly unknown[],
): Partial | null {
  const messages = new Set(errors.filter(error => error !== undefined).map(error => toAppError(error).detail))
  if (messages.size === 0) return null
  const { brokerName, addr: brokerAddr } = node
  return { reasons: [...messages].map(message => ({ brokerName, brokerAddr, message })) }
}
