import type { Kysely } from 'kysely'
import { containing } from '../platform/database/containing.ts'
import type { Database } from '../platform/database/database.ts'
import type { AuditEventTable } from './audit-table.ts'

export interface AuditQuery {
  readonly limit: number
  readonly after: { readonly at: number; readonly auditId: string } | undefined
  readonly action: string | undefined
  readonly username: string | undefined
  /** Part of the target. */
  readonly target: string | undefined
}

export async function insertAuditEvent(db: Kysely<Database>, row: AuditEventTable): Promise<void> {
  await db.insertInto('audit_events').values(row).execute()
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
