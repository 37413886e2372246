import type { Kysely } from 'kysely'
import type { Database } from '../../platform/database/database.ts'
import type { Role } from '../../platform/http/caller.ts'
import type { Identity } from '../user-store.ts'

/** What the groups at the provider decide. */
export interface GroupedRights {
  readonly role: Role
  /** Null for administrators. */
  readonly accountId: string | null
  readonly mayReadBodies: boolean
}

export interface KnownUser {
  readonly userId: string
  readonly username: string
  readonly role: string
  readonly accountId: string | null
  readonly mayReadBodies: boolean
  readonly isDisabled: boolean
}

/** By the identity alone: a name or an address may pass from one person to another. */
export async function findUserOf(
  db: Kysely<Database>,
  { issuer, subject }: Identity,
): Promise<KnownUser | undefined> {
  const row = await db
    .selectFrom('users')
    .select(['id', 'username', 'role', 'account_id', 'may_read_bodies', 'is_disabled'])
    .where('oidc_issuer', '=', issuer)
    .where('oidc_subject', '=', subject)
    .executeTakeFirst()
  return (
    row && {
      userId: row.id,
      username: row.username,
      role: row.role,
      accountId: row.account_id,
      mayReadBodies: row.may_read_bodies === 1,
      isDisabled: row.is_disabled === 1,
    }
  )
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
