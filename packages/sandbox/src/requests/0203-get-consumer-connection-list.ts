/** GET_CONSUMER_CONNECTION_LIST 203, as `broker/processor/AdminBrokerProcessor#getConsumerConnectionList`. */
import { getConsumerConnectionList } from '@gantry/remoting/requests'
import { brokerHandler } from '../handler.ts'
import { connectionOf } from '../state/client-link.ts'
import { Refused } from '../state/refused.ts'

export const getConsumerConnectionListHandler = brokerHandler(
  getConsumerConnectionList,
  ({ header }, broker) => {
    const group = broker.clients.consumerGroup(header.consumerGroup)
    if (group === undefined) {
      throw new Refused('CONSUMER_NOT_ONLINE', `the consumer group[${header.consumerGroup}] not online`)
    }
    const { consumeType, messageModel, consumeFromWhere } = group
    const connectionSet = group.members().map(connectionOf)
    const subscriptionTable = new Map(group.subscriptions())
    return {
      header: {},
      body: { connectionSet, subscriptionTable, consumeType, messageModel, consumeFromWhere },
    }
  },
)
