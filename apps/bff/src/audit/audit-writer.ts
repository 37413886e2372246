/**
 * Puts events into the record. The change is done or refused already: what the database does not take is kept by the log, and waits
 * here to be tried again. Until then the server is not ready.
 */
import type { AppContext } from '../platform/context.ts'
import { appendAuditEvent, findAuditEvent, type NewAuditEvent } from './audit-store.ts'

type Needs = Pick<AppContext, 'db' | 'secrets' | 'log' | 'metrics' | 'readiness'>

/** More are in the log only. */
const MAX_WAITING = 1_000

/** @returns what stores an event; it never rejects */
export function createAuditWriter(
  needs: Needs,
  onStored: (row: NewAuditEvent) => void,
): (row: NewAuditEvent) => Promise<void> {
  const { db, log, metrics, readiness } = needs
  const waiting = new Set<NewAuditEvent>()
  const append = async (row: NewAuditEvent): Promise<void> => {
    const foreign = await appendAuditEvent(needs, row)
    if (foreign > 0) {
      log.error(
        { foreign },
        'the audit record had events that this console has not written: run verify-audit',
      )
    }
    onStored(row)
  }
  const storeAll = async (): Promise<void> => {
    for (const row of waiting) {
      // Its transaction may have been committed when the connection broke.
      if (!(await findAuditEvent(db, row.audit_id))) await append(row)
      waiting.delete(row)
    }
  }
  let retry: Promise<void> | undefined
  const storeWaiting = (): Promise<void> => {
    retry ??= storeAll()
      .catch((error: unknown) => log.warn({ err: error }, 'events of the audit record still wait'))
      .finally(() => {
        retry = undefined
      })
    return retry
  }
  readiness.add({
    part: 'audit record',
    isRequired: true,
    async check() {
      await storeWaiting()
      if (waiting.size === 0) return { ok: true }
      return { ok: false, message: `Events wait to be stored: ${waiting.size}. The log says why.` }
    },
  })
  return async row => {
    try {
      await append(row)
      await storeWaiting()
    } catch (error) {
      log.error({ err: error, audit: row }, 'an audit event could not be stored')
      metrics.auditEventNotStored()
      if (waiting.size < MAX_WAITING) waiting.add(row)
    }
  }
}
