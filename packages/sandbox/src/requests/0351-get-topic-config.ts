/** GET_TOPIC_CONFIG 351, as `broker/processor/AdminBrokerProcessor#getTopicConfig`. */
import { getTopicConfig } from '@gantry/remoting/requests'
import { brokerHandler } from '../handler.ts'
import { Refused } from '../state/refused.ts'

export const getTopicConfigHandler = brokerHandler(getTopicConfig, ({ header: { topic } }, broker) => {
  const config = broker.topics.get(topic)
  if (config === undefined) throw new Refused('TOPIC_NOT_EXIST', `No topic in this broker. topic: ${topic}`)
  return { header: {}, body: config }
})
