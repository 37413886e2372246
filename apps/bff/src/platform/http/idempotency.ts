/**
 * Two submits of one form are one: a creation that carries an `Idempotency-Key` is done once, and its repeats get the
 * first answer. A creation that failed may be tried again under the same key.
 */
import { createHash } from 'node:crypto'
import type { AppContext } from '../context.ts'
import { isUniqueViolation } from '../database/database-error.ts'
import { AppError } from './app-error.ts'

export interface IdempotentRequest {
  readonly key: string
  readonly userId: string
  /** Method, path and body. */
  readonly request: string
}

const KEPT_MS = 24 * 60 * 60 * 1_000
/** A first request that is older and has no answer broke off with its process. */
const ABANDONED_MS = 2 * 60 * 1_000
const PURPOSE = 'idempotency_keys.response'
const ACCEPTABLE_KEY = /^[\x21-\x7e]{8,128}$/

/**
 * @param create runs unless the answer is known
 * @throws AppError CONFLICT when the first request is still at work, or was another request
 */
export async function once(
  context: Pick<AppContext, 'db' | 'secrets' | 'clock'>,
  wanted: IdempotentRequest,
  create: () => Promise<unknown>,
): Promise<{ readonly result: unknown; readonly isReplay: boolean }> {
  if (!ACCEPTABLE_KEY.test(wanted.key)) {
    throw new AppError('VALIDATION', 'An Idempotency-Key has 8 to 128 visible ASCII characters.')
  }
  const keyDigest = sha256(`${wanted.userId}\n${wanted.key}`)
  const known = await reserve(context, keyDigest, sha256(wanted.request))
  if (known) return { result: JSON.parse(context.secrets.open(known, PURPOSE)), isReplay: true }
  try {
    const result = await create()
    const response = context.secrets.seal(JSON.stringify(result), PURPOSE)
    await context.db
      .updateTable('idempotency_keys')
      .set({ status: 201, response_encrypted: response })
      .where('key_digest', '=', keyDigest)
      .execute()
    return { result, isReplay: false }
  } catch (error) {
    await context.db.deleteFrom('idempotency_keys').where('key_digest', '=', keyDigest).execute()
    throw error
  }
}

/** @returns the sealed answer when there is one already */
async function reserve(
  { db, clock }: Pick<AppContext, 'db' | 'clock'>,
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
    .select(['request_digest', 'response_encrypted'])
    .where('key_digest', '=', keyDigest)
    .executeTakeFirst()
  if (row && row.request_digest !== requestDigest) {
    throw new AppError('CONFLICT', 'This Idempotency-Key was used for another request: take a new one.')
  }
  if (row?.response_encrypted) return row.response_encrypted
  throw new AppError('CONFLICT', 'The same request is still at work: look at its result in a moment.', {
    retryAfterSeconds: 1,
  })
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
