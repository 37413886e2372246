/** QUERY_SUBSCRIPTION_BY_CONSUMER 345, as `broker/processor/AdminBrokerProcessor#querySubscriptionByConsumer`. */
import { querySubscriptionByConsumer } from '@gantry/remoting/requests'
import { brokerHandler } from '../handler.ts'

export const querySubscriptionByConsumerHandler = brokerHandler(
  querySubscriptionByConsumer,
  ({ header }, broker) => {
    const { group, topic } = header
    const subscriptionData = broker.clients.subscription(group, topic)
    return { header: {}, body: { group, topic, ...(subscriptionData && { subscriptionData }) } }
  },
)
