/**
 * QUERY_TOPIC_CONSUME_BY_WHO 300: groups that consume a topic on one broker: those connected with a subscription to it
 * and those that have offsets in it.
 *
 * Request fields: `topic`. Body: `GroupList` { `groupList` }, empty also for a topic that does not exist.
 * Defined in `remoting/protocol/header/QueryTopicConsumeByWhoRequestHeader`, `remoting/protocol/body/GroupList`;
 * answered by `broker/processor/AdminBrokerProcessor#queryTopicConsumeByWho`.
 */
import { fields } from '../protocol/fields.ts'
import { defineRequest, jsonBody } from '../protocol/layout.ts'
import { list, object, text } from '../protocol/shape.ts'

export const queryTopicConsumeByWho = defineRequest({
  name: 'QUERY_TOPIC_CONSUME_BY_WHO',
  code: 300,
  readOnly: true,
  header: fields({ topic: text }),
  response: { body: jsonBody(object({ groupList: list(text) })) },
})
