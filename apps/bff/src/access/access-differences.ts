/** Where a broker differs from what should be. */
import type { AclInfo, PolicyEntryInfo, UserInfo } from '@gantry/remoting/requests'
import type { BrokerAccess } from './broker-access.ts'
import type { ExpectedKey } from './expected-access.ts'

export interface KeyDifferences {
  readonly expected: ExpectedKey
  readonly user: 'MISSING' | 'DIFFERS' | 'LEFT' | undefined
  /** Entries to write: missing ones, and ones that say something else. */
  readonly toWrite: readonly PolicyEntryInfo[]
  /** Resources whose entry must go. */
  readonly toRemove: readonly string[]
  /** The policies are of a shape that the console never writes: they must go before others are written. */
  readonly isForeignShape: boolean
}

/** Keys that are as they should be are left out. Users and policies of other names are nobody's business. */
export function accessDifferences(
  expected: readonly ExpectedKey[],
  { users, policies }: BrokerAccess,
): KeyDifferences[] {
  return expected
    .map(key => differencesOf(key, users.get(key.accessKey), policies.get(key.accessKey)))
    .filter(({ user, toWrite, toRemove }) => user !== undefined || toWrite.length > 0 || toRemove.length > 0)
}

function differencesOf(expected: ExpectedKey, user?: UserInfo, acl?: AclInfo): KeyDifferences {
  const found = acl?.policies.flatMap(({ entries }) => entries) ?? []
  const isForeignShape = isOddlyShaped(acl, found)
  const byResource = new Map(isForeignShape ? [] : found.map(entry => [entry.resource, entry]))
  const wanted = new Set(expected.entries.map(({ resource }) => resource))
  return {
    expected,
    user: userDifference(expected, user),
    toWrite: expected.entries.filter(entry => !isSame(entry, byResource.get(entry.resource))),
    toRemove: found
      .map(({ resource }) => resource)
      .filter(resource => isForeignShape || !wanted.has(resource)),
    isForeignShape,
  }
}

function userDifference({ user: expected }: ExpectedKey, found?: UserInfo): KeyDifferences['user'] {
  if (!expected) return found && 'LEFT'
  if (!found) return 'MISSING'
  const isSame =
    found.password === expected.secretKey &&
    found.userType !== 'Super' &&
    (found.userStatus !== 'disable') === expected.isEnabled
  return isSame ? undefined : 'DIFFERS'
}

/** Several entries for one resource, or default ones, which are asked last. */
function isOddlyShaped(acl: AclInfo | undefined, entries: readonly PolicyEntryInfo[]): boolean {
  const hasDefault = acl?.policies.some(({ policyType }) => policyType === 'Default') ?? false
  return hasDefault || new Set(entries.map(({ resource }) => resource)).size < entries.length
}

function isSame(wanted: PolicyEntryInfo, found: PolicyEntryInfo | undefined): boolean {
  return (
    found !== undefined &&
    found.decision === wanted.decision &&
    isSameSet(found.sourceIps ?? [], wanted.sourceIps ?? []) &&
    isSameSet(found.actions, wanted.actions)
  )
}

function isSameSet(found: readonly string[], wanted: readonly string[]): boolean {
  return found.toSorted().join() === wanted.toSorted().join()
}
