import { type AuthorisationType, authorisationTypeOf } from '@gantry/contract'
import { z } from 'zod'
import type { UserRow } from '../session/user-service.ts'
import type { GrantTable } from './grant-table.ts'

const texts = z.array(z.string())

export function groupsOf({ groups }: Pick<GrantTable, 'groups'>): string[] {
  return texts.parse(JSON.parse(groups))
}

export function sourceIpsOf({ source_ips }: Pick<GrantTable, 'source_ips'>): string[] {
  return texts.parse(JSON.parse(source_ips))
}

export function authorisationOf({
  publish,
  subscribe,
}: Pick<GrantTable, 'publish' | 'subscribe'>): AuthorisationType {
  return authorisationTypeOf({ publish: publish === 1, subscribe: subscribe === 1 })
}

/** Of an account, or of a user; empty where it is gone. */
export function granteeNameOf(
  { account_id, user_id }: Pick<GrantTable, 'account_id' | 'user_id'>,
  accounts: ReadonlyArray<{ readonly account_id: string; readonly name: string }>,
  people: ReadonlyArray<Pick<UserRow, 'userId' | 'username'>>,
): string {
  const account = accounts.find(each => each.account_id === account_id)
  return account?.name ?? people.find(({ userId }) => userId === user_id)?.username ?? ''
}
