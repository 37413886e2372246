/**
 * Repeated failures slow down, then lock for a while: the same for every name that is typed, whether there is such a
 * user or not. What locks is a name at one place, so that nobody elsewhere shuts its owner out; all places together are only slowed
 * down, those that the user has signed in at apart from all others. An attempt is counted before its password is looked at, so that attempts made at once count one by one.
 */
import { type Kysely, sql } from 'kysely'
import type { AppContext } from '../platform/context.ts'
import type { Database } from '../platform/database/database.ts'
import { AppError } from '../platform/http/app-error.ts'
import type { Place } from './known-browser.ts'

export interface SignInGuard {
  /** @throws AppError RATE_LIMITED with the seconds to wait */
  countAttempt(username: string, place: Place): Promise<void>
  forget(username: string, place: Place): Promise<void>
}

/** Failures that cost nothing; each one after them doubles the wait, and from LOCK_AFTER on it is the whole lock. */
const FREE = 3
const LOCK_AFTER = 10
const LOCK_MS = 15 * 60_000
const FIRST_WAIT_MS = 1_000
/** From all strange places together, and from all known ones: so many cost nothing, and after each one that follows the next must wait. */
const FREE_EVERYWHERE = 100
const WAIT_EVERYWHERE_MS = 5_000
/** Attempts at once that may come between reading and counting. */
const MAX_ROUNDS = 20

export function waitMsAfter(failures: number): number {
  if (failures < FREE) return 0
  if (failures >= LOCK_AFTER) return LOCK_MS
  return FIRST_WAIT_MS * 2 ** (failures - FREE)
}

function waitMsEverywhere(failures: number): number {
  return failures < FREE_EVERYWHERE ? 0 : WAIT_EVERYWHERE_MS
}

/** Names typed with a password count apart from users whose code was wrong: nobody reaches the second from outside. */
type Counted = 'sign_in_failures.name' | 'sign_in_failures.code'

export function createSignInGuard(
  { db, secrets, clock }: Pick<AppContext, 'db' | 'secrets' | 'clock'>,
  counted: Counted = 'sign_in_failures.name',
): SignInGuard {
  const everywhere = (name: string, { isKnown }: Place): string =>
    secrets.digest(`${name.toLowerCase()}\n${isKnown ? 'known' : 'strange'}`, counted)
  const at = (name: string, { isKnown, id }: Place): string =>
    secrets.digest(`${name.toLowerCase()}\n${isKnown ? 'known' : 'strange'}\n${id}`, counted)
  const count = async (digest: string, waitMs: Wait): Promise<void> => {
    for (let round = 0; round < MAX_ROUNDS; round++) {
      if (await tryCount(db, digest, clock.nowMs(), waitMs)) return
    }
    throw tooMany(1)
  }
  return {
    async countAttempt(username, place) {
      // What is refused at its place counts nowhere: it would slow others down.
      await requireNoWait(db, at(username, place), clock.nowMs(), waitMsAfter)
      await count(everywhere(username, place), waitMsEverywhere)
      await count(at(username, place), waitMsAfter)
    },
    async forget(username, place) {
      const digests = [everywhere(username, place), at(username, place)]
      await db.deleteFrom('sign_in_failures').where('name_digest', 'in', digests).execute()
    },
  }
}

/** @returns ms that must pass after so many failures */
type Wait = (failures: number) => number

interface Failures {
  readonly failures: number
  readonly last_at: number
}

/** @returns undefined where there are none. @throws AppError RATE_LIMITED while the next attempt has to wait */
async function requireNoWait(
  db: Kysely<Database>,
  digest: string,
  nowMs: number,
  waitMsOf: Wait,
): Promise<Failures | undefined> {
  const known = await db
    .selectFrom('sign_in_failures')
    .select(['failures', 'last_at'])
    .where('name_digest', '=', digest)
    .executeTakeFirst()
  if (!known) return undefined
  const waitMs = known.last_at + waitMsOf(known.failures) - nowMs
  if (waitMs > 0) throw tooMany(Math.ceil(waitMs / 1_000))
  return known
}

/** @returns false when another attempt was counted meanwhile */
async function tryCount(
  db: Kysely<Database>,
  digest: string,
  nowMs: number,
  waitMsOf: Wait,
): Promise<boolean> {
  await db
    .deleteFrom('sign_in_failures')
    .where('last_at', '<=', nowMs - LOCK_MS)
    .execute()
  const known = await requireNoWait(db, digest, nowMs, waitMsOf)
  if (!known) {
    const { numInsertedOrUpdatedRows } = await db
      .insertInto('sign_in_failures')
      .values({ name_digest: digest, failures: 1, last_at: nowMs })
      .onConflict(conflict => conflict.doNothing())
      .executeTakeFirst()
    return (numInsertedOrUpdatedRows ?? 0n) > 0n
  }
  const { numUpdatedRows } = await db
    .updateTable('sign_in_failures')
    .set({ failures: sql`failures + 1`, last_at: nowMs })
    .where('name_digest', '=', digest)
    .where('failures', '=', known.failures)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

function tooMany(retryAfterSeconds: number): AppError {
  const wait =
    retryAfterSeconds > 90 ? `${Math.ceil(retryAfterSeconds / 60)} minutes` : `${retryAfterSeconds} s`
  return new AppError('RATE_LIMITED', `Too many failed sign-ins for this name: try again in ${wait}.`, {
    retryAfterSeconds,
  })
}
