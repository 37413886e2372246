/** What the audit record has of any request, whether or not it came to an operation. */
import type { EndpointShape } from '@gantry/contract'
import type { Request } from 'express'
import type { AuditEntry } from './audit-door.ts'
import type { Caller } from './caller.ts'
import { pathOf, trackedOf } from './track-requests.ts'

export function entryOf(
  endpoint: Pick<EndpointShape, 'id'>,
  request: Request,
  caller: Caller | undefined,
  result: string,
): AuditEntry {
  return {
    username: caller?.username,
    credential: credentialOf(caller),
    address: request.ip ?? '',
    userAgent: request.get('user-agent') ?? '',
    action: endpoint.id,
    target: targetOf(request),
    result,
    requestId: trackedOf(request).requestId,
    details: {},
    change: null,
  }
}

/** Until the operation names it. */
export function targetOf(request: Request): string {
  return decodeURI(pathOf(request)).replace('/api/v1', '')
}

function credentialOf(caller: Caller | undefined): AuditEntry['credential'] {
  return caller ? { kind: caller.via, id: caller.credentialId, name: caller.credentialName } : null
}
