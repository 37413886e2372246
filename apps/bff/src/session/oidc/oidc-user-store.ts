import type { Kysely } from 'kysely'
import type { Database } from '../../platform/database/database.ts'
import type { Role } from '../../platform/http/caller.ts'

/** What the groups at the provider decide. */
export interface GroupedRights {
  readonly role: Role
  /** Null for administrators. */
  readonly accountId: string | null
  readonly mayReadBodies: boolean
}

/** Who is disabled stays so. */
export async function updateRights(
  db: Kysely<Database>,
  userId: string,
  { role, accountId, mayReadBodies }: GroupedRights,
): Promise<void> {
  await db
    .updateTable('users')
    .set({ role, account_id: accountId, may_read_bodies: Number(mayReadBodies) })
    .where('id', '=', userId)
    .execute()
}

/** @param atMs null: the provider would not vouch for the user any more, so API tokens rest until it does again */
export async function noteConfirmed(
  db: Kysely<Database>,
  userId: string,
  atMs: number | null,
): Promise<void> {
  await db.updateTable('users').set({ oidc_confirmed_at: atMs }).where('id', '=', userId).execute()
}
