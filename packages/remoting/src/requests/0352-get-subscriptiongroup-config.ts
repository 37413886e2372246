/**
 * GET_SUBSCRIPTIONGROUP_CONFIG 352: the configuration of one group on one broker. Since 5.0.
 *
 * Request fields: `group`. Body: `SubscriptionGroupConfig`.
 * @NOTE A broker with `autoCreateSubscriptionGroup` on makes the group by being asked, like one that comes online.
 * Defined in `remoting/protocol/header/GetSubscriptionGroupConfigRequestHeader`; answered by
 * `broker/processor/AdminBrokerProcessor#getSubscriptionGroup`.
 * Refusals: SUBSCRIPTION_GROUP_NOT_EXIST 26.
 */
import { fields } from '../protocol/fields.ts'
import { defineRequest, jsonBody } from '../protocol/layout.ts'
import { text } from '../protocol/shape.ts'
import { subscriptionGroupConfig } from './shapes/subscription-group-config.ts'

export const getSubscriptionGroupConfig = defineRequest({
  name: 'GET_SUBSCRIPTIONGROUP_CONFIG',
  code: 352,
  readOnly: true,
  header: fields({ group: text }),
  response: { body: jsonBody(subscriptionGroupConfig) },
})
