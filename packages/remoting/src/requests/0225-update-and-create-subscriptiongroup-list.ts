/**
 * UPDATE_AND_CREATE_SUBSCRIPTIONGROUP_LIST 225: makes or changes several groups on one broker. Since 5.3.1.
 *
 * Body: `SubscriptionGroupList` { `groupConfigList` }, each as in UPDATE_AND_CREATE_SUBSCRIPTIONGROUP 200.
 * Defined in `remoting/protocol/body/SubscriptionGroupList`; answered by
 * `broker/processor/AdminBrokerProcessor#updateAndCreateSubscriptionGroupList`.
 * Refusals: those of UPDATE_AND_CREATE_SUBSCRIPTIONGROUP. An illegal name stops all of them; another fault leaves
 * those made that stand before it.
 */
import { defineRequest, jsonBody } from '../protocol/layout.ts'
import { list, object } from '../protocol/shape.ts'
import { subscriptionGroupConfig } from './shapes/subscription-group-config.ts'

export const updateAndCreateSubscriptionGroupList = defineRequest({
  name: 'UPDATE_AND_CREATE_SUBSCRIPTIONGROUP_LIST',
  code: 225,
  body: jsonBody(object({ groupConfigList: list(subscriptionGroupConfig) })),
})
