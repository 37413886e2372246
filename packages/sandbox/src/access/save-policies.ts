/**
 * AUTH_CREATE_ACL and AUTH_UPDATE_ACL, which do the same. As `broker/processor/AdminBrokerProcessor#createAcl` and
 * `auth/authorization/manager/AuthorizationMetadataManagerImpl#createAcl`.
 */
import type { AclInfo } from '@gantry/remoting/requests'
import type { Broker } from '../state/broker.ts'
import { mergedPolicies } from '../state/policies.ts'
import { Refused } from '../state/refused.ts'
import { hasUserOf, parseSubject, usersOf } from './administer.ts'
import { readPolicies } from './read-policies.ts'

/** @throws Refused when the subject does not exist or a policy makes no sense */
export function savePolicies(named: string, acl: AclInfo, broker: Broker): void {
  const users = usersOf(broker)
  if (acl.policies.length === 0) throw new Refused('SYSTEM_ERROR', 'The body of acl is null')
  const subject = parseSubject(acl.subject ?? '') ?? parseSubject(named)
  if (subject === undefined)
    throw new Refused('SYSTEM_ERROR', 'An system error occurred, please try again later.')
  const policies = readPolicies(acl.policies)
  if (!hasUserOf(subject, users))
    throw new Refused('NO_PERMISSION', `The subject of ${subject} is not exist.`)
  const old = users.policies(subject)
  users.savePolicies(subject, old === undefined ? policies : mergedPolicies(old, policies))
}
