/**
 * DELETE_TOPIC_IN_BROKER 215: removes a topic with its messages from one broker; since 5.0 also the offsets that
 * groups have in it, since 5.1.4 also its POP retry topics. Name servers keep the
 * route: DELETE_TOPIC_IN_NAMESRV 216 as well. What is not there is deleted with SUCCESS, too.
 *
 * Request fields: `topic`.
 * Defined in `remoting/protocol/header/DeleteTopicRequestHeader`; answered by
 * `broker/processor/AdminBrokerProcessor#deleteTopic`.
 * Refusals: INVALID_PARAMETER 29 (SYSTEM_ERROR 1 before 5.3.2) for a system topic.
 */
import { fields } from '../protocol/fields.ts'
import { defineRequest } from '../protocol/layout.ts'
import { text } from '../protocol/shape.ts'

export const deleteTopicInBroker = defineRequest({
  name: 'DELETE_TOPIC_IN_BROKER',
  code: 215,
  header: fields({ topic: text }),
})
