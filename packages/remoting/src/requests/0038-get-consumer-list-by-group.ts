/**
 * GET_CONSUMER_LIST_BY_GROUP 38: IDs of the clients of a group that are connected to one broker: what consumers
 * rebalance by. Proxies answer it too.
 *
 * Request fields: `consumerGroup`. Body: `GetConsumerListByGroupResponseBody` { `consumerIdList` }.
 * Defined in `remoting/protocol/header/GetConsumerListByGroupRequestHeader`, `GetConsumerListByGroupResponseBody`;
 * answered by `broker/processor/ConsumerManageProcessor#getConsumerListByGroup`.
 * Refusals: SYSTEM_ERROR 1 when no client of the group is connected.
 */
import { fields } from '../protocol/fields.ts'
import { defineRequest, jsonBody } from '../protocol/layout.ts'
import { list, object, text } from '../protocol/shape.ts'

export const getConsumerListByGroup = defineRequest({
  name: 'GET_CONSUMER_LIST_BY_GROUP',
  code: 38,
  readOnly: true,
  header: fields({ consumerGroup: text }),
  response: { body: jsonBody(object({ consumerIdList: list(text) })) },
})
