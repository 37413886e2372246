/** Whose programs an instance or a grant is for. */
import { accountIdIn } from '@gantry/rules'
import type { UserRow } from '../session/user-service.ts'
import type { GrantTable } from './grant-table.ts'

/** A tenant account acts through its tenant administrators. */
export function actsFor({ role, accountId }: UserRow, account: string | undefined): boolean {
  return role === 'tenantAdministrator' && accountId === account
}

/** A grant to a user holds while the user is of the account that gave it. */
export function isGrantee(user: UserRow, { instance_id, account_id, user_id }: GrantTable): boolean {
  if (account_id !== null) return actsFor(user, account_id)
  return user.userId === user_id && user.accountId === accountIdIn(instance_id)
}

/** In the console an account's grants are for all of it who see their own account whole. */
export function holds(
  { role, userId, accountId }: Pick<UserRow, 'role' | 'userId' | 'accountId'>,
  { instance_id, account_id, user_id }: GrantTable,
): boolean {
  if (account_id !== null) return role !== 'resourceUser' && account_id === accountId
  return userId === user_id && accountId === accountIdIn(instance_id)
}
