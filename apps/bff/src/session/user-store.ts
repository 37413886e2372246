/** Users and their passwords, as far as better-auth has no door for it. */
import type { Me } from '@gantry/contract'
import type { Kysely, Selectable } from 'kysely'
import { z } from 'zod'
import type { Database } from '../platform/database/database.ts'
import type { Role } from '../platform/http/caller.ts'
import { timeMsOf } from './engine-time.ts'
import { deleteTokens } from './token-store.ts'
import { tokenHash } from './tokens.ts'

export interface NewUser {
  readonly userId: string
  readonly username: string
  readonly role: Role
  /** Null for administrators. */
  readonly accountId: string | null
  readonly mayReadBodies: boolean
  /** False unless given. */
  readonly isMfaForced?: boolean
  /** scrypt. */
  readonly passwordHash: string
  /** Until when the first password is good; without it it has no end. */
  readonly oneTimeUntilMs?: number
  /** Who the user is at the provider of the single sign-on; without it the user signs in with the password. */
  readonly identity?: Identity
}

/** Issuer and subject together: no provider gives them to another person. */
export interface Identity {
  readonly issuer: string
  readonly subject: string
}

/** better-auth's name for an account that has a password. */
const PASSWORD_PROVIDER = 'credential'

/** The first password is always to be changed, where it is used at all. Run it in a transaction. */
export async function insertUser(db: Kysely<Database>, user: NewUser, nowMs: number): Promise<void> {
  const times = { created_at: toTime(nowMs), updated_at: toTime(nowMs) }
  await db
    .insertInto('users')
    .values({
      id: user.userId,
      // better-auth looks for what was typed in small letters.
      username: user.username.toLowerCase(),
      name: user.username,
      // better-auth asks for a unique one; nothing is ever sent to it.
      email: `${user.userId}@users.invalid`,
      email_verified: 0,
      image: null,
      role: user.role,
      account_id: user.accountId,
      may_read_bodies: Number(user.mayReadBodies),
      is_disabled: 0,
      must_change_password: Number(user.identity === undefined),
      one_time_until: user.oneTimeUntilMs ?? null,
      is_mfa_forced: Number(user.isMfaForced ?? false),
      oidc_issuer: user.identity?.issuer ?? null,
      oidc_subject: user.identity?.subject ?? null,
      language: null,
      ...times,
    })
    .execute()
  await db
    .insertInto('credentials')
    .values({
      id: user.userId,
      user_id: user.userId,
      account_id: user.userId,
      provider_id: PASSWORD_PROVIDER,
      password: user.passwordHash,
      access_token: null,
      refresh_token: null,
      id_token: null,
      access_token_expires_at: null,
      refresh_token_expires_at: null,
      scope: null,
      ...times,
    })
    .execute()
}

/** @returns the name as it is kept; undefined when nobody has it */
export async function findUsername(db: Kysely<Database>, typed: string): Promise<string | undefined> {
  const found = await db
    .selectFrom('users')
    .select('username')
    .where('username', '=', typed.toLowerCase())
    .executeTakeFirst()
  return found?.username
}

export interface UserRow {
  readonly userId: string
  readonly username: string
  readonly role: string
  readonly accountId: string | null
  readonly mayReadBodies: boolean
  readonly isDisabled: boolean
  readonly mustChangePassword: boolean
  /** Of a one-time password that has an end. */
  readonly oneTimeUntilMs: number | null
  readonly isMfaForced: boolean
  readonly isMfaBound: boolean
  readonly signsInBy: Me['signsInBy']
  readonly createdAtMs: number
}

/** By name. */
export async function selectUsers(db: Kysely<Database>): Promise<UserRow[]> {
  const rows = await usersWithDevice(db).orderBy('username').execute()
  return rows.map(toUser)
}

export async function findUser(db: Kysely<Database>, userId: string): Promise<UserRow | undefined> {
  const row = await usersWithDevice(db).where('id', '=', userId).executeTakeFirst()
  return row && toUser(row)
}

/** By the identity alone: a name or an address may pass from one person to another. */
export async function findUserOf(
  db: Kysely<Database>,
  { issuer, subject }: Identity,
): Promise<UserRow | undefined> {
  const row = await usersWithDevice(db)
    .where('oidc_issuer', '=', issuer)
    .where('oidc_subject', '=', subject)
    .executeTakeFirst()
  return row && toUser(row)
}

function usersWithDevice(db: Kysely<Database>) {
  return db
    .selectFrom('users')
    .leftJoin('second_factors', 'second_factors.user_id', 'users.id')
    .selectAll('users')
    .select('second_factors.bound_at')
}

function toUser(row: Selectable<Database['users']> & { readonly bound_at: number | null }): UserRow {
  return {
    userId: row.id,
    username: row.username,
    role: row.role,
    accountId: row.account_id,
    mayReadBodies: row.may_read_bodies === 1,
    isDisabled: row.is_disabled === 1,
    mustChangePassword: Boolean(row.must_change_password),
    oneTimeUntilMs: row.must_change_password ? row.one_time_until : null,
    isMfaForced: row.is_mfa_forced === 1,
    isMfaBound: row.bound_at !== null,
    signsInBy: signsInBy(row.oidc_subject),
    createdAtMs: timeMsOf(row.created_at),
  }
}

export function signsInBy(oidcSubject: unknown): Me['signsInBy'] {
  return typeof oidcSubject === 'string' ? 'singleSignOn' : 'password'
}

/**
 * Until the transaction ends others who do the same wait.
 * @returns how many administrators beside this user can sign in with a password, whatever becomes of a provider
 */
export async function lockAdministrators(transaction: Kysely<Database>, userId: string): Promise<number> {
  // SQLite has no FOR UPDATE: an update that changes nothing does the same on both engines.
  const rows = await transaction
    .updateTable('users')
    .set({ role: 'administrator' })
    .where('role', '=', 'administrator')
    .returning(['id', 'is_disabled', 'oidc_subject'])
    .execute()
  const others = rows.filter(
    ({ id, is_disabled, oidc_subject }) => id !== userId && is_disabled === 0 && oidc_subject === null,
  )
  return others.length
}

/** The sessions of who is disabled end. @returns false when there is no such user */
export async function updateUser(
  transaction: Kysely<Database>,
  userId: string,
  rights: {
    readonly role: Role
    readonly accountId: string | null
    readonly mayReadBodies: boolean
    readonly isDisabled: boolean
    readonly isMfaForced: boolean
  },
): Promise<boolean> {
  const { numUpdatedRows } = await transaction
    .updateTable('users')
    .set({
      role: rights.role,
      account_id: rights.accountId,
      may_read_bodies: Number(rights.mayReadBodies),
      is_disabled: Number(rights.isDisabled),
      is_mfa_forced: Number(rights.isMfaForced),
    })
    .where('id', '=', userId)
    .executeTakeFirst()
  if (rights.isDisabled) await transaction.deleteFrom('sessions').where('user_id', '=', userId).execute()
  return numUpdatedRows > 0n
}

/** Sessions, credentials and tokens go with the user. @returns whether there was one */
export async function deleteUser(transaction: Kysely<Database>, userId: string): Promise<boolean> {
  const { numDeletedRows } = await transaction.deleteFrom('users').where('id', '=', userId).executeTakeFirst()
  return numDeletedRows > 0n
}

export interface ReplacedPassword {
  /** scrypt. */
  readonly passwordHash: string
  /** Until when it is good. */
  readonly oneTimeUntilMs: number
  /** Of the server's settings. */
  readonly bootstrapToken: string | undefined
}

/**
 * A new first password: it is to be changed; every session ends, and every token but the one that the server's settings hold.
 * @returns false when nobody with a password has the name
 */
export async function replacePassword(
  db: Kysely<Database>,
  username: string,
  { passwordHash, oneTimeUntilMs, bootstrapToken = '' }: ReplacedPassword,
): Promise<boolean> {
  const user = await findUserByName(db, username)
  if (user?.signsInBy !== 'password') return false
  await db
    .updateTable('users')
    .set({ must_change_password: 1, one_time_until: oneTimeUntilMs })
    .where('id', '=', user.userId)
    .execute()
  await db
    .updateTable('credentials')
    .set({ password: passwordHash })
    .where('user_id', '=', user.userId)
    .where('provider_id', '=', PASSWORD_PROVIDER)
    .execute()
  await db.deleteFrom('sessions').where('user_id', '=', user.userId).execute()
  await deleteTokens(db, user.userId, tokenHash(bootstrapToken))
  return true
}

/** Whether the first password was not used in time. */
export async function isOneTimeOver(db: Kysely<Database>, userId: string, nowMs: number): Promise<boolean> {
  const { oneTimeUntilMs } = (await findUser(db, userId)) ?? { oneTimeUntilMs: null }
  return oneTimeUntilMs !== null && oneTimeUntilMs <= nowMs
}

export async function findUserByName(
  db: Kysely<Database>,
  username: string,
): Promise<Pick<UserRow, 'userId' | 'signsInBy'> | undefined> {
  const row = await db
    .selectFrom('users')
    .select(['id', 'oidc_subject'])
    .where('username', '=', username.toLowerCase())
    .executeTakeFirst()
  return row && { userId: row.id, signsInBy: signsInBy(row.oidc_subject) }
}

/** PostgreSQL reads it as a timestamp, SQLite keeps the text: what better-auth writes on each. */
function toTime(timeMs: number): string {
  return new Date(timeMs).toISOString()
}

const SETTING = 'firstAdministrator'
const firstAdministrator = z.object({ userId: z.string() })

export async function findFirstAdministrator(db: Kysely<Database>): Promise<string | undefined> {
  const row = await db.selectFrom('settings').select('value').where('name', '=', SETTING).executeTakeFirst()
  return row && firstAdministrator.parse(JSON.parse(row.value)).userId
}

/** The primary key makes a second replica wait here and then fail, so that only one makes the user. */
export async function claimFirstAdministrator(db: Kysely<Database>, userId: string): Promise<void> {
  await db
    .insertInto('settings')
    .values({ name: SETTING, value: JSON.stringify({ userId }) })
    .execute()
}
