/** GET_BROKER_HA_STATUS 907, of a master without replicas, as `store/ha/DefaultHAService#getRuntimeInfo`. */
import { getBrokerHaStatus } from '@gantry/remoting/requests'
import { brokerHandler } from '../handler.ts'

const NO_CLIENT = {
  transferredByteInSecond: 0n,
  maxOffset: 0n,
  lastReadTimestamp: 0,
  lastWriteTimestamp: 0,
  masterFlushOffset: 0n,
}

export const getBrokerHaStatusHandler = brokerHandler(getBrokerHaStatus, (_call, { store }) => ({
  header: {},
  body: {
    master: true,
    masterCommitLogMaxOffset: BigInt(store.log.maxPosition),
    inSyncSlaveNums: 0,
    haConnectionInfo: [],
    haClientRuntimeInfo: NO_CLIENT,
  },
}))
