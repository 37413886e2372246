/** What controllers say of a broker name: its master, and which replicas keep up. */
import type { SyncState } from '@gantry/contract'
import type { BrokerNode, Cluster } from '@gantry/remoting'
import {
  controllerGetMetadataInfo,
  controllerGetSyncStateData,
  type ReplicaIdentity,
} from '@gantry/remoting/requests'
import { namesrvAddrs } from '@gantry/rules'
import { TIMEOUT_MS } from './broker-needs.ts'

/**
 * @param config of the broker: it names the controllers
 * @returns null where no controller chooses masters
 * @throws RemotingError when none of them answers
 */
export async function readSyncState(
  cluster: Pick<Cluster, 'call'>,
  { brokerName }: BrokerNode,
  config: ReadonlyMap<string, string>,
  signal: AbortSignal,
): Promise<SyncState | null> {
  const addrs = namesrvAddrs(config.get('controllerAddr') ?? '')
  if (config.get('enableControllerMode') !== 'true' || addrs.length === 0) return null
  const options = { timeoutMs: TIMEOUT_MS, signal }
  // Any of them knows who leads; the first that answers does.
  const controllerAddr = await Promise.any(
    addrs.map(async addr => {
      const { header } = await cluster.call(addr, controllerGetMetadataInfo, { header: {} }, options)
      return header.controllerLeaderAddress ?? addr
    }),
  ).catch((error: unknown) => {
    throw error instanceof AggregateError ? error.errors[0] : error
  })
  const input = { header: {}, body: [brokerName] }
  const { body } = await cluster.call(controllerAddr, controllerGetSyncStateData, input, options)
  const found = body.replicasInfoTable.get(brokerName)
  if (found === undefined) return null
  return {
    controllerAddr,
    masterAddr: found.masterAddress ?? null,
    masterEpoch: found.masterEpoch,
    inSync: found.inSyncReplicas.map(presentReplica),
    notInSync: found.notInSyncReplicas.map(presentReplica),
  }
}

function presentReplica({ brokerId, brokerAddress, alive }: ReplicaIdentity): SyncState['inSync'][number] {
  return { brokerId, addr: brokerAddress, isAlive: alive }
}
