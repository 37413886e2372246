/** UPDATE_AND_CREATE_TOPIC_LIST 18, as `broker/processor/AdminBrokerProcessor#updateAndCreateTopicList`: all of them or none. */
import { updateAndCreateTopicList } from '@gantry/remoting/requests'
import { brokerHandler, DONE } from '../handler.ts'

export const updateAndCreateTopicListHandler = brokerHandler(updateAndCreateTopicList, ({ body }, broker) => {
  broker.topics.save(body.topicConfigList)
  return DONE
})
