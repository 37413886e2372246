/**
 * GET_ALL_TOPIC_CONFIG 21: the configuration of every topic of one broker, system topics included.
 *
 * Request fields, all for paging (5.4 and later; older brokers send everything whatever is asked): `topicSeq`, how
 * many topics were received so far; `dataVersion` of the page before, as JSON, empty at first: when it is out of date
 * the broker begins again; `maxTopicNum`, to which the broker's own `splitMetadataSize` (2,000) is the limit. Without
 * any of them every topic comes at once.
 * The answer's field `totalTopicNum` is the number of topics of the broker (5.4 and later).
 * Body: `TopicConfigAndMappingSerializeWrapper`; before 5.0 `TopicConfigSerializeWrapper`, without the mappings.
 * Defined in `remoting/protocol/header/GetAllTopicConfigRequestHeader`, `GetAllTopicConfigResponseHeader`,
 * `remoting/protocol/body/*Wrapper`; answered by `broker/processor/AdminBrokerProcessor#getAllTopicConfig`.
 */
import { fields } from '../protocol/fields.ts'
import { defineRequest, jsonBody } from '../protocol/layout.ts'
import { remembered } from '../protocol/remembered-body.ts'
import { type Infer, int32, mapOf, object, optional, text } from '../protocol/shape.ts'
import { dataVersion } from './shapes/data-version.ts'
import { dataVersionText } from './shapes/data-version-text.ts'
import { topicConfig } from './shapes/topic-config.ts'
import { topicQueueMappingDetail, topicQueueMappingInfo } from './shapes/topic-queue-mapping.ts'

export const topicConfigTable = object({
  topicConfigTable: mapOf(text, topicConfig),
  /** Of the table of topics. */
  dataVersion,
  /** Static topics; empty before 5.0. */
  topicQueueMappingDetailMap: mapOf(text, topicQueueMappingDetail),
  /** Filled only where a broker registers with a name server. */
  topicQueueMappingInfoMap: mapOf(text, topicQueueMappingInfo),
  mappingDataVersion: optional(dataVersion),
})
export type TopicConfigTable = Infer<typeof topicConfigTable>

export const getAllTopicConfig = defineRequest({
  name: 'GET_ALL_TOPIC_CONFIG',
  code: 21,
  readOnly: true,
  header: fields({
    topicSeq: optional(int32),
    dataVersion: dataVersionText,
    maxTopicNum: optional(int32),
  }),
  response: {
    header: fields({ totalTopicNum: optional(int32) }),
    body: remembered(jsonBody(topicConfigTable)),
  },
})
