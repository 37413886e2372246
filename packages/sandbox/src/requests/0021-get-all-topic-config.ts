/**
 * GET_ALL_TOPIC_CONFIG 21, as `broker/processor/AdminBrokerProcessor#getAllTopicConfig`.
 * Not imitated: answers in pieces (`enableSplitMetadata`), which brokers have switched off.
 */
import { getAllTopicConfig } from '@gantry/remoting/requests'
import { brokerHandler } from '../handler.ts'

export const getAllTopicConfigHandler = brokerHandler(getAllTopicConfig, (_call, { topics }) => {
  const topicConfigTable = new Map(topics.all())
  return {
    header: { totalTopicNum: topicConfigTable.size },
    body: {
      topicConfigTable,
      dataVersion: topics.dataVersion,
      topicQueueMappingDetailMap: new Map(),
      topicQueueMappingInfoMap: new Map(),
    },
  }
})
