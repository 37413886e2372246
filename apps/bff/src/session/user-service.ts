/** The users of the console, as an administrator keeps them. */
import { randomUUID } from 'node:crypto'
import { hashPassword } from 'better-auth/crypto'
import type { Kysely } from 'kysely'
import type { AppContext } from '../platform/context.ts'
import type { Database } from '../platform/database/database.ts'
import { isUniqueViolation } from '../platform/database/database-error.ts'
import type { AppError } from '../platform/http/app-error.ts'
import type { Role } from '../platform/http/caller.ts'
import { refusal } from '../platform/http/refusal.ts'
import { newPassword, oneTimeUntilMs } from './first-administrator.ts'
import { selectOpenSessions } from './session-store.ts'
import { selectTokens } from './token-store.ts'
import {
  deleteUser,
  findUser,
  insertUser,
  lockAdministrators,
  replacePassword,
  selectUsers,
  type UserRow,
  updateUser,
} from './user-store.ts'

export type { UserRow } from './user-store.ts'

export interface Rights {
  readonly role: Role
  /** Null for administrators, and for them only. */
  readonly accountId: string | null
  readonly mayReadBodies: boolean
  readonly isDisabled: boolean
  /** Must bind a device for the second step of the sign-in. */
  readonly isMfaForced: boolean
}

export interface UserService {
  /** By name. */
  list(): Promise<UserRow[]>
  /** @throws AppError NOT_FOUND */
  find(userId: string): Promise<UserRow>
  /** What goes with the user. */
  owns(userId: string): Promise<{ readonly tokens: string[]; readonly sessions: number }>
  /**
   * @returns the one-time password, kept nowhere in clear
   * @throws AppError CONFLICT for a name in use
   */
  create(
    username: string,
    rights: Omit<Rights, 'isDisabled'>,
  ): Promise<{ readonly userId: string; readonly password: string }>
  /**
   * Ends the sessions of who is disabled.
   * @param also what else changes, in the same transaction
   * @throws AppError NOT_FOUND, CONFLICT for the last administrator
   */
  update(
    userId: string,
    rights: Rights,
    also: (transaction: Kysely<Database>) => Promise<void>,
  ): Promise<void>
  /**
   * @param before what else goes, in the same transaction
   * @throws AppError NOT_FOUND, CONFLICT for the last administrator
   */
  remove(userId: string, before: (transaction: Kysely<Database>) => Promise<void>): Promise<void>
  /** Ends the sessions and revokes the tokens. @returns the one-time password. @throws AppError NOT_FOUND */
  resetPassword(userId: string): Promise<string>
}

export function createUserService(context: Pick<AppContext, 'db' | 'clock' | 'config'>): UserService {
  const { db, clock } = context
  const find = async (userId: string): Promise<UserRow> => (await findUser(db, userId)) ?? noSuchUser()
  return {
    list: () => selectUsers(db),
    find,
    async owns(userId) {
      const [tokens, sessions] = await Promise.all([
        selectTokens(db, userId),
        selectOpenSessions(context, userId),
      ])
      return { tokens: tokens.map(({ name }) => name), sessions: sessions.length }
    },
    async create(username, rights) {
      const password = newPassword()
      const user = {
        userId: randomUUID(),
        username,
        passwordHash: await hashPassword(password),
        oneTimeUntilMs: oneTimeUntilMs(clock),
        ...rights,
      }
      try {
        await db.transaction().execute(transaction => insertUser(transaction, user, clock.nowMs()))
      } catch (error) {
        if (isUniqueViolation(error)) throw nameTaken(username, error)
        throw error
      }
      return { userId: user.userId, password }
    },
    update: (userId, rights, also) =>
      db.transaction().execute(async transaction => {
        const others = await lockAdministrators(transaction, userId)
        const isThere = await updateUser(transaction, userId, rights)
        if (!isThere) noSuchUser()
        await also(transaction)
        if (others === 0 && (rights.role !== 'administrator' || rights.isDisabled)) throw lastOne()
      }),
    remove: (userId, before) =>
      db.transaction().execute(async transaction => {
        const others = await lockAdministrators(transaction, userId)
        await before(transaction)
        const isThere = await deleteUser(transaction, userId)
        if (!isThere) noSuchUser()
        if (others === 0) throw lastOne()
      }),
    async resetPassword(userId) {
      const { username } = await find(userId)
      const password = newPassword()
      const { bootstrapToken } = context.config
      const passwordHash = await hashPassword(password)
      const replaced = { passwordHash, oneTimeUntilMs: oneTimeUntilMs(clock), bootstrapToken }
      const isThere = await db
        .transaction()
        .execute(transaction => replacePassword(transaction, username, replaced))
      return isThere ? password : noSuchUser()
    },
  }
}

function noSuchUser(): never {
  throw refusal('NOT_FOUND', 'noSuchUser')
}

function lastOne(): AppError {
  return refusal('CONFLICT', 'lastAdministrator')
}

function nameTaken(username: string, cause: unknown): AppError {
  return refusal('CONFLICT', 'usernameTaken', { username }, { path: 'username', cause })
}
