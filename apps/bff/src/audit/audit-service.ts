/** The record of every change: who, what, when, from where, with which result; also of those that were refused. */
import { randomUUID } from 'node:crypto'
import { type AuditEvent, auditChange, auditEvent } from '@gantry/contract'
import { z } from 'zod'
import { toTimestamp } from '../platform/clock.ts'
import type { AppContext } from '../platform/context.ts'
import { AppError } from '../platform/http/app-error.ts'
import type { RecordAudit } from '../platform/http/audit-door.ts'
import { fromCursor, toCursor } from '../platform/http/cursor.ts'
import { type AuditQuery, findAuditEvent, selectAuditEvents } from './audit-store.ts'
import type { AuditEventTable } from './audit-table.ts'
import { createAuditWriter } from './audit-writer.ts'

export interface AuditService {
  readonly record: RecordAudit
  list(query: Omit<AuditQuery, 'after'> & { readonly cursor: string | undefined }): Promise<{
    readonly items: AuditEvent[]
    readonly nextCursor: string | null
  }>
  /** @throws AppError NOT_FOUND */
  view(auditId: string): Promise<AuditEvent>
  /** All that fits, newest first, in pieces as they are asked for. */
  pages(filter: AuditFilter): AsyncGenerator<AuditEvent[]>
}

export type AuditFilter = Omit<AuditQuery, 'after' | 'limit'>

/** Events in the memory at a time while a file is written. */
const PIECE = 500

const MAX_TEXT = 512
/** Beside the details, in the one text that the chain holds. */
const CHANGE = 'change'
const CREDENTIAL = 'credential'
const kept = z
  .object({ [CHANGE]: auditChange.optional(), [CREDENTIAL]: auditEvent.shape.credential.default(null) })
  .loose()

export function createAuditService(context: AppContext): AuditService {
  const { db, clock, events } = context
  const write = createAuditWriter(context, row =>
    events.publish({
      type: 'auditEventRecorded',
      data: { auditId: row.audit_id },
      isVisibleTo: ({ role }) => role === 'administrator',
    }),
  )
  return {
    async record(entry) {
      await write({
        audit_id: randomUUID(),
        at: clock.nowMs(),
        username: entry.username ?? null,
        address: entry.address,
        user_agent: storable(entry.userAgent),
        action: entry.action,
        target: storable(entry.target),
        result: entry.result,
        request_id: entry.requestId,
        details: JSON.stringify({
          ...entry.details,
          ...(entry.change && { [CHANGE]: entry.change }),
          ...(entry.credential && { [CREDENTIAL]: entry.credential }),
        }),
      })
    },
    async list({ cursor, ...query }) {
      const from = cursor === undefined ? undefined : fromCursor(cursor)
      const after = from && { at: Number(from.sortValue), auditId: from.key }
      const rows = await selectAuditEvents(db, { ...query, limit: query.limit + 1, after })
      const page = rows.slice(0, query.limit)
      const last = page.at(-1)
      return {
        items: page.map(present),
        nextCursor: last && rows.length > page.length ? toCursor(last.at, last.audit_id) : null,
      }
    },
    async view(auditId) {
      const row = await findAuditEvent(db, auditId)
      if (row) return present(row)
      throw new AppError('NOT_FOUND', 'There is no such event: the record may have been trimmed.')
    },
    async *pages(filter) {
      let after: AuditQuery['after']
      do {
        const rows = await selectAuditEvents(db, { ...filter, limit: PIECE, after })
        if (rows.length > 0) yield rows.map(present)
        const last = rows.at(-1)
        after = last && rows.length === PIECE ? { at: last.at, auditId: last.audit_id } : undefined
      } while (after !== undefined)
    },
  }
}

/** As a database gives it back, since the hash is over it: no half of a sign, no zero character. */
function storable(text: string): string {
  return text.slice(0, MAX_TEXT).toWellFormed().replaceAll('\0', '\uFFFD')
}

function present(row: AuditEventTable): AuditEvent {
  const { [CHANGE]: change, [CREDENTIAL]: credential, ...details } = kept.parse(JSON.parse(row.details))
  return {
    auditId: row.audit_id,
    at: toTimestamp(row.at),
    username: row.username,
    credential,
    address: row.address,
    userAgent: row.user_agent,
    action: row.action,
    target: row.target,
    result: row.result,
    requestId: row.request_id,
    details,
    change: change ?? null,
  }
}
