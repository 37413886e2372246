/**
 * UPDATE_AND_CREATE_TOPIC 17, as `broker/processor/AdminBrokerProcessor#updateAndCreateTopic`.
 */
import { updateAndCreateTopic } from '@gantry/remoting/requests'
import { brokerHandler, DONE } from '../handler.ts'
import { parseAttributes } from '../state/attributes.ts'
import { Refused } from '../state/refused.ts'

export const updateAndCreateTopicHandler = brokerHandler(updateAndCreateTopic, ({ header }, broker) => {
  broker.topics.checkName(header.topic)
  const attributes = parseAttributes(header.attributes ?? '')
  if (attributes.get('+message.type') === 'MIXED' && !broker.settings.isOn('enableMixedMessageType')) {
    throw new Refused('INVALID_PARAMETER', 'MIXED message type is not supported.')
  }
  const { readQueueNums, writeQueueNums, perm, topicFilterType, order } = header
  const topicSysFlag = header.topicSysFlag ?? 0
  const counts = { readQueueNums, writeQueueNums }
  broker.topics.save([
    { topicName: header.topic, ...counts, perm, topicFilterType, topicSysFlag, order, attributes },
  ])
  return DONE
})
