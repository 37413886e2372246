/** DELETE_SUBSCRIPTIONGROUP 207, as `broker/processor/AdminBrokerProcessor#deleteSubscriptionGroup`; its topics stay. */
import { deleteSubscriptionGroup } from '@gantry/remoting/requests'
import { brokerHandler, DONE } from '../handler.ts'

export const deleteSubscriptionGroupHandler = brokerHandler(deleteSubscriptionGroup, ({ header }, broker) => {
  broker.groups.remove(header.groupName)
  if (header.cleanOffset === true) broker.offsets.removeGroup(header.groupName)
  return DONE
})
