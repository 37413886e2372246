import { auditEventList } from '@gantry/contract'
import { toTimestamp } from '../platform/clock.ts'
import type { AppContext } from '../platform/context.ts'
import { type Operation, operation } from '../platform/http/operation.ts'
import type { AuditService } from './audit-service.ts'

export function auditOperations({ clock }: AppContext, audit: AuditService): Operation[] {
  return [
    operation(auditEventList, async ({ query: { limit, cursor, q, action, username } }) => ({
      ...(await audit.list({ limit, cursor, target: q, action, username })),
      partial: null,
      asOf: toTimestamp(clock.nowMs()),
    })),
  ]
}
