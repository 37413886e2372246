import { type Kysely, sql, type Transaction } from 'kysely'
import type { AppContext } from '../platform/context.ts'
import { beginning, containing } from '../platform/database/containing.ts'
import type { Database } from '../platform/database/database.ts'
import { isUniqueViolation } from '../platform/database/database-error.ts'
import type { Secrets } from '../platform/secrets/secrets.ts'
import { hashOf, sealOf } from './audit-hash.ts'
import { makeAuditKey, openAuditKey } from './audit-key.ts'
import type { AuditEventTable, AuditHeadTable } from './audit-table.ts'

export interface AuditQuery {
  readonly limit: number
  readonly after: { readonly at: number; readonly auditId: string } | undefined
  readonly action: string | undefined
  readonly username: string | undefined
  /** Part of what it was about, who did it, its request, or what else is kept of it, such as a grantee or an access key. */
  readonly text: string | undefined
  /** `refused` is all but `ok`. */
  readonly result: string | undefined
  /** Beginning of the address. */
  readonly address: string | undefined
  /** Inclusive. */
  readonly fromMs: number | undefined
  /** Exclusive. */
  readonly toMs: number | undefined
}

export type NewAuditEvent = Omit<AuditEventTable, 'number' | 'hash'>

type Needs = Pick<AppContext, 'db' | 'secrets'>

/**
 * Puts it at the end of the chain; others who write one meanwhile wait.
 * @returns how many events stood past the end, where nobody but somebody else puts them: usually 0. They must not stop the record, so
 *   they lose their number, which `verify-audit` notices.
 */
export async function appendAuditEvent({ db, secrets }: Needs, row: NewAuditEvent): Promise<number> {
  try {
    await db.transaction().execute(transaction => append(transaction, secrets, row))
    return 0
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
  }
  return db.transaction().execute(async transaction => {
    const { number } = await lockHead(transaction)
    const { numUpdatedRows } = await transaction
      .updateTable('audit_events')
      .set({ number: null, hash: null })
      .where('number', '>', number)
      .executeTakeFirst()
    await append(transaction, secrets, row)
    return Number(numUpdatedRows)
  })
}

async function append(
  transaction: Transaction<Database>,
  secrets: Secrets,
  row: NewAuditEvent,
): Promise<void> {
  const head = await transaction
    .updateTable('audit_head')
    .set({ number: sql`number + 1` })
    .returningAll()
    .executeTakeFirstOrThrow()
  const { number, key_encrypted } = head
  const { key, sealed } =
    key_encrypted === null
      ? makeAuditKey(secrets)
      : { key: openAuditKey(secrets, key_encrypted), sealed: key_encrypted }
  const hash = hashOf({ ...row, number }, head.hash, key)
  await transaction
    .insertInto('audit_events')
    .values({ ...row, number, hash })
    .execute()
  await transaction
    .updateTable('audit_head')
    .set({ hash, key_encrypted: sealed, seal: sealOf({ ...head, hash }, key) })
    .execute()
}

/** Whoever writes an event waits until the transaction ends. */
function lockHead(transaction: Transaction<Database>): Promise<AuditHeadTable> {
  return transaction
    .updateTable('audit_head')
    .set({ number: sql`number` })
    .returningAll()
    .executeTakeFirstOrThrow()
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
  { db, secrets }: Needs,
  beforeMs: number,
  noteOf: (trimmed: Trimmed) => NewAuditEvent,
): Promise<Trimmed | undefined> {
  return db.transaction().execute(async transaction => {
    const head = await lockHead(transaction)
    const through = (await firstKept(transaction, beforeMs, head.number)) - 1
    const unchained = await deleteUnchained(transaction, beforeMs)
    const chained = through - head.trimmed_number
    if (chained + unchained === 0) return undefined
    const { hash } = chained === 0 ? { hash: head.trimmed_hash } : await findNumbered(transaction, through)
    await transaction.deleteFrom('audit_events').where('number', '<=', through).execute()
    await transaction
      .updateTable('audit_head')
      .set({
        trimmed_number: through,
        trimmed_hash: hash,
        // What somebody else put there may have gone with them.
        unchained: Math.max(0, head.unchained - unchained),
      })
      .execute()
    const trimmed = { events: chained + unchained, through, hash }
    await append(transaction, secrets, noteOf(trimmed))
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

export interface AuditCounts {
  /** Events without a number. */
  readonly loose: number
  /** Events with a number that no event between the beginning and the end has. */
  readonly stray: number
}

/** All at one moment, so that events which are written meanwhile are not taken for others. */
export function findAuditState(db: Kysely<Database>): Promise<AuditHeadTable & AuditCounts> {
  return db
    .selectFrom('audit_head')
    .selectAll()
    .select([
      sql<number>`(select count(*) from audit_events where audit_events.number is null)`.as('loose'),
      sql<number>`(select count(*) from audit_events where audit_events.number > audit_head.number
        or audit_events.number <= audit_head.trimmed_number)`.as('stray'),
    ])
    .executeTakeFirstOrThrow()
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

const SEARCHED = ['target', 'username', 'request_id', 'details'] as const

/** Newest first. */
export async function selectAuditEvents(
  db: Kysely<Database>,
  { limit, after, action, username, text, result, address, fromMs, toMs }: AuditQuery,
): Promise<AuditEventTable[]> {
  let query = db.selectFrom('audit_events').selectAll()
  if (fromMs !== undefined) query = query.where('at', '>=', fromMs)
  if (toMs !== undefined) query = query.where('at', '<', toMs)
  if (result === 'refused') query = query.where('result', '!=', 'ok')
  else if (result !== undefined) query = query.where('result', '=', result)
  if (address !== undefined) query = query.where(beginning('address', address))
  if (action !== undefined) query = query.where('action', '=', action)
  if (username !== undefined) query = query.where('username', '=', username)
  if (text !== undefined) {
    query = query.where(({ or }) => or(SEARCHED.map(column => containing(column, text))))
  }
  if (after !== undefined) {
    query = query.where(({ or, and, eb }) =>
      or([eb('at', '<', after.at), and([eb('at', '=', after.at), eb('audit_id', '<', after.auditId)])]),
    )
  }
  return query.orderBy('at', 'desc').orderBy('audit_id', 'desc').limit(limit).execute()
}
