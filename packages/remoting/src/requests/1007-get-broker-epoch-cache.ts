/**
 * GET_BROKER_EPOCH_CACHE 1007: the terms of office of masters, as a broker under a controller knows them. Since 5.0.
 *
 * Body: `EpochEntryCache`.
 * Defined in `remoting/protocol/body/EpochEntryCache`, `remoting/protocol/EpochEntry`; answered by
 * `broker/processor/AdminBrokerProcessor#getBrokerEpochCache`.
 * Refusals: SYSTEM_ERROR 1 from a broker that is under no controller.
 */
import { defineRequest, jsonBody } from '../protocol/layout.ts'
import { type Infer, int32, int64, list, object, text } from '../protocol/shape.ts'

export const epochEntry = object({
  epoch: int32,
  /** First offset in the commit log (bytes). */
  startOffset: int64,
  /** Offset behind the last; 2^63-1 for the current term. */
  endOffset: int64,
})
export type EpochEntry = Infer<typeof epochEntry>

export const epochEntryCache = object({
  clusterName: text,
  brokerName: text,
  brokerId: int32,
  epochList: list(epochEntry),
  /** End of the commit log (bytes). */
  maxOffset: int64,
})
export type EpochEntryCache = Infer<typeof epochEntryCache>

export const getBrokerEpochCache = defineRequest({
  name: 'GET_BROKER_EPOCH_CACHE',
  code: 1007,
  readOnly: true,
  response: { body: jsonBody(epochEntryCache) },
})
