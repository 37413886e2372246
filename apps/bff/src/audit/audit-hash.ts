import { createHash } from 'node:crypto'
import type { AuditEventTable } from './audit-table.ts'

export type ChainedEvent = Omit<AuditEventTable, 'number' | 'hash'> & { readonly number: number }

/**
 * SHA-256 over the hash of the event before and all that is kept of this one, so that none can be changed, taken out or put in
 * between without every later hash being wrong.
 */
export function hashOf(event: ChainedEvent, before: string): string {
  const { number, audit_id, at, username, address, user_agent, action, target, result, request_id, details } =
    event
  const kept = [number, audit_id, at, username, address, user_agent, action, target, result, request_id]
  return createHash('sha256')
    .update(JSON.stringify([before, ...kept, details]))
    .digest('hex')
}
