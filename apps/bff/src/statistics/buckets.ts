/** Minutes put together to longer intervals. An interval with a gap in it is a gap: what is missing may have been anything. */
import type { Point } from './statistics-store.ts'

export interface BucketRange {
  /** Minutes since 1970; both at the edge of a bucket. */
  readonly fromMinute: number
  readonly toMinute: number
  /** Minutes of one bucket. */
  readonly size: number
  /** What has ended since may not be written yet: that is no gap. */
  readonly settledMinute: number
}

export interface Bucket {
  readonly minute: number
  readonly messages: number | null
  readonly bytes: number | null
  /** At its end. */
  readonly lag: number | null
  readonly missingMinutes: number
}

/** @param parts in the order of time */
export async function* bucketsOf(
  parts: AsyncIterable<readonly Point[]>,
  { fromMinute, toMinute, size, settledMinute }: BucketRange,
): AsyncGenerator<Bucket> {
  const points = flatten(parts)
  let next = (await points.next()).value
  for (let minute = fromMinute; minute < toMinute; minute += size) {
    const end = minute + size
    const within: Point[] = []
    while (next && next.minute < end) {
      within.push(next)
      next = (await points.next()).value
    }
    const isWritten = within.at(-1)?.minute === end - 1
    if (!isWritten && end > settledMinute) return
    yield bucketOf(minute, size, within)
  }
}

function bucketOf(minute: number, size: number, within: readonly Point[]): Bucket {
  const known = within.filter(({ messages }) => messages !== null)
  const isWhole = known.length === size
  const last = within.at(-1)
  return {
    minute,
    messages: isWhole ? sum(known.map(({ messages }) => messages)) : null,
    bytes: isWhole ? sum(known.map(({ bytes }) => bytes)) : null,
    lag: last?.minute === minute + size - 1 ? last.lag : null,
    missingMinutes: size - known.length,
  }
}

function sum(values: ReadonlyArray<number | null>): number | null {
  let total = 0
  for (const value of values) {
    if (value === null) return null
    total += value
  }
  return total
}

async function* flatten(parts: AsyncIterable<readonly Point[]>): AsyncGenerator<Point, undefined> {
  for await (const points of parts) yield* points
  return undefined
}
