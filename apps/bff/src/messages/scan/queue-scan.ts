/** One queue on its way through a search: what is left of it, and the rows that were found and are not shown yet. */
import { type Chunk, type ChunkReader, readChunk, type ScanRow } from './read-chunk.ts'
import type { QueueRange, ScanOrder } from './scan-cursor.ts'

/** Offsets that are looked at in one step. */
export interface WindowSize {
  /** Before it is known how much is found. */
  readonly first: bigint
  /** Where little is found. */
  readonly most: bigint
  /** Of these, so many are read one after the other; several such chunks at once. */
  readonly chunk: bigint
}

/** A window that finds no more rows is followed by a larger one. */
const FEW_ROWS = 8
const GROWTH = 4n

export class QueueScan {
  readonly order: ScanOrder
  private range: QueueRange
  /** In the order in which they are shown. */
  private readonly rows: ScanRow[] = []
  /** Store time (ms) that what is not read yet lies behind; undefined before the first look. */
  private frontierMs: number | undefined
  private offsets: bigint | undefined
  failure: unknown
  damaged = 0

  constructor(range: QueueRange, order: ScanOrder) {
    this.range = range
    this.order = order
  }

  get queue(): QueueRange['queue'] {
    return this.range.queue
  }

  get first(): ScanRow | undefined {
    return this.rows[0]
  }

  take(): ScanRow | undefined {
    return this.rows.shift()
  }

  /** It has nothing to show, and there is more to read. */
  get isHungry(): boolean {
    return this.rows.length === 0 && this.failure === undefined && this.range.begin < this.range.end
  }

  /** Whether it may still find something that is to be shown before `row`. */
  mayPrecede(row: ScanRow): boolean {
    if (!this.isHungry) return false
    return this.frontierMs === undefined || comesBefore(this.order, this.frontierMs, row.storeTimestamp)
  }

  /** What the next page has to look at. */
  get left(): QueueRange {
    const { range, first } = this
    if (first === undefined) return range
    return this.order === 'newest'
      ? { ...range, end: first.queueOffset + 1n }
      : { ...range, begin: first.queueOffset }
  }

  /** @returns how many offsets were looked at */
  async readNext(reader: ChunkReader, size: WindowSize): Promise<bigint> {
    const offsets = this.offsets ?? size.first
    const window = this.nextWindow(offsets)
    try {
      this.keep(await Promise.all(chunksOf(window, size.chunk).map(chunk => readChunk(reader, chunk))))
    } catch (error) {
      this.failure = error
      return 0n
    }
    const wanted = this.rows.length <= FEW_ROWS ? offsets * GROWTH : offsets
    this.offsets = wanted < size.most ? wanted : size.most
    this.range =
      this.order === 'newest' ? { ...this.range, end: window.begin } : { ...this.range, begin: window.end }
    return window.end - window.begin
  }

  private nextWindow(offsets: bigint): QueueRange {
    const { begin, end } = this.range
    if (end - begin <= offsets) return this.range
    return this.order === 'newest'
      ? { ...this.range, begin: end - offsets }
      : { ...this.range, end: begin + offsets }
  }

  private keep(chunks: readonly Chunk[]): void {
    const found = chunks.flatMap(({ rows }) => rows)
    this.rows.push(...(this.order === 'newest' ? found.toReversed() : found))
    const times = chunks.map(({ firstMs, lastMs }) => (this.order === 'newest' ? firstMs : lastMs))
    const known = times.filter(time => time !== undefined)
    this.frontierMs = (this.order === 'newest' ? known[0] : known.at(-1)) ?? this.frontierMs
    this.damaged += chunks.reduce((sum, { damaged }) => sum + damaged, 0)
  }
}

/** Of the same moment neither comes before the other. */
export function comesBefore(order: ScanOrder, aMs: number, bMs: number): boolean {
  return order === 'newest' ? aMs > bMs : aMs < bMs
}

function chunksOf(window: QueueRange, offsets: bigint): QueueRange[] {
  const chunks: QueueRange[] = []
  let { begin } = window
  for (; begin + offsets < window.end; begin += offsets) {
    chunks.push({ ...window, begin, end: begin + offsets })
  }
  return [...chunks, { ...window, begin }]
}
