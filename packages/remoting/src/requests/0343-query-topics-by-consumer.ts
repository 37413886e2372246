/**
 * QUERY_TOPICS_BY_CONSUMER 343: topics that a group has offsets in on one broker, its retry topic among them. Since 5.0.
 *
 * Request fields: `group`. Body: `TopicList`, empty for a group that is not known.
 * Defined in `remoting/protocol/header/QueryTopicsByConsumerRequestHeader`; answered by
 * `broker/processor/AdminBrokerProcessor#queryTopicsByConsumer`.
 */
import { fields } from '../protocol/fields.ts'
import { defineRequest, jsonBody } from '../protocol/layout.ts'
import { text } from '../protocol/shape.ts'
import { topicList } from './shapes/topic-list.ts'

export const queryTopicsByConsumer = defineRequest({
  name: 'QUERY_TOPICS_BY_CONSUMER',
  code: 343,
  readOnly: true,
  header: fields({ group: text }),
  response: { body: jsonBody(topicList) },
})
