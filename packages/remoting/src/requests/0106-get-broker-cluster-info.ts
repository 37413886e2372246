/**
 * GET_BROKER_CLUSTER_INFO 106, to a name server: every broker that it knows, by cluster.
 *
 * Body: `ClusterInfo` { `brokerAddrTable`: broker name to `BrokerData`, `clusterAddrTable`: cluster to broker names }.
 * Defined in `remoting/protocol/body/ClusterInfo`; answered by `namesrv/processor/DefaultRequestProcessor`.
 */
import { defineRequest, jsonBody } from '../protocol/layout.ts'
import { type Infer, list, mapOf, object, text } from '../protocol/shape.ts'
import { brokerData } from './shapes/broker-data.ts'

export const clusterInfo = object({
  brokerAddrTable: mapOf(text, brokerData),
  clusterAddrTable: mapOf(text, list(text)),
})
export type ClusterInfo = Infer<typeof clusterInfo>

export const getBrokerClusterInfo = defineRequest({
  name: 'GET_BROKER_CLUSTER_INFO',
  code: 106,
  readOnly: true,
  response: { body: jsonBody(clusterInfo) },
})
