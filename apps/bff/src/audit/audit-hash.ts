/**
 * What holds the audit record together. Since 0035 hashes are made with a key that the database has only sealed, so that who can write
 * to the database cannot make them; what is older has plain ones, which tell themselves apart.
 */
import { createHash, createHmac } from 'node:crypto'
import type { AuditEventTable, AuditHeadTable } from './audit-table.ts'

export type ChainedEvent = Omit<AuditEventTable, 'number' | 'hash'> & { readonly number: number }

const KEYED = 'hmac_'

/**
 * Over the hash of the event before and all that is kept of this one, so that none can be changed, taken out or put in between
 * without every later hash being wrong.
 * @param key null for what was recorded before there was one
 */
export function hashOf(event: ChainedEvent, before: string, key: Buffer | null): string {
  const { number, audit_id, at, username, address, user_agent, action, target, result, request_id, details } =
    event
  const kept = [number, audit_id, at, username, address, user_agent, action, target, result, request_id]
  const text = JSON.stringify([before, ...kept, details])
  if (key === null) return createHash('sha256').update(text).digest('hex')
  return KEYED + createHmac('sha256', key).update(text).digest('hex')
}

export function isKeyed(hash: string | null): boolean {
  return hash?.startsWith(KEYED) ?? false
}

/** So that neither the anchor nor the count of older events can be moved. No event's text begins like this one. */
export function sealOf(
  head: Omit<AuditHeadTable, 'head_id' | 'key_encrypted' | 'seal'>,
  key: Buffer,
): string {
  const { number, hash, unchained, trimmed_number, trimmed_hash } = head
  const text = JSON.stringify([number, hash, unchained, trimmed_number, trimmed_hash])
  return createHmac('sha256', key).update(`head\n${text}`).digest('hex')
}
