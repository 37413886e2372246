/** What a query task found, in order. */
export interface TraceResultTable {
  job_id: string
  /** From 0. */
  position: number
  /** JSON, as the contract has it. */
  trace: string
}
