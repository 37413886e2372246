/**
 * Finds messages by key: entries in chains by hash, sixteen bytes each. Keys whose hashes collide are found together, as on a
 * broker; clients look at the messages.
 *
 * Imitates `store/index/IndexFile`.
 */

const FIRST_SLOTS = 1 << 10

export class KeyIndex {
  private slots = new Int32Array(FIRST_SLOTS).fill(-1)
  private hashes = new Int32Array(FIRST_SLOTS)
  private positions = new Float64Array(FIRST_SLOTS)
  private older = new Int32Array(FIRST_SLOTS)
  private count = 0

  add(key: string, position: number): void {
    if (this.count === this.hashes.length) this.resize(this.count * 2, 0)
    this.insert(hashOf(key), position)
  }

  /** Positions where the key may stand, the newest first. */
  *find(key: string): Generator<number> {
    const hash = hashOf(key)
    for (let at = this.slots[this.slotOf(hash)] ?? -1; at >= 0; at = this.older[at] ?? -1) {
      if (this.hashes[at] === hash) yield this.positions[at] ?? 0
    }
  }

  /** Forgets what lies before a position, when that is half of all entries at least. */
  dropBefore(position: number): void {
    const gone = this.countBefore(position)
    if (gone > FIRST_SLOTS / 2 && gone >= this.count / 2) this.resize(this.hashes.length, gone)
  }

  private insert(hash: number, position: number): void {
    const slot = this.slotOf(hash)
    this.hashes[this.count] = hash
    this.positions[this.count] = position
    this.older[this.count] = this.slots[slot] ?? -1
    this.slots[slot] = this.count++
  }

  private slotOf(hash: number): number {
    return hash & (this.slots.length - 1)
  }

  /** Entries stand in the order of their positions. */
  private countBefore(position: number): number {
    let low = 0
    let high = this.count
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((this.positions[middle] ?? 0) < position) low = middle + 1
      else high = middle
    }
    return low
  }

  private resize(capacity: number, from: number): void {
    const { hashes, positions, count } = this
    this.slots = new Int32Array(capacity).fill(-1)
    this.hashes = new Int32Array(capacity)
    this.positions = new Float64Array(capacity)
    this.older = new Int32Array(capacity)
    this.count = 0
    for (let at = from; at < count; at++) this.insert(hashes[at] ?? 0, positions[at] ?? 0)
  }
}

/** Java's `String.hashCode()`. */
export function hashOf(text: string): number {
  let hash = 0
  for (let at = 0; at < text.length; at++) hash = (Math.imul(hash, 31) + text.charCodeAt(at)) | 0
  return hash
}
