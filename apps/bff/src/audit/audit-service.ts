/** The record of every change: who, what, when, from where, with which result; also of those that were refused. */
import { randomUUID } from 'node:crypto'
import type { AuditEvent } from '@gantry/contract'
import { toTimestamp } from '../platform/clock.ts'
import type { AppContext } from '../platform/context.ts'
import type { RecordAudit } from '../platform/http/audit-door.ts'
import { fromCursor, toCursor } from '../platform/http/cursor.ts'
import { type AuditQuery, appendAuditEvent, selectAuditEvents } from './audit-store.ts'
import type { AuditEventTable } from './audit-table.ts'

export interface AuditService {
  readonly record: RecordAudit
  list(query: Omit<AuditQuery, 'after'> & { readonly cursor: string | undefined }): Promise<{
    readonly items: AuditEvent[]
    readonly nextCursor: string | null
  }>
}

const MAX_TEXT = 512

export function createAuditService({ db, clock, log, events }: AppContext): AuditService {
  return {
    async record(entry) {
      const row: Omit<AuditEventTable, 'number' | 'hash'> = {
        audit_id: randomUUID(),
        at: clock.nowMs(),
        username: entry.username ?? null,
        address: entry.address,
        user_agent: entry.userAgent.slice(0, MAX_TEXT),
        action: entry.action,
        target: entry.target.slice(0, MAX_TEXT),
        result: entry.result,
        request_id: entry.requestId,
        details: JSON.stringify(entry.details),
      }
      try {
        await appendAuditEvent(db, row)
        events.publish({
          type: 'auditEventRecorded',
          data: { auditId: row.audit_id },
          isVisibleTo: ({ role }) => role === 'administrator',
        })
      } catch (error) {
        // The change is done or refused already: what the database cannot take is kept by the log.
        log.error({ err: error, audit: row }, 'an audit event could not be stored')
      }
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
  }
}

function present(row: AuditEventTable): AuditEvent {
  return {
    auditId: row.audit_id,
    at: toTimestamp(row.at),
    username: row.username,
    address: row.address,
    userAgent: row.user_agent,
    action: row.action,
    target: row.target,
    result: row.result,
    requestId: row.request_id,
    details: JSON.parse(row.details),
  }
}
