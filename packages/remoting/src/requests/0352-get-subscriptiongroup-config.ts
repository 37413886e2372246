/**
 * GET_SUBSCRIPTIONGROUP_CONFIG 352: the configuration of one group on one broker. Since 5.0.
 *
 * Request fields: `group`. Body: `SubscriptionGroupConfig`.
 * @NOTE Since 5.3.2 a broker with `autoCreateSubscriptionGroup` on makes a group by being asked for it. Whether a group
 * exists is better told by GET_ALL_SUBSCRIPTIONGROUP_CONFIG 201.
 * Defined in `remoting/protocol/header/GetSubscriptionGroupConfigRequestHeader`; answered by
 * `broker/processor/AdminBrokerProcessor#getSubscriptionGroup`.
 * Refusals: SUBSCRIPTION_GROUP_NOT_EXIST 26 (SYSTEM_ERROR 1 before 5.3.2).
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
