/** Resets as they were done, so that each can be looked at and taken back. */
export interface OffsetResetTable {
  reset_id: string
  instance_id: string
  /** Without the namespace, as the topic. */
  group: string
  topic: string
  /** JSON of the contract's target; null for an undo. */
  target: string | null
  /** JSON of the contract's queues and outcomes. */
  queues: string
  outcomes: string
  /** The reset that this one takes back: each can be taken back once. */
  undo_of: string | null
  username: string
  /** Milliseconds. */
  created_at: number
}
