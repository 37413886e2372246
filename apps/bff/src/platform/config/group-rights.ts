/** Group at the provider of the single sign-on → what its members may do here. */
import { ROLES, type Role } from '@gantry/contract'

/** One entry of GANTRY_OIDC_GROUPS. */
export interface GroupRights {
  readonly group: string
  readonly role: Role
  /** ID or name of the tenant account; undefined: the one of the installation. Administrators belong to none. */
  readonly account: string | undefined
  readonly mayReadBodies: boolean
}

/** `group=role[@account][+bodies]`. The last `=` counts: names of groups in a directory hold others. */
const ENTRY = /^(?<group>.+)=\s*(?<role>[A-Za-z]+)(?:@(?<account>[^=+]+))?(?<bodies>\+bodies)?$/

/** In their order: the first one that a user has the group of holds. @throws Error with the end of a sentence */
export function groupRights(raw: string): readonly GroupRights[] {
  const entries = raw
    .split(';')
    .map(entry => entry.trim())
    .filter(entry => entry !== '')
  if (entries.length === 0)
    throw new Error('must name at least one group, such as gantry-admins=administrator.')
  return entries.map(entryOf)
}

function entryOf(entry: string): GroupRights {
  const found = ENTRY.exec(entry)?.groups
  const role = ROLES.find(each => each === found?.role)
  if (!found || !role) {
    throw new Error(
      `must be group=role[@account][+bodies], several separated by semicolons, with a role of ${ROLES.join(', ')}; not '${entry}'.`,
    )
  }
  const account = found.account?.trim()
  if (role === 'administrator' && account !== undefined) {
    throw new Error(`gives an account to '${entry}': administrators belong to none.`)
  }
  return {
    group: found.group?.trim() ?? '',
    role,
    account,
    mayReadBodies: role === 'administrator' || found.bodies !== undefined,
  }
}
