/**
 * One append-only log of records, in memory. A position is the number of bytes ever written before a record, so it stays what it is
 * when older records are dropped. A record never spans two segments.
 *
 * Imitates the commit log of `store/CommitLog`; there a file ends in blank bytes, here the next segment begins right behind.
 */

export const SEGMENT_BYTES = 1024 * 1024

interface Segment {
  /** Position of its first byte. */
  readonly base: number
  readonly buffer: Buffer
  used: number
  /** When its newest record was written, ms since 1970. */
  newestMs: number
}

export interface LogLimits {
  /** Segments are dropped, the oldest first, while the log is larger. */
  readonly maxBytes: number
}

export class SegmentLog {
  private readonly segments: Segment[] = []
  private readonly limits: LogLimits
  private end = 0

  constructor(limits: LogLimits) {
    this.limits = limits
  }

  /** Position of the oldest byte that is still there. */
  get minPosition(): number {
    return this.segments[0]?.base ?? this.end
  }

  /** Position that the next record gets. */
  get maxPosition(): number {
    return this.end
  }

  /** Copies a record in and returns its position. */
  append(record: Buffer, nowMs: number): number {
    const segment = this.roomFor(record.length)
    const position = this.end
    segment.used += record.copy(segment.buffer, segment.used)
    segment.newestMs = nowMs
    this.end += record.length
    return position
  }

  /** The bytes at a position, a view; undefined where the log does not hold all of them. */
  slice(position: number, bytes: number): Buffer | undefined {
    const segment = this.segmentAt(position)
    if (segment === undefined) return undefined
    const at = position - segment.base
    return at + bytes <= segment.used ? segment.buffer.subarray(at, at + bytes) : undefined
  }

  /** Drops segments whose newest record is older than that. */
  dropOlderThan(ms: number): void {
    this.dropWhile(segment => segment.newestMs < ms)
  }

  private roomFor(bytes: number): Segment {
    const last = this.segments.at(-1)
    if (last !== undefined && last.used + bytes <= last.buffer.length) return last
    const buffer = Buffer.allocUnsafeSlow(Math.max(SEGMENT_BYTES, bytes))
    const fresh = { base: this.end, buffer, used: 0, newestMs: 0 }
    this.segments.push(fresh)
    this.dropWhile(oldest => oldest !== fresh && this.bytesHeld() > this.limits.maxBytes)
    return fresh
  }

  private dropWhile(isTooMuch: (oldest: Segment) => boolean): void {
    for (
      let oldest = this.segments[0];
      oldest !== undefined && isTooMuch(oldest);
      oldest = this.segments[0]
    ) {
      this.segments.shift()
    }
  }

  private bytesHeld(): number {
    const last = this.segments.at(-1)
    return last === undefined ? 0 : last.base + last.buffer.length - this.minPosition
  }

  private segmentAt(position: number): Segment | undefined {
    let low = 0
    let high = this.segments.length - 1
    while (low <= high) {
      const middle = (low + high) >>> 1
      const segment = this.segments[middle]
      if (segment === undefined || position < segment.base) high = middle - 1
      else if (position >= segment.base + segment.used) low = middle + 1
      else return segment
    }
    return undefined
  }
}
