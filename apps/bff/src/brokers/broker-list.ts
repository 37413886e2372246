/** Every broker of a cluster, as it is now. */
import type { BrokerInList, brokerList, ResponseOf } from '@gantry/contract'
import { fanOut } from '@gantry/remoting'
import { noSuchCluster } from '../clusters/cluster-errors.ts'
import { type BrokerNeeds, MASTER_ID, TIMEOUT_MS } from './broker-needs.ts'
import { shortReplication } from './replication.ts'
import { isWritable, readWritePermission } from './write-permission.ts'

/** @throws AppError NOT_FOUND */
export async function listBrokers(
  { clusters }: BrokerNeeds,
  clusterId: string,
  signal: AbortSignal,
): Promise<ResponseOf<typeof brokerList>> {
  const row = await clusters.find(clusterId)
  if (row === undefined) throw noSuchCluster()
  const admin = clusters.clients.adminFor(row)
  const [{ live }, told] = await Promise.all([
    clusters.view(clusterId, signal),
    readWritePermission(admin, row.namesrv_addr, signal),
  ])
  const masters = live.brokers.filter(({ brokerId, isOnline }) => brokerId === MASTER_ID && isOnline)
  // Releases before 5.0 do not know it, and some masters keep no record: that is not told as a failure.
  const { answered } = await fanOut(
    masters,
    ({ addr }) => admin.brokers.haStatus(addr, { timeoutMs: TIMEOUT_MS, signal }),
    { placeOf: ({ addr }) => addr, signal },
  )
  const replicationAt = new Map(
    answered.map(({ item, place, value }) => [place, shortReplication(value, item, live.brokers)]),
  )
  const items = live.brokers.map(
    (broker): BrokerInList => ({
      ...broker,
      isWritable: broker.brokerId === MASTER_ID ? isWritable(told, broker.brokerName) : null,
      replication: replicationAt.get(broker.addr) ?? null,
    }),
  )
  return { items, nextCursor: null, partial: live.partial, asOf: live.asOf }
}
