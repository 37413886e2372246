import type { Kysely } from 'kysely'
import type { Database } from '../platform/database/database.ts'

/**
 * Until the transaction ends others who do the same for the user wait, so that what a user may have a number of is counted one by one.
 * SQLite has no FOR UPDATE: an update that changes nothing does the same on both engines.
 */
export async function lockUser(transaction: Kysely<Database>, userId: string): Promise<void> {
  await transaction.updateTable('users').set({ id: userId }).where('id', '=', userId).execute()
}
