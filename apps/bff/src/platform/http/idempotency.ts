/**
 * Two submits of one form are one: a creation that carries an `Idempotency-Key` is done once, and its repeats get the
 * first answer. A creation that failed may be tried again under the same key. An answer with a secret is given once.
 */
import type { AppContext } from '../context.ts'
import { isUniqueViolation } from '../database/database-error.ts'
import { AppError } from './app-error.ts'

export interface IdempotentRequest {
  readonly key: string
  /** Of the session or token: what one of them has made is not answered to another. */
  readonly credentialId: string
  /** Method, path and body. */
  readonly request: string
  /** The answer is kept nowhere. */
  readonly hasSecret: boolean
}

type Needs = Pick<AppContext, 'db' | 'secrets' | 'clock' | 'log'>

const KEPT_MS = 24 * 60 * 60 * 1_000
/** A first request that is older and has no answer broke off with its process. */
const ABANDONED_MS = 2 * 60 * 1_000
const PURPOSE = 'idempotency_keys.response'
const ACCEPTABLE_KEY = /^[\x21-\x7e]{8,128}$/

/**
 * @param create runs unless the answer is known
 * @throws AppError CONFLICT when the first request is still at work, was another request, or was answered with a secret
 */
export async function once(
  context: Needs,
  wanted: IdempotentRequest,
  create: () => Promise<unknown>,
): Promise<{ readonly result: unknown; readonly isReplay: boolean }> {
  if (!ACCEPTABLE_KEY.test(wanted.key)) {
    throw new AppError('VALIDATION', 'An Idempotency-Key has 8 to 128 visible ASCII characters.')
  }
  // Keyed, since a request may hold a secret that could be guessed from a plain hash.
  const keyDigest = context.secrets.digest(`${wanted.credentialId}\n${wanted.key}`, 'idempotency_keys.key')
  const requestDigest = context.secrets.digest(wanted.request, 'idempotency_keys.request')
  const known = await reserve(context, keyDigest, requestDigest)
  if (known) return { result: JSON.parse(context.secrets.open(known, PURPOSE)), isReplay: true }
  const result = await create().catch(async (error: unknown) => {
    await forget(context, keyDigest)
    throw error
  })
  await keepAnswer(context, keyDigest, wanted.hasSecret ? undefined : result)
  return { result, isReplay: false }
}

/**
 * What was done is done: when its answer cannot be kept, repeats are refused for a while, and the caller is not told a lie.
 * @param result undefined where only that it was done is kept
 */
async function keepAnswer({ db, secrets, log }: Needs, keyDigest: string, result: unknown): Promise<void> {
  try {
    const response_encrypted = result === undefined ? null : secrets.seal(JSON.stringify(result), PURPOSE)
    await db
      .updateTable('idempotency_keys')
      .set({ status: 201, response_encrypted })
      .where('key_digest', '=', keyDigest)
      .execute()
  } catch (error) {
    log.error({ err: error }, 'the answer to a creation could not be kept for its repeats')
  }
}

async function forget({ db, log }: Needs, keyDigest: string): Promise<void> {
  try {
    await db.deleteFrom('idempotency_keys').where('key_digest', '=', keyDigest).execute()
  } catch (error) {
    log.error({ err: error }, 'a failed creation cannot be tried again under its key for two minutes')
  }
}

/** @returns the sealed answer when there is one already */
async function reserve(
  { db, clock }: Needs,
  keyDigest: string,
  requestDigest: string,
): Promise<string | undefined> {
  const nowMs = clock.nowMs()
  await db
    .deleteFrom('idempotency_keys')
    .where(({ or, and, eb }) =>
      or([
        eb('created_at', '<', nowMs - KEPT_MS),
        and([
          eb('key_digest', '=', keyDigest),
          eb('status', 'is', null),
          eb('created_at', '<', nowMs - ABANDONED_MS),
        ]),
      ]),
    )
    .execute()
  try {
    await db
      .insertInto('idempotency_keys')
      .values({
        key_digest: keyDigest,
        request_digest: requestDigest,
        status: null,
        response_encrypted: null,
        created_at: nowMs,
      })
      .execute()
    return undefined
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
  }
  const row = await db
    .selectFrom('idempotency_keys')
    .select(['request_digest', 'status', 'response_encrypted'])
    .where('key_digest', '=', keyDigest)
    .executeTakeFirst()
  if (row && row.request_digest !== requestDigest) {
    throw new AppError('CONFLICT', 'This Idempotency-Key was used for another request: take a new one.')
  }
  if (row?.response_encrypted) return row.response_encrypted
  if (row?.status === 201) {
    throw new AppError(
      'CONFLICT',
      'This was done already, and its secret was shown once: delete what was made and create it anew.',
    )
  }
  throw new AppError('CONFLICT', 'The same request is still at work: look at its result in a moment.', {
    retryAfterSeconds: 1,
  })
}
