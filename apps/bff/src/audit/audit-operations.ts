import { auditEventCsv, auditEventLines, auditEventList, auditEventView } from '@gantry/contract'
import { toTimestamp } from '../platform/clock.ts'
import type { AppContext } from '../platform/context.ts'
import { type Operation, operation } from '../platform/http/operation.ts'
import { auditCsv, auditLines } from './audit-export.ts'
import type { AuditService } from './audit-service.ts'

export function auditOperations({ clock }: AppContext, audit: AuditService): Operation[] {
  return [
    operation(auditEventList, async ({ query: { limit, cursor, q, action, username } }) => ({
      ...(await audit.list({ limit, cursor, target: q, action, username })),
      partial: null,
      asOf: toTimestamp(clock.nowMs()),
    })),
    operation(auditEventView, ({ params: { auditId } }) => audit.view(auditId)),
    operation(auditEventCsv, async ({ query: { q, action, username } }) => ({
      fileName: 'audit-events.csv',
      content: auditCsv(audit.pages({ target: q, action, username })),
    })),
    operation(auditEventLines, async ({ query: { q, action, username } }) => ({
      fileName: 'audit-events.jsonl',
      content: auditLines(audit.pages({ target: q, action, username })),
    })),
  ]
}
