/**
 * GET_CONSUMER_RUNNING_INFO 307: what one client of a group is doing. The broker hands the request on to the client
 * as it is, and the client's answer back.
 *
 * Request fields: `consumerGroup`, `clientId`; `jstackEnable`, true for the stacks of the client's threads.
 * Body: `ConsumerRunningInfo`.
 * Defined in `remoting/protocol/header/GetConsumerRunningInfoRequestHeader`,
 * `remoting/protocol/body/ConsumerRunningInfo`; relayed by
 * `broker/processor/AdminBrokerProcessor#getConsumerRunningInfo`, answered by `client/impl/ClientRemotingProcessor`.
 * Refusals: SYSTEM_ERROR 1 when the client is not connected to this broker, or is not of that group;
 * CONSUME_MSG_TIMEOUT 207 when it gives no answer within 10 s; REQUEST_CODE_NOT_SUPPORTED 3 from a client that
 * does not know the request.
 */
import { fields } from '../protocol/fields.ts'
import { defineRequest, jsonBody } from '../protocol/layout.ts'
import { bool, optional, text } from '../protocol/shape.ts'
import { consumerRunningInfo } from './shapes/consumer-running-info.ts'

export const getConsumerRunningInfo = defineRequest({
  name: 'GET_CONSUMER_RUNNING_INFO',
  code: 307,
  readOnly: true,
  isRelayed: true,
  header: fields({ consumerGroup: text, clientId: text, jstackEnable: optional(bool) }),
  response: { body: jsonBody(consumerRunningInfo) },
})
