/**
 * At the start: a record from before there was a key gets an event that has it. From then on `verify-audit` takes a record without
 * one for written anew.
 */
import type { AppContext } from '../platform/context.ts'
import { appendAuditEvent, findAuditHead } from './audit-store.ts'
import { ownEvent } from './own-event.ts'

/** The action of the first event that has the key, where there were others before; no operation has this name. */
const AUDIT_KEY = 'auditKey'

export async function keyAuditRecord({
  db,
  secrets,
  clock,
}: Pick<AppContext, 'db' | 'secrets' | 'clock'>): Promise<void> {
  const { key_encrypted, number } = await findAuditHead(db)
  if (key_encrypted !== null || number === 0) return
  await appendAuditEvent({ db, secrets }, ownEvent(AUDIT_KEY, clock.nowMs(), { plainThrough: number }))
}
