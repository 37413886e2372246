/** Gathers what the audit record says about one change, and hands it in once. */
import type { EndpointShape } from '@gantry/contract'
import type { Request } from 'express'
import type { RecordedChange } from './audit-door.ts'
import { entryOf, targetOf } from './audit-entry.ts'
import type { Caller } from './caller.ts'
import type { Frame } from './frame.ts'
import type { AuditNotes, Recorded } from './operation.ts'

export interface ChangeRecord {
  readonly notes: AuditNotes
  /** @throws Error when nothing is known of what was before and after, and no reason is given why */
  requireChange(): void
  /** @param result `ok` or the error's code; reads are not recorded */
  finish(result: string): Promise<void>
}

export function startRecord(
  endpoint: Pick<EndpointShape, 'id' | 'method'>,
  { offer }: Frame,
  request: Request,
  caller: Caller | undefined,
): ChangeRecord {
  let target = targetOf(request)
  let username = caller?.username
  let details: Readonly<Record<string, unknown>> = {}
  let asked: Recorded = {}
  let change: RecordedChange | null = null
  let isUnchanged = false
  return {
    notes: {
      target: text => {
        target = text
      },
      signIn: name => {
        username = name
        target = `session of ${name}`
      },
      details: fields => {
        details = { ...details, ...fields }
      },
      asked: fields => {
        asked = fields
      },
      change: (before, after) => {
        change = { before, after }
      },
      noChange: () => {
        isUnchanged = true
      },
    },
    requireChange() {
      if (endpoint.method === 'GET' || change !== null || isUnchanged || endpoint.id in offer.withoutChange)
        return
      throw new Error(`${endpoint.id} did not say what was before and after`)
    },
    async finish(result) {
      if (endpoint.method === 'GET') return
      await offer.recordAudit({
        ...entryOf(endpoint, request, caller, result),
        username,
        target,
        details: change === null ? { ...asked, ...details } : details,
        change,
      })
    },
  }
}
