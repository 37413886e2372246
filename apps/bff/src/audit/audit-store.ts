import { type Kysely, sql, type Transaction } from 'kysely'
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

export type NewAuditEvent = Omit<AuditEventTable, 'number' | 'hash'>

/** Puts it at the end of the chain; others who write one meanwhile wait. */
export async function appendAuditEvent(db: Kysely<Database>, row: NewAuditEvent): Promise<void> {
  await db.transaction().execute(transaction => append(transaction, row))
}

async function append(transaction: Transaction<Database>, row: NewAuditEvent): Promise<void> {
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
}

/** What a trim takes away, and what the rest is anchored to. */
export interface Trimmed {
  readonly events: number
  readonly through: number
  readonly hash: string
}

/**
 * Takes away what is older, from the beginning of the chain up to the first event that is not, and notes that at its end: all or
 * nothing.
 * @returns undefined where nothing is older
 */
export async function trimAuditEvents(
  db: Kysely<Database>,
  beforeMs: number,
  noteOf: (trimmed: Trimmed) => NewAuditEvent,
): Promise<Trimmed | undefined> {
  return db.transaction().execute(async transaction => {
    // Locks it: whoever writes an event waits.
    const head = await transaction
      .updateTable('audit_head')
      .set({ number: sql`number` })
      .returningAll()
      .executeTakeFirstOrThrow()
    const through = (await firstKept(transaction, beforeMs, head.number)) - 1
    const unchained = await deleteUnchained(transaction, beforeMs)
    const chained = through - head.trimmed_number
    if (chained + unchained === 0) return undefined
    const { hash } = chained === 0 ? { hash: head.trimmed_hash } : await findNumbered(transaction, through)
    await transaction.deleteFrom('audit_events').where('number', '<=', through).execute()
    await transaction
      .updateTable('audit_head')
      .set({ trimmed_number: through, trimmed_hash: hash, unchained: head.unchained - unchained })
      .execute()
    const trimmed = { events: chained + unchained, through, hash }
    await append(transaction, noteOf(trimmed))
    return trimmed
  })
}

async function firstKept(db: Kysely<Database>, beforeMs: number, last: number): Promise<number> {
  const { first } = await db
    .selectFrom('audit_events')
    .select(({ fn }) => fn.min('number').as('first'))
    .where('number', 'is not', null)
    .where('at', '>=', beforeMs)
    .executeTakeFirstOrThrow()
  return first ?? last + 1
}

async function findNumbered(db: Kysely<Database>, number: number): Promise<{ readonly hash: string }> {
  const { hash } = await db
    .selectFrom('audit_events')
    .select('hash')
    .where('number', '=', number)
    .executeTakeFirstOrThrow()
  return { hash: hash ?? '' }
}

async function deleteUnchained(db: Kysely<Database>, beforeMs: number): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom('audit_events')
    .where('number', 'is', null)
    .where('at', '<', beforeMs)
    .executeTakeFirst()
  return Number(numDeletedRows)
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

export function findAuditEvent(db: Kysely<Database>, auditId: string): Promise<AuditEventTable | undefined> {
  return db.selectFrom('audit_events').selectAll().where('audit_id', '=', auditId).executeTakeFirst()
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
