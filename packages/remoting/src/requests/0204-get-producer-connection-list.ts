/**
 * GET_PRODUCER_CONNECTION_LIST 204: clients of a producer group that are connected to one broker.
 *
 * Request fields: `producerGroup`. Body: `ProducerConnection` { `connectionSet` }.
 * Defined in `remoting/protocol/header/GetProducerConnectionListRequestHeader`,
 * `remoting/protocol/body/ProducerConnection`; answered by
 * `broker/processor/AdminBrokerProcessor#getProducerConnectionList`.
 * Refusals: SYSTEM_ERROR 1 when no client of the group is connected.
 */
import { fields } from '../protocol/fields.ts'
import { defineRequest, jsonBody } from '../protocol/layout.ts'
import { list, object, text } from '../protocol/shape.ts'
import { connection } from './shapes/connection.ts'

export const getProducerConnectionList = defineRequest({
  name: 'GET_PRODUCER_CONNECTION_LIST',
  code: 204,
  readOnly: true,
  header: fields({ producerGroup: text }),
  response: { body: jsonBody(object({ connectionSet: list(connection) })) },
})
