/**
 * UPDATE_AND_CREATE_SUBSCRIPTIONGROUP 200: makes a consumer group on one broker, or changes it.
 *
 * Body: `SubscriptionGroupConfig`, which replaces the one before as a whole, but for its `attributes` (5.0 and later):
 * what is not named there stays, and names are told to be set by a `+` before them and to be removed by a `-`. So a
 * configuration that was read cannot be sent back as it is: its attributes have no sign.
 * Defined in `remoting/protocol/subscription/SubscriptionGroupConfig`, `common/attribute/AttributeUtil`; answered by
 * `broker/processor/AdminBrokerProcessor#updateAndCreateSubscriptionGroup`.
 * Refusals: INVALID_PARAMETER 29 for an illegal name (5.4 and later; older brokers take any); SYSTEM_ERROR 1 for an
 * attribute that is unknown or has no sign, and from replicas before 5.1.4.
 */
import { defineRequest, jsonBody } from '../protocol/layout.ts'
import { subscriptionGroupConfig } from './shapes/subscription-group-config.ts'

export const updateAndCreateSubscriptionGroup = defineRequest({
  name: 'UPDATE_AND_CREATE_SUBSCRIPTIONGROUP',
  code: 200,
  body: jsonBody(subscriptionGroupConfig),
})
