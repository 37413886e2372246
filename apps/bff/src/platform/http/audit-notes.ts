/** Gathers what the audit record says about one change, and hands it in once. */
import type { EndpointShape } from '@gantry/contract'
import type { Request } from 'express'
import type { Caller } from './caller.ts'
import type { Frame } from './frame.ts'
import type { AuditNotes } from './operation.ts'
import { pathOf, trackedOf } from './track-requests.ts'

interface ChangeRecord {
  readonly notes: AuditNotes
  /** @param result `ok` or the error's code; reads are not recorded */
  finish(result: string): Promise<void>
}

export function startRecord(
  endpoint: EndpointShape,
  { offer }: Frame,
  request: Request,
  caller: Caller | undefined,
): ChangeRecord {
  let target = decodeURI(pathOf(request)).replace('/api/v1', '')
  let details: Readonly<Record<string, unknown>> = {}
  return {
    notes: {
      target: text => {
        target = text
      },
      details: fields => {
        details = { ...details, ...fields }
      },
    },
    async finish(result) {
      if (endpoint.method === 'GET') return
      await offer.recordAudit({
        username: caller?.username,
        address: request.ip ?? '',
        userAgent: request.get('user-agent') ?? '',
        action: endpoint.id,
        target,
        result,
        requestId: trackedOf(request).requestId,
        details,
      })
    },
  }
}
