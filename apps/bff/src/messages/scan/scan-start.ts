/** The offsets of each queue that a search begins with. */
import { type Admin, type BrokerNode, type FanOutFailure, fanOut, type PlacedQueue } from '@gantry/remoting'
import type { QueueRange, ScanCursor, ScanOrder } from './scan-cursor.ts'

export interface TimeRange {
  readonly fromMs: number
  readonly toMs: number
  /** The range reaches up to now: queues are read to their end. */
  readonly isToNow: boolean
  readonly order: ScanOrder
}

export interface ScanStart extends ScanCursor {
  /** Store time (ms) of the oldest message; undefined where nothing is stored. */
  readonly oldestMs: number | undefined
  readonly failed: ReadonlyArray<FanOutFailure<BrokerNode>>
}

/** @throws the failure of a broker when no queue could be asked */
export async function scanStart(
  admin: Admin,
  queues: readonly PlacedQueue[],
  range: TimeRange,
  signal: AbortSignal,
): Promise<ScanStart> {
  const options = { signal }
  const { answered, failed } = await fanOut(
    queues,
    async (queue): Promise<QueueRange & { earliestMs: number }> => {
      const [begin, end, earliestMs] = await Promise.all([
        admin.offsets.atTime(queue, range.fromMs, 'LOWER', options),
        range.isToNow
          ? admin.offsets.max(queue, options)
          : admin.offsets.atTime(queue, range.toMs + 1, 'LOWER', options),
        admin.offsets.earliestStoreTime(queue, options),
      ])
      return { queue, begin, end, earliestMs }
    },
    { placeOf: ({ node }) => node.addr, signal },
  )
  const [failure] = failed
  if (answered.length === 0 && failure) throw failure.error
  const ranges = answered.map(({ value }) => value)
  const left = ranges.filter(({ begin, end }) => begin < end)
  const earliest = ranges.map(({ earliestMs }) => earliestMs).filter(time => time > 0)
  return {
    order: range.order,
    total: left.reduce((sum, { begin, end }) => sum + (end - begin), 0n),
    left,
    oldestMs: earliest.length > 0 ? Math.min(...earliest) : undefined,
    failed: failed.map(({ item, place, error }) => ({ item: item.node, place, error })),
  }
}
