/** AUTH_GET_ACL 3009, as `broker/processor/AdminBrokerProcessor#getAcl`. */
import { authGetAcl } from '@gantry/remoting/requests'
import { hasUserOf, parseSubject, usersOf } from '../access/administer.ts'
import { aclInfoOf } from '../access/read-policies.ts'
import { brokerHandler } from '../handler.ts'
import { Refused } from '../state/refused.ts'

export const authGetAclHandler = brokerHandler(authGetAcl, ({ header }, broker) => {
  const users = usersOf(broker)
  const subject = parseSubject(header.subject)
  if (subject === undefined) throw new Refused('NO_PERMISSION', 'The subject is null.')
  if (!hasUserOf(subject, users)) throw new Refused('NO_PERMISSION', 'The subject is not exist.')
  const policies = users.policies(subject)
  return { header: {}, body: policies && aclInfoOf(subject, policies) }
})
