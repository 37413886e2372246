/** GET_CONSUMER_LIST_BY_GROUP 38, as `broker/processor/ConsumerManageProcessor#getConsumerListByGroup`. */
import { getConsumerListByGroup } from '@gantry/remoting/requests'
import { brokerHandler } from '../handler.ts'
import { Refused } from '../state/refused.ts'

export const getConsumerListByGroupHandler = brokerHandler(getConsumerListByGroup, ({ header }, broker) => {
  const group = broker.clients.consumerGroup(header.consumerGroup)
  if (group === undefined)
    throw new Refused('SYSTEM_ERROR', `no consumer for this group, ${header.consumerGroup}`)
  return { header: {}, body: { consumerIdList: group.members().map(({ clientId }) => clientId) } }
})
