/** Ends the sessions that began from a session of the provider. API tokens stay: who signs out of a browser has not left. */
import type { ExpressionBuilder, Kysely, Transaction } from 'kysely'
import type { Database } from '../../platform/database/database.ts'
import type { ToldLogout } from '../../platform/http/back-channel.ts'
import { CLOCKS_DIFFER_SECONDS, LOGOUT_TOKEN_SECONDS } from './logout-token.ts'

export interface EndedSessions {
  readonly sessions: number
  /** Undefined where the console does not know whose they are. */
  readonly username: string | undefined
}

/** A token that is older is refused for that alone. */
const KEPT_MS = (LOGOUT_TOKEN_SECONDS + 2 * CLOCKS_DIFFER_SECONDS) * 1_000

/**
 * @param tokenDigest of the ID of the token
 * @returns undefined, having done nothing, when the token was used before
 */
export async function endSessionsOf(
  db: Kysely<Database>,
  logout: ToldLogout,
  tokenDigest: string,
  nowMs: number,
): Promise<EndedSessions | undefined> {
  return db.transaction().execute(async transaction => {
    await transaction
      .deleteFrom('oidc_logouts')
      .where('seen_at', '<', nowMs - KEPT_MS)
      .execute()
    const { numInsertedOrUpdatedRows } = await transaction
      .insertInto('oidc_logouts')
      .values({ token_digest: tokenDigest, seen_at: nowMs })
      .onConflict(conflict => conflict.doNothing())
      .executeTakeFirstOrThrow()
    if (numInsertedOrUpdatedRows !== 1n) return undefined
    return end(transaction, logout)
  })
}

async function end(
  transaction: Transaction<Database>,
  { issuer, subject, sid }: ToldLogout,
): Promise<EndedSessions> {
  const users = transaction
    .selectFrom('users')
    .where('oidc_issuer', '=', issuer)
    .$if(subject !== undefined, query => query.where('oidc_subject', '=', subject ?? ''))
  const ended = await transaction
    .deleteFrom('sessions')
    .where('user_id', 'in', users.select('id'))
    .$if(sid !== undefined, query => query.where(eb => isOf(eb, sid ?? '', subject !== undefined)))
    .returning('user_id')
    .execute()
  const ownerId = ended[0]?.user_id
  const isNamed = subject !== undefined || ownerId !== undefined
  const owner = isNamed
    ? await users
        .select('username')
        .$if(subject === undefined, query => query.where('id', '=', ownerId ?? ''))
        .executeTakeFirst()
    : undefined
  return { sessions: ended.length, username: owner?.username }
}

/** Of a known user those end, too, of which the provider did not say at the sign-in what they belong to. */
function isOf(eb: ExpressionBuilder<Database, 'sessions'>, sid: string, isUserKnown: boolean) {
  const isSame = eb('oidc_sid', '=', sid)
  return isUserKnown ? eb.or([isSame, eb('oidc_sid', 'is', null)]) : isSame
}
