export type JobState = 'PENDING' | 'RUNNING' | 'COMPLETED' | 'FAILED' | 'CANCELLED'

/** Work that outlives its request; any replica may do it. Times are milliseconds. */
export interface JobTable {
  job_id: string
  kind: string
  instance_id: string
  /** What it is about, in the words of its kind, such as a group. */
  subject: string
  /** JSON, read by the kind. */
  input: string
  /** JSON: who gave the order. */
  caller: string
  state: JobState
  done: number
  /** Null while it is not known. */
  total: number | null
  /** JSON, read by the kind. */
  result: string | null
  /** Why it failed: one sentence. */
  error: string | null
  /** How often a replica took it. */
  attempts: number
  /** 0 or 1. */
  is_cancelled: number
  lease_holder: string | null
  lease_until: number | null
  created_at: number
  updated_at: number
  finished_at: number | null
  /** It is removed afterwards. */
  expires_at: number
}
