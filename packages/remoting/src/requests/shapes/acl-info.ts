/**
 * What a subject of ACL 2.0 may do. Defined in `remoting/protocol/body/AclInfo`; words in
 * `auth/authorization/enums/PolicyType`, `Decision`, `common/action/Action`; keys of resources in
 * `auth/authorization/model/Resource`. Brokers read all words whatever their case.
 */
import { type Infer, list, object, optional, text, word } from '../../protocol/shape.ts'

const policyEntryInfo = object({
  /** `*`, or `Topic:`, `Group:` or `Cluster:` before a name, before the beginning of names with `*`, or before `*`. */
  resource: text,
  actions: list(word('All', 'Pub', 'Sub', 'Create', 'Update', 'Delete', 'Get', 'List')),
  /** Addresses or CIDR ranges; absent for any. */
  sourceIps: optional(list(text)),
  decision: word('Allow', 'Deny'),
})
export type PolicyEntryInfo = Infer<typeof policyEntryInfo>

const policyInfo = object({
  /** Default policies are asked when no Custom one matches. Custom when left out. */
  policyType: optional(word('Custom', 'Default')),
  entries: list(policyEntryInfo),
})

export const aclInfo = object({
  /** `User:` and a username. */
  subject: optional(text),
  policies: list(policyInfo),
})
export type AclInfo = Infer<typeof aclInfo>
