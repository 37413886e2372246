/** How replication stands, out of the answer to GET_BROKER_HA_STATUS. */
import { type BrokerInList, type BrokerReplication, toInt64 } from '@gantry/contract'
import type { BrokerNode } from '@gantry/remoting'
import type { HaRuntimeInfo } from '@gantry/remoting/requests'
import { toTimestamp } from '../platform/clock.ts'
import { MASTER_ID } from './broker-needs.ts'

/**
 * Of a master, in short; null for a replica.
 * @param nodes what the name servers know: a replica among them that is not connected does not follow
 */
export function shortReplication(
  info: HaRuntimeInfo,
  { brokerName }: Pick<BrokerNode, 'brokerName'>,
  nodes: ReadonlyArray<Pick<BrokerNode, 'brokerName' | 'brokerId'>>,
): BrokerInList['replication'] {
  if (!info.master) return null
  const behind = info.haConnectionInfo.map(({ diff }) => diff).toSorted((a, b) => Number(b - a))
  return {
    registered: nodes.filter(node => node.brokerName === brokerName && node.brokerId !== MASTER_ID).length,
    replicas: behind.length,
    inSync: info.haConnectionInfo.filter(({ inSync }) => inSync).length,
    behindBytes: toInt64(behind[0] ?? 0n),
  }
}

export function presentReplication(info: HaRuntimeInfo): BrokerReplication {
  const { haClientRuntimeInfo: client } = info
  return {
    commitLogMaxOffset: toInt64(info.master ? info.masterCommitLogMaxOffset : client.maxOffset),
    replicas: info.haConnectionInfo.map(
      ({ addr, slaveAckOffset, diff, inSync, transferredByteInSecond }) => ({
        addr,
        ackOffset: toInt64(slaveAckOffset),
        behindBytes: toInt64(diff),
        isInSync: inSync,
        bytesPerSecond: toInt64(transferredByteInSecond),
      }),
    ),
    source: info.master
      ? null
      : {
          masterAddr: client.masterAddr ?? null,
          maxOffset: toInt64(client.maxOffset),
          bytesPerSecond: toInt64(client.transferredByteInSecond),
          lastReadAt: client.lastReadTimestamp > 0 ? toTimestamp(client.lastReadTimestamp) : null,
        },
  }
}
