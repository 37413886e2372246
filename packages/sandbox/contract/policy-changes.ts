/** Changes of what a user may do, by chance: words in any case, resources and actions that do not exist, ranges of addresses. */
import type { AclInfo } from '@gantry/remoting/requests'
import fc from 'fast-check'

/** Policies to save, or a resource to take back. */
export type PolicyChange =
  | Pick<AclInfo, 'policies'>
  | { readonly resource: string; readonly policyType: string | undefined }

/** @param resources that policies are about, besides some that are about everything of a type */
export function policyChanges(resources: readonly string[]): fc.Arbitrary<PolicyChange> {
  const resource = fc.constantFrom('*', 'Any:*', 'Topic:*', 'Group:*', 'Cluster:*', 'nonsense', ...resources)
  const entry = fc.record({
    resource,
    actions: fc.subarray(['All', 'Pub', 'sub', 'Create', 'UPDATE', 'Delete', 'Get', 'List', 'Fly'], {
      minLength: 1,
    }),
    sourceIps: fc.option(
      fc.subarray(['127.0.0.1', '127.0.0.0/8', '10.0.0.0/8', '::/0', '10.1.2.3'], { minLength: 1 }),
      { nil: undefined, freq: 3 },
    ),
    decision: fc.constantFrom('Allow', 'Allow', 'allow', 'Deny'),
  })
  const policy = fc.record({
    policyType: fc.constantFrom('Custom', 'Custom', 'Default', undefined),
    entries: fc.array(entry, { minLength: 1, maxLength: 4 }),
  })
  return fc.oneof(
    { weight: 3, arbitrary: fc.record({ policies: fc.array(policy, { minLength: 1, maxLength: 2 }) }) },
    { weight: 1, arbitrary: fc.record({ resource, policyType: fc.constantFrom('default', undefined) }) },
  )
}
