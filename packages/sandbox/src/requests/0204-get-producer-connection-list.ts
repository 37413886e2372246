/** GET_PRODUCER_CONNECTION_LIST 204, as `broker/processor/AdminBrokerProcessor#getProducerConnectionList`. */
import { getProducerConnectionList } from '@gantry/remoting/requests'
import { brokerHandler } from '../handler.ts'
import { connectionOf } from '../state/client-link.ts'
import { Refused } from '../state/refused.ts'

export const getProducerConnectionListHandler = brokerHandler(
  getProducerConnectionList,
  ({ header }, broker) => {
    const members = broker.clients.producerGroups().get(header.producerGroup)
    if (members === undefined) {
      throw new Refused('SYSTEM_ERROR', `the producer group[${header.producerGroup}] not exist`)
    }
    return { header: {}, body: { connectionSet: [...members.values()].map(connectionOf) } }
  },
)
