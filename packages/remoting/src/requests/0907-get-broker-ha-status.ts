/**
 * GET_BROKER_HA_STATUS 907: how replication stands, as the asked broker sees it. Since 5.0.
 *
 * Body: `HARuntimeInfo`: a master fills `haConnectionInfo`, a replica `haClientRuntimeInfo`.
 * `isActivated` of a replica never travels: the class has no getter for it.
 * Defined in `remoting/protocol/body/HARuntimeInfo`; answered by
 * `broker/processor/AdminBrokerProcessor#getBrokerHaStatus`.
 * Refusals: SYSTEM_ERROR 1 when the broker keeps no record of it (`duplicationEnable`).
 */
import { defineRequest, jsonBody } from '../protocol/layout.ts'
import { bool, type Infer, int32, int64, list, millis, object, optional, text } from '../protocol/shape.ts'

export const haConnectionRuntimeInfo = object({
  /** `host:port` of the replica. */
  addr: text,
  /** Offset in the commit log (bytes) up to which the replica has confirmed. */
  slaveAckOffset: int64,
  /** Bytes that the replica is behind. */
  diff: int64,
  inSync: bool,
  transferredByteInSecond: int64,
  /** Offset in the commit log (bytes) that is sent next. */
  transferFromWhere: int64,
})
export type HaConnectionRuntimeInfo = Infer<typeof haConnectionRuntimeInfo>

export const haClientRuntimeInfo = object({
  /** Address for replication; absent on a master, and while the replica does not know it. */
  masterAddr: optional(text),
  transferredByteInSecond: int64,
  /** End of the replica's commit log (bytes). */
  maxOffset: int64,
  lastReadTimestamp: millis,
  lastWriteTimestamp: millis,
  masterFlushOffset: int64,
})
export type HaClientRuntimeInfo = Infer<typeof haClientRuntimeInfo>

export const haRuntimeInfo = object({
  master: bool,
  /** End of the commit log (bytes). */
  masterCommitLogMaxOffset: int64,
  inSyncSlaveNums: int32,
  haConnectionInfo: list(haConnectionRuntimeInfo),
  haClientRuntimeInfo,
})
export type HaRuntimeInfo = Infer<typeof haRuntimeInfo>

export const getBrokerHaStatus = defineRequest({
  name: 'GET_BROKER_HA_STATUS',
  code: 907,
  readOnly: true,
  response: { body: jsonBody(haRuntimeInfo) },
})
