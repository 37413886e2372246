import type { AuditEvent } from '@gantry/contract'
import type { Recorded } from './operation.ts'

/** The audit capability keeps the record; the frame hands in one entry for each change, done or refused. */
export interface AuditEntry {
  readonly username: string | undefined
  readonly credential: AuditEvent['credential']
  readonly address: string
  readonly userAgent: string
  /** Operation ID. */
  readonly action: string
  readonly target: string
  /** `ok`, or the error's code. */
  readonly result: string
  readonly requestId: string
  readonly details: Readonly<Record<string, unknown>>
  readonly change: RecordedChange | null
}

export interface RecordedChange {
  /** Null where it was not there. */
  readonly before: Recorded | null
  /** Null where it is gone. */
  readonly after: Recorded | null
}

/** Never throws: what cannot be kept goes to the log. */
export type RecordAudit = (entry: AuditEntry) => Promise<void>
