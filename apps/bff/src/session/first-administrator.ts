/** The first start makes `admin`, and the token for automation if one is set. */
import { randomInt, randomUUID } from 'node:crypto'
import { ONE_TIME_PASSWORD_DAYS, passwordProblem } from '@gantry/rules'
import { hashPassword } from 'better-auth/crypto'
import type { Clock } from '../platform/clock.ts'
import type { AppContext } from '../platform/context.ts'
import { isUniqueViolation } from '../platform/database/database-error.ts'
import { deleteTokenByName, upsertToken } from './token-store.ts'
import { tokenHash } from './tokens.ts'
import { claimFirstAdministrator, findFirstAdministrator, insertUser } from './user-store.ts'

const USERNAME = 'admin'
export const BOOTSTRAP_TOKEN_NAME = 'bootstrap'

/** To be printed once; the password is kept nowhere in clear. */
export interface FirstSignIn {
  readonly username: string
  /** Undefined when it was given in GANTRY_ADMIN_PASSWORD, so that whoever starts the server knows it. */
  readonly password: string | undefined
}

/** @returns undefined when the administrator was there already */
export async function ensureFirstAdministrator(context: AppContext): Promise<FirstSignIn | undefined> {
  const { db, config, clock } = context
  const made = (await findFirstAdministrator(db)) === undefined ? await makeAdministrator(context) : undefined
  const userId = await findFirstAdministrator(db)
  if (userId === undefined) throw new Error('The first administrator could not be made.')
  if (config.bootstrapToken !== undefined) {
    await upsertToken(db, {
      token_id: randomUUID(),
      user_id: userId,
      name: BOOTSTRAP_TOKEN_NAME,
      token_hash: tokenHash(config.bootstrapToken),
      created_at: clock.nowMs(),
      last_used_at: null,
      expires_at: null,
    })
  } else {
    // The setting is gone, so must be what it opened.
    await deleteTokenByName(db, userId, BOOTSTRAP_TOKEN_NAME)
  }
  return made
}

async function makeAdministrator({ db, config, clock }: AppContext): Promise<FirstSignIn | undefined> {
  const password = config.adminPassword ?? newPassword()
  const userId = randomUUID()
  const user = {
    userId,
    username: USERNAME,
    role: 'administrator',
    accountId: null,
    mayReadBodies: true,
    passwordHash: await hashPassword(password),
  } as const
  try {
    await db.transaction().execute(async transaction => {
      await claimFirstAdministrator(transaction, userId)
      await insertUser(transaction, user, clock.nowMs())
    })
  } catch (error) {
    // Another replica was faster: its password is the one that holds.
    if (isUniqueViolation(error)) return undefined
    throw error
  }
  return { username: USERNAME, password: config.adminPassword === undefined ? password : undefined }
}

/** Handed over it may lie about for a while, but not for ever. */
export function oneTimeUntilMs({ nowMs }: Clock): number {
  return nowMs() + ONE_TIME_PASSWORD_DAYS * DAY_MS
}

const DAY_MS = 86_400_000
const LENGTH = 16
/** Without letters and digits that look alike. */
const CHARACTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789'

/** A one-time password that the policy accepts. */
export function newPassword(): string {
  for (;;) {
    const picks = Array.from({ length: LENGTH }, () => CHARACTERS[randomInt(CHARACTERS.length)])
    const password = picks.join('')
    if (!passwordProblem(password)) return password
  }
}
