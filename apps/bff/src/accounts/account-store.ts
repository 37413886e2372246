import type { Kysely } from 'kysely'
import type { Database } from '../platform/database/database.ts'
import type { AccountTable } from './account-table.ts'

export function findAccount(db: Kysely<Database>, accountId: string): Promise<AccountTable | undefined> {
  return db.selectFrom('accounts').selectAll().where('account_id', '=', accountId).executeTakeFirst()
}

/** Nothing happens when its ID or its name is there already. */
export async function insertAccountOnce(db: Kysely<Database>, row: AccountTable): Promise<void> {
  await db
    .insertInto('accounts')
    .values(row)
    .onConflict(conflict => conflict.doNothing())
    .execute()
}
