/**
 * UPDATE_AND_CREATE_TOPIC_LIST 18: makes or changes several topics on one broker. Since 5.3.0.
 *
 * Body: `CreateTopicListRequestBody` { `topicConfigList` }. As in UPDATE_AND_CREATE_TOPIC, the names of `attributes`
 * are told to be set by a `+` before them and to be removed by a `-`.
 * @NOTE When one of the topics exists just as described, a broker says SUCCESS and leaves all the others undone: it
 * takes the request for a repeated one (still so in 5.5.0). A topic with attributes in the request never counts as such.
 * Send only what has to change, and look afterwards.
 * Defined in `remoting/protocol/body/CreateTopicListRequestBody`; answered by
 * `broker/processor/AdminBrokerProcessor#updateAndCreateTopicList`.
 * Refusals: those of UPDATE_AND_CREATE_TOPIC 17; then none of the topics is made.
 */
import { defineRequest, jsonBody } from '../protocol/layout.ts'
import { list, object } from '../protocol/shape.ts'
import { topicConfig } from './shapes/topic-config.ts'

export const updateAndCreateTopicList = defineRequest({
  name: 'UPDATE_AND_CREATE_TOPIC_LIST',
  code: 18,
  body: jsonBody(object({ topicConfigList: list(topicConfig) })),
})
