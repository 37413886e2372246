import { type Kysely, sql } from 'kysely'
import type { Database } from '../platform/database/database.ts'
import { lockUser } from '../session/lock-user.ts'
import type { AccessKeyTable } from './access-key-table.ts'

/** Deleted ones, too. */
export function selectAllKeys(db: Kysely<Database>): Promise<AccessKeyTable[]> {
  return db.selectFrom('access_keys').selectAll().orderBy('access_key').execute()
}

/** The oldest first. */
export function selectKeysOf(db: Kysely<Database>, userId: string): Promise<AccessKeyTable[]> {
  return db
    .selectFrom('access_keys')
    .selectAll()
    .where('user_id', '=', userId)
    .orderBy('created_at')
    .orderBy('access_key')
    .execute()
}

/** @returns false, storing nothing, when the user has `max` keys already */
export async function insertKey(
  db: Kysely<Database>,
  row: AccessKeyTable & { readonly user_id: string },
  max: number,
): Promise<boolean> {
  return db.transaction().execute(async transaction => {
    await lockUser(transaction, row.user_id)
    const { count } = await transaction
      .selectFrom('access_keys')
      .select(sql<number>`count(*)`.as('count'))
      .where('user_id', '=', row.user_id)
      .executeTakeFirstOrThrow()
    if (count >= max) return false
    await transaction.insertInto('access_keys').values(row).execute()
    return true
  })
}

/** @returns undefined when the user has no such key */
export function disableKey(
  db: Kysely<Database>,
  userId: string,
  accessKey: string,
  isDisabled: boolean,
): Promise<AccessKeyTable | undefined> {
  return db
    .updateTable('access_keys')
    .set({ is_disabled: Number(isDisabled) })
    .where('user_id', '=', userId)
    .where('access_key', '=', accessKey)
    .returningAll()
    .executeTakeFirst()
}

/** Its name stays, so that brokers which were down lose it later. @returns whether the user had it */
export async function forgetKey(db: Kysely<Database>, userId: string, accessKey: string): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('access_keys')
    .set({ user_id: null, secret_encrypted: null })
    .where('user_id', '=', userId)
    .where('access_key', '=', accessKey)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** The same for all keys of a user. */
export async function forgetKeysOf(db: Kysely<Database>, userId: string): Promise<void> {
  await db
    .updateTable('access_keys')
    .set({ user_id: null, secret_encrypted: null })
    .where('user_id', '=', userId)
    .execute()
}
