/** Groups that grantees have made themselves: they consume with these as with those that their grants name. */
import type { MadeGroup } from '../groups/group-service.ts'
import { groupsOf } from './grant-present.ts'
import type { GrantTable } from './grant-table.ts'

/** Those that the grantee has made in the instance of the grant; none without the right to subscribe. */
export function madeUnder(
  { instance_id, account_id, user_id, subscribe }: GrantTable,
  made: readonly MadeGroup[],
): string[] {
  if (subscribe === 0) return []
  const isTheirs = ({ made_by, made_by_account }: MadeGroup): boolean =>
    account_id === null ? made_by === user_id && made_by_account === null : made_by_account === account_id
  return made
    .filter(group => group.instance_id === instance_id && isTheirs(group))
    .map(({ group }) => group)
    .toSorted()
}

/** All groups with which a grantee may consume. */
export function consumingGroups(grant: GrantTable, made: readonly MadeGroup[]): string[] {
  return [...new Set([...groupsOf(grant), ...madeUnder(grant, made)])]
}
