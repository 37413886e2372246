/**
 * GET_SYSTEM_TOPIC_LIST_FROM_BROKER 305: the topics that belong to RocketMQ itself (`TBW102`, `SCHEDULE_TOPIC_XXXX` ...).
 *
 * Body: `TopicList`, without `brokerAddr`.
 * Defined in `remoting/protocol/body/TopicList`, names in `common/topic/TopicValidator`; answered by
 * `broker/processor/AdminBrokerProcessor#getSystemTopicListFromBroker`.
 */
import { defineRequest, jsonBody } from '../protocol/layout.ts'
import { topicList } from './shapes/topic-list.ts'

export const getSystemTopicListFromBroker = defineRequest({
  name: 'GET_SYSTEM_TOPIC_LIST_FROM_BROKER',
  code: 305,
  readOnly: true,
  response: { body: jsonBody(topicList) },
})
