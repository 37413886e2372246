import { type Kysely, sql } from 'kysely'
import { containing } from '../platform/database/containing.ts'
import type { Database } from '../platform/database/database.ts'
import { hashOf } from './audit-hash.ts'
import type { AuditEventTable, AuditHeadTable } from './audit-table.ts'

export interface AuditQuery {
  readonly limit: number
  readonly after: { readonly at: number; readonly auditId: string } | undefined
  readonly action: string | undefined
  readonly username: string | undefined
  /** Part of the target. */
  readonly target: string | undefined
}

/** Puts it at the end of the chain; others who write one meanwhile wait. */
export async function appendAuditEvent(
  db: Kysely<Database>,
  row: Omit<AuditEventTable, 'number' | 'hash'>,
): Promise<void> {
  await db.transaction().execute(async transaction => {
    const head = await transaction
      .updateTable('audit_head')
      .set({ number: sql`number + 1` })
      .returning(['number', 'hash'])
      .executeTakeFirstOrThrow()
    const { number } = head
    const hash = hashOf({ ...row, number }, head.hash)
    await transaction
      .insertInto('audit_events')
      .values({ ...row, number, hash })
      .execute()
    await transaction.updateTable('audit_head').set({ hash }).execute()
  })
}

export function findAuditHead(db: Kysely<Database>): Promise<AuditHeadTable> {
  return db.selectFrom('audit_head').selectAll().executeTakeFirstOrThrow()
}

export async function countUnchained(db: Kysely<Database>): Promise<number> {
  const { count } = await db
    .selectFrom('audit_events')
    .select(sql<number>`count(*)`.as('count'))
    .where('number', 'is', null)
    .executeTakeFirstOrThrow()
  return count
}

/** In the order of the chain. */
export function selectChain(
  db: Kysely<Database>,
  { after, upTo, limit }: { readonly after: number; readonly upTo: number; readonly limit: number },
): Promise<AuditEventTable[]> {
  return db
    .selectFrom('audit_events')
    .selectAll()
    .where('number', '>', after)
    .where('number', '<=', upTo)
    .orderBy('number')
    .limit(limit)
    .execute()
}

/** Newest first. */
export async function selectAuditEvents(
  db: Kysely<Database>,
  { limit, after, action, username, target }: AuditQuery,
): Promise<AuditEventTable[]> {
  let query = db.selectFrom('audit_events').selectAll()
  if (action !== undefined) query = query.where('action', '=', action)
  if (username !== undefined) query = query.where('username', '=', username)
  if (target !== undefined) query = query.where(containing('target', target))
  if (after !== undefined) {
    query = query.where(({ or, and, eb }) =>
      or([eb('at', '<', after.at), and([eb('at', '=', after.at), eb('audit_id', '<', after.auditId)])]),
    )
  }
  return query.orderBy('at', 'desc').orderBy('audit_id', 'desc').limit(limit).execute()
}
