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
