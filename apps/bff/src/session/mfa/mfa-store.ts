/** Devices of the second step of the sign-in, and their recovery codes. */
import { type Kysely, sql } from 'kysely'
import type { Database } from '../../platform/database/database.ts'
import type { SecondFactorTable } from './mfa-table.ts'
import type { RecoveryCodes } from './recovery-codes.ts'

/** A secret that was only begun with is there, too: look at `bound_at`. */
export function findFactor(db: Kysely<Database>, userId: string): Promise<SecondFactorTable | undefined> {
  return db.selectFrom('second_factors').selectAll().where('user_id', '=', userId).executeTakeFirst()
}

export async function isMfaForcedFor(db: Kysely<Database>, userId: string): Promise<boolean> {
  const row = await db.selectFrom('users').select('is_mfa_forced').where('id', '=', userId).executeTakeFirst()
  return row?.is_mfa_forced === 1
}

/** Takes the place of one that was begun with. @returns false, changing nothing, where a device is bound */
export async function putPendingFactor(
  db: Kysely<Database>,
  userId: string,
  secretEncrypted: string,
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('second_factors')
    .values({
      user_id: userId,
      secret_encrypted: secretEncrypted,
      bound_at: null,
      last_step: null,
      recovery_salt: null,
    })
    .onConflict(conflict =>
      conflict
        .column('user_id')
        .doUpdateSet({ secret_encrypted: secretEncrypted })
        .where('second_factors.bound_at', 'is', null),
    )
    .executeTakeFirst()
  return (numInsertedOrUpdatedRows ?? 0n) > 0n
}

/** @returns false when the secret was replaced or bound meanwhile */
export async function bindFactor(
  transaction: Kysely<Database>,
  { user_id, secret_encrypted }: SecondFactorTable,
  step: number,
  nowMs: number,
): Promise<boolean> {
  const { numUpdatedRows } = await transaction
    .updateTable('second_factors')
    .set({ bound_at: nowMs, last_step: step })
    .where('user_id', '=', user_id)
    .where('secret_encrypted', '=', secret_encrypted)
    .where('bound_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** @returns false when a code of this step or a later one was accepted before: of two at once, one is */
export async function useStep(db: Kysely<Database>, userId: string, step: number): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('second_factors')
    .set({ last_step: step })
    .where('user_id', '=', userId)
    .where(({ or, eb }) => or([eb('last_step', 'is', null), eb('last_step', '<', step)]))
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** @returns false when there is no such code, or it was used before: of two at once, one is good */
export async function useRecoveryCode(
  db: Kysely<Database>,
  userId: string,
  hash: string,
  nowMs: number,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('recovery_codes')
    .set({ used_at: nowMs })
    .where('user_id', '=', userId)
    .where('code_hash', '=', hash)
    .where('used_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** In place of those that are there. */
export async function replaceRecoveryCodes(
  transaction: Kysely<Database>,
  userId: string,
  { hashes, salt }: RecoveryCodes,
): Promise<void> {
  await transaction.deleteFrom('recovery_codes').where('user_id', '=', userId).execute()
  await transaction
    .updateTable('second_factors')
    .set({ recovery_salt: salt })
    .where('user_id', '=', userId)
    .execute()
  await transaction
    .insertInto('recovery_codes')
    .values(hashes.map(hash => ({ user_id: userId, code_hash: hash, used_at: null })))
    .execute()
}

export async function countRecoveryCodes(db: Kysely<Database>, userId: string): Promise<number> {
  const { count } = await db
    .selectFrom('recovery_codes')
    .select(sql<number>`count(*)`.as('count'))
    .where('user_id', '=', userId)
    .where('used_at', 'is', null)
    .executeTakeFirstOrThrow()
  return count
}

/** Recovery codes go with it. @returns whether a device was bound */
export async function deleteFactor(db: Kysely<Database>, userId: string): Promise<boolean> {
  const rows = await db
    .deleteFrom('second_factors')
    .where('user_id', '=', userId)
    .returning('bound_at')
    .execute()
  return rows.some(({ bound_at }) => bound_at !== null)
}
