/** Key pairs of users' programs: what the console has made, and nothing else, is its own on the brokers. */
export interface AccessKeyTable {
  /** Also the name of the user on the brokers. */
  access_key: string
  /** Null: deleted, by itself or with its user; a broker that was down then may still have it. */
  user_id: string | null
  /** Sealed for `access_keys.secret`. */
  secret_encrypted: string | null
  /** 0 or 1. */
  is_disabled: number
  /** Milliseconds. */
  created_at: number
}
