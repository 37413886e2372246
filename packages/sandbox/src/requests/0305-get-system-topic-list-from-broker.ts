/** GET_SYSTEM_TOPIC_LIST_FROM_BROKER 305, as `broker/processor/AdminBrokerProcessor#getSystemTopicListFromBroker`. */
import { SystemTopic, TIMER_TOPIC, topicsOfBroker } from '@gantry/remoting/internal'
import { getSystemTopicListFromBroker } from '@gantry/remoting/requests'
import { brokerHandler } from '../handler.ts'

export const getSystemTopicListFromBrokerHandler = brokerHandler(
  getSystemTopicListFromBroker,
  (_call, broker) => {
    const own = topicsOfBroker(broker.clusterName, broker.brokerName)
    return { header: {}, body: { topicList: [...Object.values(SystemTopic), TIMER_TOPIC, ...own] } }
  },
)
