/** What others than its owner may do with a topic: a tenant account, or a user of the owner's account. */
export interface GrantTable {
  grant_id: string
  instance_id: string
  /** Without the namespace. */
  topic: string
  /** The grantee is this account: its tenant administrators. Null where it is a user. */
  account_id: string | null
  user_id: string | null
  /** 0 or 1, as subscribe. */
  publish: number
  subscribe: number
  /** JSON array: groups of the instance with which the grantee consumes. */
  groups: string
  /** JSON array: addresses and ranges from which it holds, as brokers get them; empty for everywhere. */
  source_ips: string
  /** Milliseconds. */
  created_at: number
}
