/** Takes away what is older than the setting says, as long as this replica holds the lease. Each time is an event of its own. */
import { randomUUID } from 'node:crypto'
import type { AppContext } from '../platform/context.ts'
import { releaseLease, takeLease } from '../platform/jobs/standing-lease.ts'
import { type Trimmed, trimAuditEvents } from './audit-store.ts'
import { ownEvent } from './own-event.ts'

/** The action of its events; no operation has this name. */
export const AUDIT_TRIM = 'auditTrim'
const LEASE = 'audit-trim'
const EVERY_MS = 3_600_000
/** Past the next turn, so that a replica that is well keeps it. */
const LEASE_MS = 2 * EVERY_MS
const DAY_MS = 86_400_000

type Needs = Pick<AppContext, 'db' | 'secrets' | 'clock' | 'log' | 'config' | 'stopping' | 'onClose'>

/** Now and then every hour, until the server stops. Nothing where the record is kept for ever. */
export function beginAuditTrim(needs: Needs): void {
  const { config, db, stopping, onClose, log } = needs
  if (config.auditDays === 0) return
  const holder = randomUUID()
  let turn = trimOnce(needs, holder)
  const timer = setInterval(() => {
    turn = trimOnce(needs, holder)
  }, EVERY_MS).unref()
  stopping.addEventListener('abort', () => clearInterval(timer))
  onClose(async () => {
    await turn
    await releaseLease(db, LEASE, holder).catch((error: unknown) =>
      log.warn({ err: error }, 'the lease of trimming the audit record could not be given back'),
    )
  })
}

/** Never rejects: what fails is tried again an hour later. */
async function trimOnce({ db, secrets, clock, log, config }: Needs, holder: string): Promise<void> {
  const nowMs = clock.nowMs()
  try {
    if (!(await takeLease(db, LEASE, { holder, nowMs, untilMs: nowMs + LEASE_MS }))) return
    const trimmed = await trimAudit({ db, secrets }, nowMs, config.auditDays)
    if (trimmed) log.info(trimmed, 'the audit record was trimmed')
  } catch (error) {
    log.warn({ err: error }, 'the audit record cannot be trimmed')
  }
}

/** @param days events that are older go */
export function trimAudit(
  needs: Pick<Needs, 'db' | 'secrets'>,
  nowMs: number,
  days: number,
): Promise<Trimmed | undefined> {
  return trimAuditEvents(needs, nowMs - days * DAY_MS, trimmed =>
    ownEvent(AUDIT_TRIM, nowMs, { ...trimmed, days }),
  )
}
