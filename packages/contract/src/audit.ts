/** What was changed, by whom, and how it went. */
import { z } from 'zod'
import { listOf, listQuery, timestamp } from './common.ts'
import { endpoint } from './endpoint.ts'

const fields = z.record(z.string(), z.unknown())

export const auditChange = z.object({
  /** Null where it was not there. */
  before: fields.nullable(),
  /** Null where it is gone. */
  after: fields.nullable(),
})
export type AuditChange = z.infer<typeof auditChange>

export const auditEvent = z.object({
  auditId: z.string(),
  at: timestamp,
  /** At a sign-in the user whose name was given, if there is one; what was typed otherwise may have been a password. */
  username: z.string().nullable(),
  /** The session or the API token that the caller had, or the one of GANTRY_BOOTSTRAP_TOKEN; null at a sign-in, and before this was recorded. */
  credential: z
    .object({ kind: z.enum(['session', 'token', 'bootstrap']), id: z.string(), name: z.string().nullable() })
    .nullable(),
  address: z.string(),
  userAgent: z.string(),
  /** Operation ID, such as `topicCreate`. */
  action: z.string(),
  /** What it was done to, such as `topic MQ_INST_…/orders`. */
  target: z.string(),
  /** `ok`, or the error's code. */
  result: z.string(),
  requestId: z.string(),
  /** Beside the change, such as what was asked for and which brokers refused. Secrets never. */
  details: fields,
  /** What it was and what has become of it; null where nothing was changed. */
  change: auditChange.nullable(),
})
export type AuditEvent = z.infer<typeof auditEvent>

const filter = {
  action: z.string().max(64).optional(),
  username: z.string().max(64).optional(),
  /** `ok`, an error's code, or `refused` for all but `ok`. */
  result: z.string().max(64).optional(),
  /** Beginning of the address, such as `10.1.`. */
  address: z.string().max(64).optional(),
  /** This moment and later. */
  from: timestamp.optional(),
  /** Before this moment. */
  to: timestamp.optional(),
}

export const auditEventList = endpoint({
  id: 'auditEventList',
  method: 'GET',
  path: '/audit-events',
  summary: 'The audit record, newest first.',
  access: 'administrator',
  query: listQuery.extend(filter),
  response: listOf(auditEvent),
})

export const auditEventView = endpoint({
  id: 'auditEventView',
  method: 'GET',
  path: '/audit-events/{auditId}',
  summary: 'One event of the audit record.',
  access: 'administrator',
  params: z.object({ auditId: z.string().min(1).max(64) }),
  response: auditEvent,
  errors: ['NOT_FOUND'],
})

/** As a list has them, but all of them. */
const exportQuery = z.object({ q: listQuery.shape.q, ...filter })

export const auditEventCsv = endpoint({
  id: 'auditEventCsv',
  method: 'GET',
  path: '/audit-files/csv',
  summary: 'The audit record as a file for spreadsheets, newest first.',
  access: 'administrator',
  query: exportQuery,
  download: 'text/csv',
})

export const auditEventLines = endpoint({
  id: 'auditEventLines',
  method: 'GET',
  path: '/audit-files/lines',
  summary: 'The audit record as a file for programs: an event as JSON on each line, newest first.',
  access: 'administrator',
  query: exportQuery,
  download: 'application/jsonl',
})
