import type { HaRuntimeInfo } from '@gantry/remoting/requests'
import { describe, expect, it } from 'vitest'
import { presentReplication, shortReplication } from './replication.ts'

const NO_CLIENT: HaRuntimeInfo['haClientRuntimeInfo'] = {
  masterAddr: undefined,
  transferredByteInSecond: 0n,
  maxOffset: 0n,
  lastReadTimestamp: 0,
  lastWriteTimestamp: 0,
  masterFlushOffset: 0n,
}
const replica = (addr: string, diff: bigint, inSync: boolean) => ({
  addr,
  diff,
  inSync,
  slaveAckOffset: 9_007_199_254_740_993n - diff,
  transferredByteInSecond: 512n,
  transferFromWhere: 0n,
})
const A = { brokerName: 'broker-a' }
const MASTER: HaRuntimeInfo = {
  master: true,
  masterCommitLogMaxOffset: 9_007_199_254_740_993n,
  inSyncSlaveNums: 1,
  haConnectionInfo: [replica('10.0.0.2:1', 0n, true), replica('10.0.0.3:1', 4_096n, false)],
  haClientRuntimeInfo: NO_CLIENT,
}

describe('replication', () => {
  it('of a master says who follows, who keeps up, and how far the last is behind, to the byte', () => {
    const nodes = [0, 1, 2, 3].map(brokerId => ({ brokerName: 'broker-a', brokerId }))
    const others = [{ brokerName: 'broker-b', brokerId: 1 }]
    expect(shortReplication(MASTER, A, [...nodes, ...others])).toEqual({
      registered: 3,
      replicas: 2,
      inSync: 1,
      behindBytes: 4_096,
    })
    expect(presentReplication(MASTER)).toMatchObject({
      commitLogMaxOffset: '9007199254740993',
      replicas: [
        { addr: '10.0.0.2:1', behindBytes: 0, isInSync: true, ackOffset: '9007199254740993' },
        { addr: '10.0.0.3:1', behindBytes: 4_096, isInSync: false, bytesPerSecond: 512 },
      ],
      source: null,
    })
  })

  it('of a replica says whom it follows and since when it has heard nothing', () => {
    const haClientRuntimeInfo = { ...NO_CLIENT, masterAddr: '10.0.0.1:10912', maxOffset: 77n }
    const info: HaRuntimeInfo = { ...MASTER, master: false, haConnectionInfo: [], haClientRuntimeInfo }
    expect(shortReplication(info, A, [])).toBeNull()
    expect(presentReplication(info)).toEqual({
      commitLogMaxOffset: 77,
      replicas: [],
      source: { masterAddr: '10.0.0.1:10912', maxOffset: 77, bytesPerSecond: 0, lastReadAt: null },
    })
  })
})
