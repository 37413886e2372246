/**
 * GET_SYSTEM_TOPIC_LIST_FROM_NS 304, to a name server: the topics that every broker makes under its own name and that
 * of its cluster.
 *
 * Body: `TopicList`: names of clusters and brokers; `brokerAddr` is one broker that can be asked for the rest by
 * GET_SYSTEM_TOPIC_LIST_FROM_BROKER 305.
 * Defined in `remoting/protocol/body/TopicList`; answered by
 * `namesrv/processor/DefaultRequestProcessor#getSystemTopicListFromNs`.
 */
import { defineRequest, jsonBody } from '../protocol/layout.ts'
import { topicList } from './shapes/topic-list.ts'

export const getSystemTopicListFromNs = defineRequest({
  name: 'GET_SYSTEM_TOPIC_LIST_FROM_NS',
  code: 304,
  readOnly: true,
  response: { body: jsonBody(topicList) },
})
