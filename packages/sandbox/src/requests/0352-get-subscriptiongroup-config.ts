/** GET_SUBSCRIPTIONGROUP_CONFIG 352, as `broker/processor/AdminBrokerProcessor#getSubscriptionGroup`. */
import { getSubscriptionGroupConfig } from '@gantry/remoting/requests'
import { brokerHandler } from '../handler.ts'
import { Refused } from '../state/refused.ts'

export const getSubscriptionGroupConfigHandler = brokerHandler(
  getSubscriptionGroupConfig,
  ({ header }, broker) => {
    const config = broker.groups.find(header.group)
    if (config === undefined) throw new Refused('SUBSCRIPTION_GROUP_NOT_EXIST', 'No group in this broker')
    return { header: {}, body: config }
  },
)
