import type { Kysely } from 'kysely'
import type { Database } from '../platform/database/database.ts'
import type { AccountTable } from './account-table.ts'

/** By name. */
export function selectAccounts(db: Kysely<Database>): Promise<AccountTable[]> {
  return db.selectFrom('accounts').selectAll().orderBy('name').execute()
}

export function findAccount(db: Kysely<Database>, accountId: string): Promise<AccountTable | undefined> {
  return db.selectFrom('accounts').selectAll().where('account_id', '=', accountId).executeTakeFirst()
}

export async function insertAccount(db: Kysely<Database>, row: AccountTable): Promise<void> {
  await db.insertInto('accounts').values(row).execute()
}

/** Nothing happens when its ID or its name is there already. */
export async function insertAccountOnce(db: Kysely<Database>, row: AccountTable): Promise<void> {
  await db
    .insertInto('accounts')
    .values(row)
    .onConflict(conflict => conflict.doNothing())
    .execute()
}

/** @returns whether there was one. What still belongs to it makes the database refuse. */
export async function deleteAccount(db: Kysely<Database>, accountId: string): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('accounts')
    .where('account_id', '=', accountId)
    .executeTakeFirst()
  return numDeletedRows > 0n
}
