/** Tenant accounts: what owns instances and users. */
export interface AccountTable {
  /** Twelve digits; part of the IDs of its instances. */
  account_id: string
  name: string
  /** Milliseconds. */
  created_at: number
}
