/**
 * GET_TOPIC_CONFIG 351: the configuration of one topic on one broker. Since 5.0.
 *
 * Request fields: `topic`; `lo`, true to have the queue mapping of a static topic as well.
 * Body: `TopicConfigAndQueueMapping`.
 * Defined in `remoting/protocol/header/GetTopicConfigRequestHeader`,
 * `remoting/protocol/statictopic/TopicConfigAndQueueMapping`; answered by
 * `broker/processor/AdminBrokerProcessor#getTopicConfig`.
 * Refusals: TOPIC_NOT_EXIST 17.
 */
import { fields } from '../protocol/fields.ts'
import { defineRequest, jsonBody } from '../protocol/layout.ts'
import { bool, type Infer, object, optional, text } from '../protocol/shape.ts'
import { topicConfigFields } from './shapes/topic-config.ts'
import { topicQueueMappingDetail } from './shapes/topic-queue-mapping.ts'

export const topicConfigAndQueueMapping = object({
  ...topicConfigFields,
  mappingDetail: optional(topicQueueMappingDetail),
})
export type TopicConfigAndQueueMapping = Infer<typeof topicConfigAndQueueMapping>

export const getTopicConfig = defineRequest({
  name: 'GET_TOPIC_CONFIG',
  code: 351,
  readOnly: true,
  header: fields({ topic: text, lo: optional(bool) }),
  response: { body: jsonBody(topicConfigAndQueueMapping) },
})
