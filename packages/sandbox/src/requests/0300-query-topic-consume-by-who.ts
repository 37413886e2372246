/** QUERY_TOPIC_CONSUME_BY_WHO 300, as `broker/processor/AdminBrokerProcessor#queryTopicConsumeByWho`. */
import { queryTopicConsumeByWho } from '@gantry/remoting/requests'
import { brokerHandler } from '../handler.ts'

export const queryTopicConsumeByWhoHandler = brokerHandler(
  queryTopicConsumeByWho,
  ({ header: { topic } }, broker) => {
    const groups = new Set([...broker.clients.subscribersOf(topic), ...broker.offsets.groupsOf(topic)])
    return { header: {}, body: { groupList: [...groups] } }
  },
)
