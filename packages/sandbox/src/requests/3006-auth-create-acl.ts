/** AUTH_CREATE_ACL 3006, as `broker/processor/AdminBrokerProcessor#createAcl`. */
import { authCreateAcl } from '@gantry/remoting/requests'
import { savePolicies } from '../access/save-policies.ts'
import { brokerHandler, DONE } from '../handler.ts'

export const authCreateAclHandler = brokerHandler(authCreateAcl, ({ header, body }, broker) => {
  savePolicies(header.subject, body, broker)
  return DONE
})
