/** Which entry of somebody's policies decides about a request. Imitates `auth/authorization/chain/AclAuthorizationHandler`. */
import { type AskedResource, covers } from '../state/acl-resource.ts'
import { type Action, POLICY_TYPES, type Policy, type PolicyEntry } from '../state/policies.ts'
import { isWithin } from './source-ips.ts'

/** What a request wants to do. One of the actions is enough. */
export interface Question {
  readonly resource: AskedResource
  readonly actions: readonly Action[]
}

/** The entry that decides: Default policies are asked only when no Custom one has an answer. */
export function decidingEntry(
  policies: readonly Policy[],
  question: Question,
  sourceIp: string,
): PolicyEntry | undefined {
  for (const type of POLICY_TYPES) {
    const entries = policies.find(({ policyType }) => policyType === type)?.entries ?? []
    const [first] = entries.filter(entry => answers(entry, question, sourceIp)).sort(byPriority)
    if (first !== undefined) return first
  }
  return undefined
}

function answers(entry: PolicyEntry, { resource, actions }: Question, sourceIp: string): boolean {
  return (
    covers(entry.resource, resource) &&
    actions.some(action => entry.actions.includes(action) || entry.actions.includes('All')) &&
    (entry.sourceIps === undefined || entry.sourceIps.some(range => isWithin(sourceIp, range)))
  )
}

const BY_PATTERN = { LITERAL: 0, PREFIXED: 1, ANY: 2 } as const

/** The narrower resource first; of two that are as narrow, the one that denies. */
function byPriority(a: PolicyEntry, b: PolicyEntry): number {
  return (
    Number(a.resource.type === 'Any') - Number(b.resource.type === 'Any') ||
    BY_PATTERN[a.resource.pattern] - BY_PATTERN[b.resource.pattern] ||
    b.resource.name.length - a.resource.name.length ||
    Number(b.decision === 'Deny') - Number(a.decision === 'Deny')
  )
}
