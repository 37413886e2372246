/** Sessions, beside what better-auth does with them. */
import type { Kysely } from 'kysely'
import type { AppContext } from '../platform/context.ts'
import type { Database } from '../platform/database/database.ts'
import { engineNowMs, timeMsOf } from './engine-time.ts'

export interface OpenSession {
  readonly sessionId: string
  readonly address: string
  readonly userAgent: string
  readonly createdAtMs: number
  readonly lastUsedAtMs: number
}

/** The last used first. */
export async function selectOpenSessions(
  { db, config }: Pick<AppContext, 'db' | 'config'>,
  userId: string,
): Promise<OpenSession[]> {
  const nowMs = engineNowMs()
  const oldestMs = nowMs - config.sessionMaxSeconds * 1_000
  const rows = await db.selectFrom('sessions').selectAll().where('user_id', '=', userId).execute()
  return rows
    .filter(({ expires_at, created_at }) => timeMsOf(expires_at) > nowMs && timeMsOf(created_at) > oldestMs)
    .map(row => ({
      sessionId: row.id,
      address: row.ip_address ?? '',
      userAgent: row.user_agent ?? '',
      createdAtMs: timeMsOf(row.created_at),
      lastUsedAtMs: timeMsOf(row.updated_at),
    }))
    .sort((a, b) => b.lastUsedAtMs - a.lastUsedAtMs)
}

/** One whose cookie has not left. */
export async function deleteSessionOfToken(db: Kysely<Database>, token: string): Promise<void> {
  await db.deleteFrom('sessions').where('token', '=', token).execute()
}

/**
 * @param address better-auth would believe any X-Forwarded-For
 * @param oidcSid the provider's session that it begins from
 */
export async function noteOrigin(
  db: Kysely<Database>,
  token: string,
  address: string,
  oidcSid: string | null = null,
): Promise<void> {
  await db
    .updateTable('sessions')
    .set({ ip_address: address, oidc_sid: oidcSid })
    .where('token', '=', token)
    .execute()
}

/** @param keptId one that stays */
export async function deleteSessions(db: Kysely<Database>, userId: string, keptId?: string): Promise<void> {
  await db
    .deleteFrom('sessions')
    .where('user_id', '=', userId)
    .$if(keptId !== undefined, query => query.where('id', '!=', keptId ?? ''))
    .execute()
}

/** @returns whether the user had it */
export async function deleteSession(
  db: Kysely<Database>,
  userId: string,
  sessionId: string,
): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('sessions')
    .where('user_id', '=', userId)
    .where('id', '=', sessionId)
    .executeTakeFirst()
  return numDeletedRows > 0n
}
