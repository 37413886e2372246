/** QUERY_TOPICS_BY_CONSUMER 343, as `broker/processor/AdminBrokerProcessor#queryTopicsByConsumer`: those with offsets of the group. */
import { queryTopicsByConsumer } from '@gantry/remoting/requests'
import { brokerHandler } from '../handler.ts'

export const queryTopicsByConsumerHandler = brokerHandler(queryTopicsByConsumer, ({ header }, broker) => ({
  header: {},
  body: { topicList: broker.offsets.topicsOf(header.group), brokerAddr: broker.addr },
}))
