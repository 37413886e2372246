/** Creations that were asked for with an `Idempotency-Key`. */
export interface IdempotencyKeyTable {
  /** Digest of caller, operation and key. */
  key_digest: string
  /** Digest of path and body: the same key with another request is refused. */
  request_digest: string
  /** Null while the first request is still at work. */
  status: number | null
  /** The answer's JSON, sealed for `idempotency_keys.response`. */
  response_encrypted: string | null
  /** Milliseconds. */
  created_at: number
}
