/**
 * GET_CONSUMER_STATUS_FROM_CLIENT 221: a broker asks a consumer for the offsets it holds.
 *
 * Request fields: `topic`; `group`. Body of the answer: `GetConsumerStatusBody` with `messageQueueTable`.
 * Defined in `remoting/protocol/header/GetConsumerStatusRequestHeader` and
 * `remoting/protocol/body/GetConsumerStatusBody`; sent by `broker/client/net/Broker2Client#getConsumeStatus`, answered
 * by `client/impl/ClientRemotingProcessor#getConsumeStatus`.
 */
import { defineRequest, jsonBody } from '../protocol/layout.ts'
import { consumerStatus, consumerStatusHeader } from './shapes/consumer-status.ts'

export const getConsumerStatusFromClient = defineRequest({
  name: 'GET_CONSUMER_STATUS_FROM_CLIENT',
  code: 221,
  readOnly: true,
  header: consumerStatusHeader,
  response: { body: jsonBody(consumerStatus) },
})
