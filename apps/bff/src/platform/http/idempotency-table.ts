/** Creations that were asked for with an `Idempotency-Key`. */
export interface IdempotencyKeyTable {
  /** Digest of the caller's session or token and of the key. */
  key_digest: string
  /** Digest of path and body: the same key with another request is refused. */
  request_digest: string
  /** Null while the first request is still at work. */
  status: number | null
  /** The answer's JSON, sealed for `idempotency_keys.response`; null where it has a secret that is shown once. */
  response_encrypted: string | null
  /** Milliseconds. */
  created_at: number
}
