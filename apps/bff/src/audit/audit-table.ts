export interface AuditEventTable {
  audit_id: string
  /** Milliseconds. */
  at: number
  username: string | null
  address: string
  user_agent: string
  /** Operation ID. */
  action: string
  target: string
  /** `ok`, or the error's code. */
  result: string
  request_id: string
  /** JSON object. */
  details: string
}
