/**
 * REGISTER_BROKER 103: a broker tells a name server about itself and its topics, every 30 s and with each change. Name
 * servers forget a broker after 120 s without one, or when the connection ends.
 *
 * Request fields: `brokerName`; `brokerAddr` and `haServerAddr`, as `ip:port`; `clusterName`; `brokerId`, 0 for the
 * master; `heartbeatTimeoutMillis` instead of the 120 s and `enableActingMaster` (both 5.0 and later); `compressed`;
 * `bodyCrc32`, the lower 31 bits of the body's CRC-32, 0 for unchecked.
 * Body: `RegisterBrokerBody`, as JSON: what is here is the form with `compressed` false. Left out it means no topics.
 * The answer holds the master's addresses, for replicas. Its body holds the order configuration of all topics, where
 * name servers are set up to return it (they are by default).
 * Defined in `remoting/protocol/header/namesrv/RegisterBrokerRequestHeader`, `RegisterBrokerResponseHeader`,
 * `remoting/protocol/body/RegisterBrokerBody` and `TopicConfigAndMappingSerializeWrapper`; answered by
 * `namesrv/processor/DefaultRequestProcessor#registerBroker`.
 * Refusals: SYSTEM_ERROR 1 for a wrong `bodyCrc32`, and (5.0 and later) for a broker that was not there yet and names
 * exactly one topic. A broker with a lower `stateVersion` than the one it would replace is ignored, with SUCCESS.
 */
import { fields } from '../protocol/fields.ts'
import { defineRequest, optionalJsonBody } from '../protocol/layout.ts'
import {
  bool,
  type Infer,
  int32,
  list,
  mapOf,
  millis,
  object,
  optional,
  text,
  withDefault,
} from '../protocol/shape.ts'
import { dataVersion } from './shapes/data-version.ts'
import { kvTable } from './shapes/kv-table.ts'
import { topicConfig } from './shapes/topic-config.ts'
import { topicQueueMappingDetail, topicQueueMappingInfo } from './shapes/topic-queue-mapping.ts'

export const registerBrokerBody = object({
  topicConfigSerializeWrapper: object({
    topicConfigTable: mapOf(text, topicConfig),
    dataVersion,
    /** Static topics, here and below (5.0 and later). */
    topicQueueMappingInfoMap: mapOf(text, topicQueueMappingInfo),
    topicQueueMappingDetailMap: mapOf(text, topicQueueMappingDetail),
    mappingDataVersion: optional(dataVersion),
  }),
  /** Addresses of filter servers: gone since 4.3, but still on the wire. */
  filterServerList: list(text),
})
export type RegisterBrokerBody = Infer<typeof registerBrokerBody>

export const registerBroker = defineRequest({
  name: 'REGISTER_BROKER',
  code: 103,
  header: fields({
    brokerName: text,
    brokerAddr: text,
    clusterName: text,
    haServerAddr: text,
    brokerId: int32,
    heartbeatTimeoutMillis: optional(millis),
    enableActingMaster: optional(bool),
    compressed: withDefault(bool, false),
    bodyCrc32: withDefault(int32, 0),
  }),
  body: optionalJsonBody(registerBrokerBody),
  response: {
    header: fields({ haServerAddr: optional(text), masterAddr: optional(text) }),
    body: optionalJsonBody(kvTable),
  },
})
