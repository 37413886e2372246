import { randomUUID } from 'node:crypto'
import type { NewAuditEvent } from './audit-store.ts'

/** Of what the console does to the record by itself. @param action no operation has this name */
export function ownEvent(action: string, nowMs: number, details: object): NewAuditEvent {
  return {
    audit_id: randomUUID(),
    at: nowMs,
    username: null,
    address: '',
    user_agent: '',
    action,
    target: 'audit record',
    result: 'ok',
    request_id: randomUUID(),
    details: JSON.stringify(details),
  }
}
