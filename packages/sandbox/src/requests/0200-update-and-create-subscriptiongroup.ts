/** UPDATE_AND_CREATE_SUBSCRIPTIONGROUP 200, as `broker/processor/AdminBrokerProcessor#updateAndCreateSubscriptionGroup`. */
import { updateAndCreateSubscriptionGroup } from '@gantry/remoting/requests'
import { brokerHandler, DONE } from '../handler.ts'

export const updateAndCreateSubscriptionGroupHandler = brokerHandler(
  updateAndCreateSubscriptionGroup,
  ({ body }, broker) => {
    broker.groups.save([body])
    return DONE
  },
)
