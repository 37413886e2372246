/** UPDATE_AND_CREATE_SUBSCRIPTIONGROUP_LIST 225, as `broker/processor/AdminBrokerProcessor#updateAndCreateSubscriptionGroupList`. */
import { updateAndCreateSubscriptionGroupList } from '@gantry/remoting/requests'
import { brokerHandler, DONE } from '../handler.ts'

export const updateAndCreateSubscriptionGroupListHandler = brokerHandler(
  updateAndCreateSubscriptionGroupList,
  ({ body }, broker) => {
    broker.groups.save(body.groupConfigList)
    return DONE
  },
)
