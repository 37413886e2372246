/**
 * GET_ALL_TOPIC_LIST_FROM_NAMESERVER 206, to a name server: names of all topics that some broker has registered,
 * system, `%RETRY%` and `%DLQ%` topics among them.
 *
 * Body: `TopicList`, without `brokerAddr`.
 * Defined in `remoting/protocol/body/TopicList`; answered by
 * `namesrv/processor/DefaultRequestProcessor#getAllTopicListFromNameserver`.
 * Refusals: SYSTEM_ERROR 1 `disable` when the name server has `enableAllTopicList` off (5.0 and later).
 */
import { defineRequest, jsonBody } from '../protocol/layout.ts'
import { topicList } from './shapes/topic-list.ts'

export const getAllTopicListFromNameserver = defineRequest({
  name: 'GET_ALL_TOPIC_LIST_FROM_NAMESERVER',
  code: 206,
  readOnly: true,
  response: { body: jsonBody(topicList) },
})
