/**
 * GET_TOPICS_BY_CLUSTER 224, to a name server: names of the topics that brokers of one cluster have registered.
 *
 * Request fields: `cluster`. Body: `TopicList`, empty for a cluster that is not known.
 * Defined in `remoting/protocol/header/GetTopicsByClusterRequestHeader`; answered by
 * `namesrv/processor/DefaultRequestProcessor#getTopicsByCluster`.
 * Refusals: SYSTEM_ERROR 1 `disable` when the name server has `enableTopicList` off (5.0 and later).
 */
import { fields } from '../protocol/fields.ts'
import { defineRequest, jsonBody } from '../protocol/layout.ts'
import { text } from '../protocol/shape.ts'
import { topicList } from './shapes/topic-list.ts'

export const getTopicsByCluster = defineRequest({
  name: 'GET_TOPICS_BY_CLUSTER',
  code: 224,
  readOnly: true,
  header: fields({ cluster: text }),
  response: { body: jsonBody(topicList) },
})
