/** AUTH_UPDATE_ACL 3007, as `broker/processor/AdminBrokerProcessor#updateAcl`. */
import { authUpdateAcl } from '@gantry/remoting/requests'
import { savePolicies } from '../access/save-policies.ts'
import { brokerHandler, DONE } from '../handler.ts'

export const authUpdateAclHandler = brokerHandler(authUpdateAcl, ({ header, body }, broker) => {
  savePolicies(header.subject, body, broker)
  return DONE
})
