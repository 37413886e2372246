/** What was changed, by whom, and how it went. */
import { z } from 'zod'
import { listOf, listQuery, timestamp } from './common.ts'
import { endpoint } from './endpoint.ts'

export const auditEvent = z.object({
  auditId: z.string(),
  at: timestamp,
  username: z.string().nullable(),
  address: z.string(),
  userAgent: z.string(),
  /** Operation ID, such as `topicCreate`. */
  action: z.string(),
  /** What it was done to, such as `topic MQ_INST_…/orders`. */
  target: z.string(),
  /** `ok`, or the error's code. */
  result: z.string(),
  requestId: z.string(),
  /** Secrets never. */
  details: z.record(z.string(), z.unknown()),
})
export type AuditEvent = z.infer<typeof auditEvent>

export const auditEventList = endpoint({
  id: 'auditEventList',
  method: 'GET',
  path: '/audit-events',
  summary: 'The audit record, newest first.',
  access: 'administrator',
  query: listQuery.extend({ action: z.string().max(64).optional(), username: z.string().max(64).optional() }),
  response: listOf(auditEvent),
})
