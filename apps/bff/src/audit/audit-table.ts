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
  /** Place in the chain, from 1 without a gap; null for what was recorded before there was one. */
  number: number | null
  /** Of the event before and of this one. */
  hash: string | null
}

/** One row: where the chain ends. It is locked while an event is written. */
export interface AuditHeadTable {
  head_id: number
  number: number
  /** Empty before the first event. */
  hash: string
  /** Events from before the chain that are still kept. */
  unchained: number
  /** The last event that was trimmed, and its hash, which the first one that is kept goes on from; 0 and empty before. */
  trimmed_number: number
  trimmed_hash: string
  /** What hashes are made with, sealed for `audit_head.key`; null before the first event that has one. */
  key_encrypted: string | null
  /** Over this row, by the same key. */
  seal: string
}
