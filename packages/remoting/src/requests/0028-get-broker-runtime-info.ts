/**
 * GET_BROKER_RUNTIME_INFO 28: what a broker measures of itself.
 *
 * Body: `KVTable`. Times are in ms, counts in messages, rates (`putTps`, `getTransferedTps` ...) three figures with
 * spaces between: over the last 10 s, 60 s and 600 s. Which names there are depends on release and settings.
 * Defined in `remoting/protocol/body/KVTable`, names in `broker/processor/AdminBrokerProcessor#prepareRuntimeInfo` and
 * `store/StoreStatsService#getRuntimeInfo`; answered by `AdminBrokerProcessor#getBrokerRuntimeInfo`.
 */
import { defineRequest, jsonBody } from '../protocol/layout.ts'
import { kvTable } from './shapes/kv-table.ts'

export const getBrokerRuntimeInfo = defineRequest({
  name: 'GET_BROKER_RUNTIME_INFO',
  code: 28,
  readOnly: true,
  response: { body: jsonBody(kvTable) },
})
