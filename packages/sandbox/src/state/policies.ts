/** What a subject may do. Imitates `auth/authorization/model/Acl`, `Policy` and `PolicyEntry`. */
import { type AclResource, resourceKey } from './acl-resource.ts'

export const ACTIONS = [
  'Unknown',
  'All',
  'Any',
  'Pub',
  'Sub',
  'Create',
  'Update',
  'Delete',
  'Get',
  'List',
] as const
export type Action = (typeof ACTIONS)[number]
export const DECISIONS = ['Allow', 'Deny'] as const
export const POLICY_TYPES = ['Custom', 'Default'] as const
export type PolicyType = (typeof POLICY_TYPES)[number]

export interface PolicyEntry {
  readonly resource: AclResource
  readonly actions: readonly Action[]
  /** Addresses or ranges of addresses; undefined for any. */
  readonly sourceIps?: readonly string[] | undefined
  readonly decision: (typeof DECISIONS)[number]
}

export interface Policy {
  readonly policyType: PolicyType
  readonly entries: readonly PolicyEntry[]
}

/**
 * Old policies with new entries; an entry for a resource that has one takes its place. Of entries for one resource that
 * came together the first is replaced, and the others stay.
 */
export function mergedPolicies(old: readonly Policy[], added: readonly Policy[]): readonly Policy[] {
  const merged = [...old]
  for (const policy of added) {
    const index = merged.findIndex(({ policyType }) => policyType === policy.policyType)
    const before = merged[index]
    if (before === undefined) merged.push(policy)
    else merged[index] = { ...before, entries: mergedEntries(before.entries, policy.entries) }
  }
  return merged
}

function mergedEntries(old: readonly PolicyEntry[], added: readonly PolicyEntry[]): readonly PolicyEntry[] {
  const merged = [...old]
  for (const entry of added) {
    const index = indexOfResource(merged, entry.resource)
    if (index < 0) merged.push(entry)
    else merged[index] = entry
  }
  return merged
}

/** Without the first entry of one type for one resource, and without a policy that has no entries left. */
export function policiesWithout(
  policies: readonly Policy[],
  policyType: PolicyType,
  resource: AclResource,
): readonly Policy[] {
  const changed = policies.find(policy => policy.policyType === policyType)
  return policies.flatMap(policy => {
    if (policy !== changed) return [policy]
    const index = indexOfResource(policy.entries, resource)
    const entries = policy.entries.filter((_entry, at) => at !== index)
    return entries.length === 0 ? [] : [{ ...policy, entries }]
  })
}

function indexOfResource(entries: readonly PolicyEntry[], resource: AclResource): number {
  const key = resourceKey(resource)
  return entries.findIndex(entry => resourceKey(entry.resource) === key)
}
