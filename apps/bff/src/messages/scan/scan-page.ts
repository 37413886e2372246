/**
 * One page of a search by time: queues are merged by the store times of their messages. A page ends when it is full, or when
 * enough has been looked at: the next one goes on from there.
 */
import type { SearchFilter } from '../message-filter.ts'
import { comesBefore, QueueScan, type WindowSize } from './queue-scan.ts'
import type { ChunkReader, ScanRow } from './read-chunk.ts'
import type { ScanCursor } from './scan-cursor.ts'

/** Messages that one page looks at, about: it takes a quarter of a second, and progress is seen to go on. */
const MOST_LOOKED_AT = 50_000n
/** Requests under way at once, over all queues of a topic. */
const AT_ONCE = 16
/** What one of them reads, in several pulls. */
const CHUNK = 512n
/** What a broker gives in one pull unless set otherwise. */
const ONE_PULL = 32n
/** A broker passes over what has another tag without reading it. */
const MOST_BY_TAG = 65_536

export interface ScanPage {
  readonly rows: readonly ScanRow[]
  readonly scans: readonly QueueScan[]
  /** Of every queue, also where nothing is. */
  readonly left: ScanCursor['left']
}

export async function scanPage(reader: ChunkReader, cursor: ScanCursor, limit: number): Promise<ScanPage> {
  const { order } = cursor
  const scans = cursor.left.map(range => new QueueScan(range, order))
  const size = windowSize(reader.filter, scans.length, limit)
  const rows: ScanRow[] = []
  let lookedAt = 0n
  while (rows.length < limit) {
    const next = firstOf(scans)
    const blocking = scans.filter(scan => (next?.first ? scan.mayPrecede(next.first) : scan.isHungry))
    if (blocking.length > 0) {
      if (lookedAt >= MOST_LOOKED_AT) break
      const counts = await Promise.all(blocking.map(scan => scan.readNext(reader, size)))
      lookedAt += counts.reduce((sum, count) => sum + count, 0n)
      continue
    }
    const row = next?.take()
    if (row === undefined) break
    rows.push(row)
  }
  return { rows, scans, left: scans.map(({ left }) => left) }
}

/** The queue whose row is to be shown next, of those that have one. */
function firstOf(scans: readonly QueueScan[]): QueueScan | undefined {
  let best: QueueScan | undefined
  for (const scan of scans) {
    if (scan.first === undefined) continue
    if (!best?.first || comesBefore(scan.order, scan.first.storeTimestamp, best.first.storeTimestamp))
      best = scan
  }
  return best
}

/**
 * Without a filter twice what each queue has of a page when all have the same, then up to a page; with one, as much as keeps
 * the broker busy.
 */
function windowSize({ kind }: SearchFilter, queues: number, limit: number): WindowSize {
  const share = (whole: number): bigint => BigInt(Math.ceil(whole / Math.max(1, queues)))
  switch (kind) {
    case 'NONE': {
      const page = ONE_PULL * share(Math.ceil(limit / Number(ONE_PULL)))
      const twice = 2n * share(limit)
      return { first: twice < page ? twice : page, most: page, chunk: ONE_PULL }
    }
    case 'TAG': {
      const most = share(MOST_BY_TAG)
      return { first: 64n, most, chunk: most }
    }
    case 'CONDITION':
      return { first: 64n, most: CHUNK * share(AT_ONCE), chunk: CHUNK }
  }
}
