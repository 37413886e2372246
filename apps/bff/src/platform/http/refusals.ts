/**
 * Changes that are refused before anything is known of them: a wrong CSRF token, no session, too many requests. The first of a
 * place is in the audit record at once; those that follow within a minute are counted into one event more, since a flood must not fill
 * the database.
 */
import type { EndpointShape } from '@gantry/contract'
import type { Request } from 'express'
import type { AppContext } from '../context.ts'
import type { AuditEntry, RecordAudit } from './audit-door.ts'
import { entryOf } from './audit-entry.ts'
import { addressKey } from './rate-limits.ts'
import { trackedOf } from './track-requests.ts'

export interface Refusals {
  /** @param result the error's code */
  record(endpoint: EndpointShape, request: Request, result: string): Promise<void>
}

const WINDOW_MS = 60_000
/** At a time; what comes from more counts as one. */
const MAX_PLACES = 50

interface Counted {
  readonly first: AuditEntry
  readonly fromMs: number
  more: number
}

type Needs = Pick<AppContext, 'clock' | 'stopping' | 'onClose'>

export function createRefusals({ clock, stopping, onClose }: Needs, recordAudit: RecordAudit): Refusals {
  const counted = new Map<string, Counted>()
  const settle = async (untilMs: number): Promise<void> => {
    const ended = [...counted].filter(([, { fromMs }]) => fromMs <= untilMs)
    for (const [place] of ended) counted.delete(place)
    for (const [, { first, more }] of ended) {
      if (more > 0) await recordAudit({ ...first, details: { more } })
    }
  }
  const timer = setInterval(() => void settle(clock.nowMs() - WINDOW_MS), WINDOW_MS).unref()
  stopping.addEventListener('abort', () => clearInterval(timer))
  onClose(() => settle(clock.nowMs()))
  return {
    async record(endpoint, request, result) {
      await settle(clock.nowMs() - WINDOW_MS)
      const { caller } = trackedOf(request)
      const own = `${result} ${endpoint.id} ${caller?.userId ?? addressKey(request)}`
      const place = counted.has(own) || counted.size < MAX_PLACES ? own : `${result} elsewhere`
      const known = counted.get(place)
      if (known) {
        known.more++
        return
      }
      const first = entryOf(endpoint, request, caller, result)
      counted.set(place, { first, fromMs: clock.nowMs(), more: 0 })
      await recordAudit(first)
    },
  }
}
