/** A live tail: what came since the last look, and no more than somebody can read. */
import type { Admin, BrokerNode, FanOutFailure, PlacedQueue } from '@gantry/remoting'
import type { QueueRange, ScanCursor } from './scan-cursor.ts'

/** Messages that are kept for the reader when more come than are read. */
const MOST_BEHIND = 2_000n

export interface Followed extends ScanCursor {
  readonly skipped: bigint
  readonly failed: ReadonlyArray<FanOutFailure<BrokerNode>>
}

/** @param since undefined at first: then it begins with what comes next */
export async function followed(
  admin: Admin,
  wireTopic: string,
  queues: readonly PlacedQueue[],
  since: ScanCursor | undefined,
  signal: AbortSignal,
): Promise<Followed> {
  const { answered, failed } = await admin.topics.stats(wireTopic, { signal })
  const ends = new Map(
    answered.flatMap(({ value }) =>
      value.offsetTable.map(([{ brokerName, queueId }, { maxOffset }]) => [
        `${queueId} ${brokerName}`,
        maxOffset,
      ]),
    ),
  )
  const begins = new Map(since?.left.map(({ queue, begin }) => [queue, begin]))
  const ranges = queues.flatMap((queue): QueueRange[] => {
    const end = ends.get(`${queue.queueId} ${queue.node.brokerName}`) ?? begins.get(queue)
    // A queue that is new, or was away, is followed from now on.
    if (end === undefined) return []
    const begin = begins.get(queue) ?? end
    // A topic that was made anew ends before it was last seen.
    return [{ queue, begin: begin <= end ? begin : 0n, end }]
  })
  const most = MOST_BEHIND / BigInt(Math.max(1, ranges.length))
  const left = ranges.map(range =>
    range.end - range.begin > most ? { ...range, begin: range.end - most } : range,
  )
  return {
    order: 'oldest',
    total: 0n,
    left,
    skipped: countOf(ranges) - countOf(left),
    failed,
  }
}

function countOf(ranges: readonly QueueRange[]): bigint {
  return ranges.reduce((sum, { begin, end }) => sum + (end - begin), 0n)
}
