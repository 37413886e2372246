/**
 * INVOKE_BROKER_TO_GET_CONSUMER_STATUS 223: the offsets that the consumers of a group hold in memory. The broker asks
 * each that is online with GET_CONSUMER_STATUS_FROM_CLIENT 221, one after another, 5 s for each.
 *
 * Request fields: `topic`; `group`; `clientAddr`, the client ID of the only consumer to ask.
 * Body of the answer: `GetConsumerStatusBody` with `consumerTable`; consumers that gave no answer are missing.
 * Defined in `remoting/protocol/header/GetConsumerStatusRequestHeader` and
 * `remoting/protocol/body/GetConsumerStatusBody`; answered by
 * `broker/processor/AdminBrokerProcessor#getConsumerStatus`.
 * Refusals: SYSTEM_ERROR 1 when no consumer of the group is online.
 */
import { defineRequest, jsonBody } from '../protocol/layout.ts'
import { consumerStatus, consumerStatusHeader } from './shapes/consumer-status.ts'

export const invokeBrokerToGetConsumerStatus = defineRequest({
  name: 'INVOKE_BROKER_TO_GET_CONSUMER_STATUS',
  code: 223,
  readOnly: true,
  header: consumerStatusHeader,
  response: { body: jsonBody(consumerStatus) },
})
