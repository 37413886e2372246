/**
 * CONTROLLER_GET_SYNC_STATE_DATA 1006, to the leading controller (1005 names it): which replicas of each broker name
 * keep up with their master. Since 5.0.
 *
 * Body: list of broker names. Body of the answer: `BrokerReplicasInfo`, without the names it does not know.
 * Defined in `remoting/protocol/body/BrokerReplicasInfo`; answered by
 * `controller/processor/ControllerRequestProcessor`, `controller/impl/manager/ReplicasInfoManager`.
 * Refusals: CONTROLLER_NOT_LEADER 2007; SYSTEM_ERROR 1 for an empty list.
 */
import { defineRequest, jsonBody } from '../protocol/layout.ts'
import {
  bool,
  type Infer,
  int32,
  list,
  mapOf,
  object,
  optional,
  text,
  withDefault,
} from '../protocol/shape.ts'

export const replicaIdentity = object({
  brokerName: text,
  brokerId: int32,
  brokerAddress: text,
  alive: withDefault(bool, false),
})
export type ReplicaIdentity = Infer<typeof replicaIdentity>

export const replicasInfo = object({
  /** Absent while there is no master. */
  masterBrokerId: optional(int32),
  masterAddress: optional(text),
  masterEpoch: int32,
  syncStateSetEpoch: int32,
  inSyncReplicas: list(replicaIdentity),
  notInSyncReplicas: list(replicaIdentity),
})
export type ReplicasInfo = Infer<typeof replicasInfo>

export const brokerReplicasInfo = object({ replicasInfoTable: mapOf(text, replicasInfo) })
export type BrokerReplicasInfo = Infer<typeof brokerReplicasInfo>

export const controllerGetSyncStateData = defineRequest({
  name: 'CONTROLLER_GET_SYNC_STATE_DATA',
  code: 1006,
  readOnly: true,
  body: jsonBody(list(text)),
  response: { body: jsonBody(brokerReplicasInfo) },
})
