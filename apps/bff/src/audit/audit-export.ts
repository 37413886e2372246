/** The audit record as a file, line by line as the caller takes it. */
import type { AuditEvent } from '@gantry/contract'
import { CSV_MARK, csvText } from '../platform/http/csv.ts'

const COLUMNS = [
  'at',
  'username',
  'credential',
  'credentialId',
  'tokenName',
  'action',
  'target',
  'result',
  'address',
  'userAgent',
  'requestId',
  'details',
  'before',
  'after',
] as const

/** For spreadsheets: what has parts is JSON in its cell. */
export async function* auditCsv(pages: AsyncIterable<readonly AuditEvent[]>): AsyncGenerator<string> {
  yield CSV_MARK + csvText([[...COLUMNS]])
  for await (const events of pages) yield csvText(events.map(cellsOf))
}

/** For programs: an event of the API a line. */
export async function* auditLines(pages: AsyncIterable<readonly AuditEvent[]>): AsyncGenerator<string> {
  for await (const events of pages) yield events.map(event => `${JSON.stringify(event)}\n`).join('')
}

function cellsOf({ details, change, ...event }: AuditEvent): (string | null)[] {
  const json = (value: object | null | undefined): string | null => (value ? JSON.stringify(value) : null)
  const { at, username, credential, action, target, result, address, userAgent, requestId } = event
  return [
    ...[at, username, credential?.kind ?? null, credential?.id ?? null, credential?.name ?? null],
    ...[action, target, result, address, userAgent, requestId],
    ...[json(details), json(change?.before), json(change?.after)],
  ]
}
