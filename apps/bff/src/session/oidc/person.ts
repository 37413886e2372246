/** Claims of a provider → who it is, and what they may do here. */
import { usernameProblem } from '@gantry/rules'
import { z } from 'zod'
import type { GroupRights } from '../../platform/config/group-rights.ts'
import type { OidcSettings } from '../../platform/config/oidc-settings.ts'
import type { Identity } from '../user-store.ts'
import type { Claims } from './provider.ts'
import { refused } from './refused.ts'

const MAX_GROUPS_SHOWN = 20
const MAX_GROUP_LENGTH = 128

export function identityOf({ iss, sub }: Claims): Identity {
  return { issuer: iss, subject: sub }
}

/** The provider's session; null where it names none. */
export function sidOf({ sid }: Claims): string | null {
  return typeof sid === 'string' ? sid : null
}

/** A provider may name one group as a plain text. */
export function groupsOf(claims: Claims, { groupsClaim }: OidcSettings): readonly string[] {
  const named = z.union([z.array(z.string()), z.string()]).safeParse(claims[groupsClaim])
  if (!named.success) return []
  return typeof named.data === 'string' ? [named.data] : named.data
}

/** For a page or the audit record: a person may be in hundreds. */
export function shownGroups(groups: readonly string[]): string[] {
  const shown = groups.slice(0, MAX_GROUPS_SHOWN).map(group => group.slice(0, MAX_GROUP_LENGTH))
  return groups.length > shown.length ? [...shown, '…'] : shown
}

/** The first entry of the setting holds. @throws AppError SIGN_IN_REFUSED when there is none */
export function rightsOf(groups: readonly string[], settings: OidcSettings): GroupRights {
  const found = settings.groups.find(({ group }) => groups.includes(group))
  if (found) return found
  if (groups.length === 0) throw refused('ssoNoGroups', { claim: settings.groupsClaim })
  throw refused('ssoNoGroup', { groups: shownGroups(groups).join(', ') })
}

/** Only for a user who is new. @throws AppError SIGN_IN_REFUSED for one that no user can have */
export function usernameOf(claims: Claims, { usernameClaim }: OidcSettings): string {
  const username = claims[usernameClaim]
  if (typeof username === 'string' && !usernameProblem(username)) return username
  throw refused('ssoNoUsername', { claim: usernameClaim })
}
