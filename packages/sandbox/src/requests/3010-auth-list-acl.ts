/** AUTH_LIST_ACL 3010, as `broker/processor/AdminBrokerProcessor#listAcl`. */
import { authListAcl } from '@gantry/remoting/requests'
import { usersOf } from '../access/administer.ts'
import { aclInfoOf } from '../access/read-policies.ts'
import { brokerHandler } from '../handler.ts'
import { resourceKey } from '../state/acl-resource.ts'
import type { Policy } from '../state/policies.ts'

export const authListAclHandler = brokerHandler(authListAcl, ({ header }, broker) => {
  const subjectFilter = header.subjectFilter?.trim() ? header.subjectFilter : ''
  const resourceFilter = header.resourceFilter?.trim() ? header.resourceFilter : ''
  const acls = usersOf(broker)
    .allPolicies()
    .filter(([subject]) => subject.includes(subjectFilter))
    .map(([subject, policies]) => aclInfoOf(subject, about(resourceFilter, policies)))
    .filter(({ policies }) => policies.length > 0)
  return { header: {}, body: acls.length === 0 ? undefined : acls }
})

/** Only the entries whose resource contains the filter, and only policies that have some. */
function about(filter: string, policies: readonly Policy[]): readonly Policy[] {
  return policies.flatMap(policy => {
    const entries = policy.entries.filter(({ resource }) => resourceKey(resource).includes(filter))
    return entries.length === 0 ? [] : [{ ...policy, entries }]
  })
}
