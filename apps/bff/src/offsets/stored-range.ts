/** Between which times a topic holds messages. */
import type { InstanceHandle } from '../platform/brokers/instance-handle.ts'
import { toTimestamp } from '../platform/clock.ts'

export interface StoredRange {
  /** Milliseconds; undefined for a topic without messages. */
  readonly oldestMs: number | undefined
  readonly newestMs: number | undefined
}

export async function readStoredRange(
  { admin }: InstanceHandle,
  wireGroup: string,
  wireTopic: string,
  signal: AbortSignal,
): Promise<StoredRange> {
  const { answered } = await admin.consumption.timeSpan(wireGroup, wireTopic, { signal })
  const spans = answered.flatMap(({ value }) => value)
  const times = (of: 'minTimeStamp' | 'maxTimeStamp'): number[] =>
    spans.map(span => span[of]).filter(timeMs => timeMs > 0)
  const [oldest, newest] = [times('minTimeStamp'), times('maxTimeStamp')]
  // A queue that never held a message may tell the age of the broker's store: it has no newest one.
  return newest.length === 0
    ? { oldestMs: undefined, newestMs: undefined }
    : { oldestMs: Math.min(...oldest), newestMs: Math.max(...newest) }
}

export function presentRange({ oldestMs, newestMs }: StoredRange) {
  return {
    oldestStoredAt: oldestMs === undefined ? null : toTimestamp(oldestMs),
    newestStoredAt: newestMs === undefined ? null : toTimestamp(newestMs),
  }
}
