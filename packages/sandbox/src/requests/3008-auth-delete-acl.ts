/**
 * AUTH_DELETE_ACL 3008, as `broker/processor/AdminBrokerProcessor#deleteAcl`. A resource that cannot be read counts as
 * none, and so everything is taken back.
 */
import { authDeleteAcl } from '@gantry/remoting/requests'
import { hasUserOf, parseSubject, usersOf } from '../access/administer.ts'
import { brokerHandler, DONE } from '../handler.ts'
import { parseResource } from '../state/acl-resource.ts'
import { POLICY_TYPES, policiesWithout } from '../state/policies.ts'
import { Refused } from '../state/refused.ts'
import { wordOf } from '../state/word-of.ts'

export const authDeleteAclHandler = brokerHandler(authDeleteAcl, ({ header }, broker) => {
  const users = usersOf(broker)
  const subject = parseSubject(header.subject)
  if (subject === undefined) throw new Refused('NO_PERMISSION', 'The subject is null.')
  if (!hasUserOf(subject, users)) throw new Refused('NO_PERMISSION', 'The subject is not exist.')
  const policies = users.policies(subject)
  if (policies === undefined) throw new Refused('NO_PERMISSION', 'The acl is not exist.')
  const resource = parseResource(header.resource ?? '')
  const policyType = wordOf(POLICY_TYPES, header.policyType) ?? 'Custom'
  users.savePolicies(subject, resource === undefined ? [] : policiesWithout(policies, policyType, resource))
  return DONE
})
