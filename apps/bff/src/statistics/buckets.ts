/** Minutes put together to longer intervals. An interval with a gap in it is a gap: what is missing may have been anything. */
import {
  FIGURES,
  type Figure,
  type FigureSet,
  overTimeOf,
  type Point,
  type SeriesKind,
} from './statistics-figures.ts'
import type { MinuteRange } from './statistics-store.ts'

/** Both ends at the edge of a bucket. */
export interface BucketRange extends MinuteRange {
  /** Minutes of one bucket. */
  readonly size: number
  /** What has ended since may not be written yet: that is no gap. */
  readonly settledMinute: number
}

export interface Bucket {
  readonly minute: number
  readonly figures: FigureSet
  readonly missingMinutes: number
}

/** @param parts in the order of time */
export async function* bucketsOf(
  kind: SeriesKind,
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
    yield bucketOf(kind, minute, size, within)
  }
}

/** What it is about first of all. */
const LEADING: Readonly<Record<SeriesKind, Figure>> = {
  production: 'messages',
  consumption: 'messages',
  group: 'deadLetters',
}

function bucketOf(kind: SeriesKind, minute: number, size: number, within: readonly Point[]): Bucket {
  const byMinute = new Map(within.map(point => [point.minute, point]))
  const minutes = Array.from({ length: size }, (_, index) => byMinute.get(minute + index))
  const figures = FIGURES[kind].map(figure => [
    figure,
    overTimeOf(
      figure,
      minutes.map(point => point?.[figure]),
    ),
  ])
  const isMissing = (point: Point | undefined): boolean => (point?.[LEADING[kind]] ?? null) === null
  return { minute, figures: Object.fromEntries(figures), missingMinutes: minutes.filter(isMissing).length }
}

async function* flatten(parts: AsyncIterable<readonly Point[]>): AsyncGenerator<Point, undefined> {
  for await (const points of parts) yield* points
  return undefined
}
