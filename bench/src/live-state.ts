/** Progress and connections of many groups: by the bare socket and by the administration client. */
import type { Admin } from '@gantry/remoting'
import { DEFAULT_DIALECT, type Dialect, encodeRequest } from '@gantry/remoting/internal'
import { getConsumerConnectionList, getConsumeStats } from '@gantry/remoting/requests'
import type { RigCluster } from '@gantry/rig'
import { BareSocket } from './bare-socket.ts'
import { medianMs } from './benchmark.ts'
import { benchGroup } from './workload.ts'

const RUNS = 30

export async function liveStateFloor(cluster: RigCluster, groups: number): Promise<number> {
  using socket = await BareSocket.open(brokerOf(cluster))
  const dialect: Dialect = { ...DEFAULT_DIALECT, credentials: cluster.credentials }
  return await medianMs(() => socket.roundTrip(() => liveStateFrames(groups, dialect)), RUNS)
}

/** Two requests for each of the first groups. */
export function liveStateFrames(groups: number, dialect: Dialect): Buffer[] {
  return Array.from({ length: groups }, (_, index) => ({
    header: { consumerGroup: benchGroup(index) },
  })).flatMap((input, index) => [
    encodeRequest(getConsumeStats, input, 2 * index, dialect),
    encodeRequest(getConsumerConnectionList, input, 2 * index + 1, dialect),
  ])
}

export async function liveStateOurs(admin: Admin, groups: number): Promise<number> {
  const names = Array.from({ length: groups }, (_, index) => benchGroup(index))
  return await medianMs(async () => {
    const states = await admin.consumption.liveStates(names)
    const online = states.filter(({ views }) => views.some(({ connections }) => connections !== undefined))
    if (states.length !== groups || online.length === 0) throw new Error('The live state is not complete.')
  }, RUNS)
}

/** A single request and its answer, one after the other. */
export async function oneCall(cluster: RigCluster, admin: Admin): Promise<{ ours: number; floor: number }> {
  using socket = await BareSocket.open(brokerOf(cluster))
  const dialect: Dialect = { ...DEFAULT_DIALECT, credentials: cluster.credentials }
  const input = { header: { consumerGroup: benchGroup(0) } }
  const calls = 2_000
  const floor = await medianMs(
    () => socket.roundTrip(() => [encodeRequest(getConsumeStats, input, 1, dialect)]),
    calls,
    200,
  )
  const ours = await medianMs(() => admin.cluster.call(brokerOf(cluster), getConsumeStats, input), calls, 200)
  return { ours, floor }
}

function brokerOf(cluster: RigCluster): string {
  return cluster.brokers[0]?.addr ?? ''
}
