/**
 * Where the messages of one queue lie in the log: position, size and hash of the tag, by offset in the queue. Twenty bytes a
 * message in three typed arrays that grow by doubling.
 *
 * Imitates `store/ConsumeQueue`. There an entry becomes visible some milliseconds after its message, here at once.
 */

const FIRST_CAPACITY = 16

export interface IndexEntry {
  readonly position: number
  readonly bytes: number
  /** Java hash of the tag, or for a delayed message the time when it is due. */
  readonly tagsCode: number
}

export class QueueIndex {
  private positions = new Float64Array(FIRST_CAPACITY)
  private sizes = new Int32Array(FIRST_CAPACITY)
  private tagsCodes = new Float64Array(FIRST_CAPACITY)
  /** Offset of what lies at 0 of the arrays. */
  private base = 0
  private min = 0
  private max = 0

  /** Offset of the oldest message whose record is still in the log. */
  get minOffset(): number {
    return this.min
  }

  /** Offset that the next message gets. */
  get maxOffset(): number {
    return this.max
  }

  push(position: number, bytes: number, tagsCode: number): void {
    const at = this.max - this.base
    if (at === this.positions.length) {
      this.makeRoom()
      this.push(position, bytes, tagsCode)
      return
    }
    this.positions[at] = position
    this.sizes[at] = bytes
    this.tagsCodes[at] = tagsCode
    this.max++
  }

  /** Undefined where the queue holds nothing. */
  at(offset: number): IndexEntry | undefined {
    if (!Number.isInteger(offset) || offset < this.min || offset >= this.max) return undefined
    const at = offset - this.base
    return {
      position: this.positions[at] ?? 0,
      bytes: this.sizes[at] ?? 0,
      tagsCode: this.tagsCodes[at] ?? 0,
    }
  }

  /** Forgets messages whose records the log has dropped. */
  dropBefore(position: number): void {
    while (this.min < this.max && (this.positions[this.min - this.base] ?? 0) < position) this.min++
  }

  /** Moves what is held to the front when that frees half of the arrays, else doubles them. */
  private makeRoom(): void {
    const from = this.min - this.base
    const capacity = this.positions.length
    const larger = from >= capacity / 2 ? capacity : capacity * 2
    this.positions = moved(this.positions, new Float64Array(larger), from)
    this.sizes = moved(this.sizes, new Int32Array(larger), from)
    this.tagsCodes = moved(this.tagsCodes, new Float64Array(larger), from)
    this.base = this.min
  }
}

function moved<A extends Float64Array | Int32Array>(old: A, fresh: A, from: number): A {
  fresh.set(old.subarray(from))
  return fresh
}
