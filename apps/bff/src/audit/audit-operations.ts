import {
  auditEventCsv,
  auditEventLines,
  auditEventList,
  auditEventView,
  type QueryOf,
} from '@gantry/contract'
import { toTimestamp } from '../platform/clock.ts'
import type { AppContext } from '../platform/context.ts'
import { type Operation, operation } from '../platform/http/operation.ts'
import { auditCsv, auditLines } from './audit-export.ts'
import type { AuditFilter, AuditService } from './audit-service.ts'

export function auditOperations({ clock }: AppContext, audit: AuditService): Operation[] {
  return [
    operation(auditEventList, async ({ query: { limit, cursor, ...query } }) => ({
      ...(await audit.list({ limit, cursor, ...filterOf(query) })),
      partial: null,
      asOf: toTimestamp(clock.nowMs()),
    })),
    operation(auditEventView, ({ params: { auditId } }) => audit.view(auditId)),
    operation(auditEventCsv, async ({ query }) => ({
      fileName: 'audit-events.csv',
      content: auditCsv(audit.pages(filterOf(query))),
    })),
    operation(auditEventLines, async ({ query }) => ({
      fileName: 'audit-events.jsonl',
      content: auditLines(audit.pages(filterOf(query))),
    })),
  ]
}

function filterOf({ q, from, to, ...same }: QueryOf<typeof auditEventCsv>): AuditFilter {
  const msOf = (time: string | undefined): number | undefined =>
    time === undefined ? undefined : Date.parse(time)
  const { action, username, result, address } = same
  return { action, username, result, address, text: q, fromMs: msOf(from), toMs: msOf(to) }
}
