/** Where producers and consumers report what they did with a message. */
import type { TraceRecord } from '../trace/trace-record.ts'

export interface TraceSink {
  readonly record: (...records: TraceRecord[]) => void
  /** Sends what is left. */
  readonly close: () => Promise<void>
}
