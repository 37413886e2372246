/**
 * DELETE_SUBSCRIPTIONGROUP 207: removes a group from one broker. What is not there is deleted with SUCCESS, too.
 * Retry and dead-letter topics stay.
 *
 * Request fields: `groupName`; whether its offsets go too: `cleanOffset` to brokers of 5.0 and later, `removeOffset`
 * to those before, so a client sends both.
 * Defined in `remoting/protocol/header/DeleteSubscriptionGroupRequestHeader`; answered by
 * `broker/processor/AdminBrokerProcessor#deleteSubscriptionGroup`.
 * Refusals: SYSTEM_ERROR 1 from replicas before 5.1.4.
 */
import { fields } from '../protocol/fields.ts'
import { defineRequest } from '../protocol/layout.ts'
import { bool, optional, text } from '../protocol/shape.ts'

export const deleteSubscriptionGroup = defineRequest({
  name: 'DELETE_SUBSCRIPTIONGROUP',
  code: 207,
  header: fields({ groupName: text, cleanOffset: optional(bool), removeOffset: optional(bool) }),
})
