/** What one check of a connection came to. */
export interface Finding {
  readonly ok: boolean
  /** One sentence: what was found, or what to do. */
  readonly message: string
}
