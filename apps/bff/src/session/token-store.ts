import { type Kysely, sql } from 'kysely'
import type { Database } from '../platform/database/database.ts'
import { lockUser } from './lock-user.ts'
import type { ApiTokenTable } from './session-tables.ts'

export interface TokenOwner {
  readonly token_id: string
  readonly token_name: string
  readonly user_id: string
  readonly username: string
  readonly role: string
  readonly account_id: string | null
  readonly may_read_bodies: number
  readonly language: string | null
  readonly oidc_subject: string | null
  readonly last_used_at: number | null
}

export interface TokenTimes {
  readonly nowMs: number
  /** Since when the provider must have vouched for an owner who signs in there. */
  readonly confirmedFromMs: number
}

/** @returns undefined when the token is not known or has ended, its owner is disabled, or it waits for its owner to sign in */
export function findTokenOwner(
  db: Kysely<Database>,
  hash: string,
  { nowMs, confirmedFromMs }: TokenTimes,
): Promise<TokenOwner | undefined> {
  return db
    .selectFrom('api_tokens')
    .innerJoin('users', 'users.id', 'api_tokens.user_id')
    .select([
      'token_id',
      'api_tokens.name as token_name',
      'user_id',
      'username',
      'role',
      'account_id',
      'may_read_bodies',
      'language',
      'oidc_subject',
      'last_used_at',
    ])
    .where('token_hash', '=', hash)
    .where('is_disabled', '=', 0)
    .where(({ or, eb }) => or([eb('expires_at', 'is', null), eb('expires_at', '>', nowMs)]))
    .where(({ or, eb }) =>
      or([eb('oidc_subject', 'is', null), eb('oidc_confirmed_at', '>=', confirmedFromMs)]),
    )
    .executeTakeFirst()
}

export function selectTokens(db: Kysely<Database>, userId: string): Promise<ApiTokenTable[]> {
  return db
    .selectFrom('api_tokens')
    .selectAll()
    .where('user_id', '=', userId)
    .orderBy('created_at', 'desc')
    .orderBy('token_id')
    .execute()
}

/** @returns false, storing nothing, when the user has `max` tokens already */
export async function insertToken(db: Kysely<Database>, row: ApiTokenTable, max: number): Promise<boolean> {
  return db.transaction().execute(async transaction => {
    await lockUser(transaction, row.user_id)
    const { count } = await transaction
      .selectFrom('api_tokens')
      .select(sql<number>`count(*)`.as('count'))
      .where('user_id', '=', row.user_id)
      .executeTakeFirstOrThrow()
    if (count >= max) return false
    await transaction.insertInto('api_tokens').values(row).execute()
    return true
  })
}

/** A token of this name gets the new hash; its ID and dates stay. */
export async function upsertToken(db: Kysely<Database>, row: ApiTokenTable): Promise<void> {
  await db
    .insertInto('api_tokens')
    .values(row)
    .onConflict(conflict => conflict.columns(['user_id', 'name']).doUpdateSet({ token_hash: row.token_hash }))
    .execute()
}

/** @returns what it was; undefined when the user has no such token */
export function deleteToken(
  db: Kysely<Database>,
  userId: string,
  tokenId: string,
): Promise<ApiTokenTable | undefined> {
  return db
    .deleteFrom('api_tokens')
    .where('user_id', '=', userId)
    .where('token_id', '=', tokenId)
    .returningAll()
    .executeTakeFirst()
}

/** @param keptHash of one that stays */
export async function deleteTokens(db: Kysely<Database>, userId: string, keptHash: string): Promise<void> {
  await db
    .deleteFrom('api_tokens')
    .where('user_id', '=', userId)
    .where('token_hash', '!=', keptHash)
    .execute()
}

export async function deleteTokenByName(db: Kysely<Database>, userId: string, name: string): Promise<void> {
  await db.deleteFrom('api_tokens').where('user_id', '=', userId).where('name', '=', name).execute()
}

export async function markTokenUsed(db: Kysely<Database>, tokenId: string, nowMs: number): Promise<void> {
  await db.updateTable('api_tokens').set({ last_used_at: nowMs }).where('token_id', '=', tokenId).execute()
}
