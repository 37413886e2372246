/** Sessions, beside what better-auth does with them. */
import type { Kysely } from 'kysely'
import type { Database } from '../platform/database/database.ts'
import { timeMsOf } from './engine-time.ts'

export interface OpenSession {
  readonly sessionId: string
  readonly address: string
  readonly userAgent: string
  readonly createdAtMs: number
  readonly lastUsedAtMs: number
}

/** The last used first. */
export async function selectOpenSessions(
  db: Kysely<Database>,
  userId: string,
  nowMs: number,
): Promise<OpenSession[]> {
  const rows = await db.selectFrom('sessions').selectAll().where('user_id', '=', userId).execute()
  return rows
    .filter(({ expires_at }) => timeMsOf(expires_at) > nowMs)
    .map(row => ({
      sessionId: row.id,
      address: row.ip_address ?? '',
      userAgent: row.user_agent ?? '',
      createdAtMs: timeMsOf(row.created_at),
      lastUsedAtMs: timeMsOf(row.updated_at),
    }))
    .sort((a, b) => b.lastUsedAtMs - a.lastUsedAtMs)
}

/** better-auth would believe any X-Forwarded-For. */
export async function noteAddress(db: Kysely<Database>, token: string, address: string): Promise<void> {
  await db.updateTable('sessions').set({ ip_address: address }).where('token', '=', token).execute()
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
