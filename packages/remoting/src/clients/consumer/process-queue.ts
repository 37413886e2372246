/**
 * The messages of one queue that were pulled and are not done with, and from them the offset that may be committed: that of
 * the oldest unfinished one, whatever was finished after it. Pulls bring messages in rising order.
 */
import type { StoredMessage } from '../../message/stored-message.ts'

export interface CachedMessage {
  /** Replaced by one with more `reconsumeTimes` when it is to be consumed again here. */
  message: StoredMessage
  readonly queueOffset: bigint
  readonly bytes: number
  isFinished: boolean
}

export class ProcessQueue {
  private entries: CachedMessage[] = []
  /** Index of the oldest unfinished entry. */
  private head = 0
  private newest = -1n
  private unfinished = 0
  private unfinishedBytes = 0
  private pulledTo: bigint

  /** @param startOffset where the first pull begins */
  constructor(startOffset: bigint) {
    this.pulledTo = startOffset
  }

  /** Offset to pull next. */
  get nextOffset(): bigint {
    return this.pulledTo
  }

  /** The oldest offset that is not done with: what the group consumes next. */
  get commitOffset(): bigint {
    return this.entries[this.head]?.queueOffset ?? this.pulledTo
  }

  /** Messages from the oldest unfinished one on, also finished ones: they stay until that one is done. */
  get span(): number {
    return this.entries.length - this.head
  }

  get count(): number {
    return this.unfinished
  }

  get bytes(): number {
    return this.unfinishedBytes
  }

  /** Offset of the newest message that is still held; undefined when none is. */
  get newestOffset(): bigint | undefined {
    return this.entries.length > this.head ? this.entries.at(-1)?.queueOffset : undefined
  }

  /**
   * Takes in what a pull brought.
   * @param nextOffset where the broker says to go on: past messages that the filter kept back, too
   * @returns the messages that are new: a broker may send one again
   */
  put(messages: readonly StoredMessage[], nextOffset: bigint): CachedMessage[] {
    const added: CachedMessage[] = []
    for (const message of messages) {
      if (message.queueOffset <= this.newest) continue
      this.newest = message.queueOffset
      const bytes = message.storeSize || message.storedBody.length
      added.push({ message, queueOffset: message.queueOffset, bytes, isFinished: false })
      this.unfinishedBytes += bytes
    }
    this.entries.push(...added)
    this.unfinished += added.length
    this.pulledTo = nextOffset
    return added
  }

  /** The oldest unfinished messages, in order. */
  first(count: number): CachedMessage[] {
    const found: CachedMessage[] = []
    for (let at = this.head; at < this.entries.length && found.length < count; at++) {
      const entry = this.entries[at]
      if (entry && !entry.isFinished) found.push(entry)
    }
    return found
  }

  finish(cached: readonly CachedMessage[]): void {
    for (const entry of cached) {
      if (entry.isFinished) continue
      entry.isFinished = true
      this.unfinished--
      this.unfinishedBytes -= entry.bytes
    }
    while (this.entries[this.head]?.isFinished) this.head++
    // Finished messages at the front are let go when they are half of all: what is copied is never more than what goes.
    if (this.head > 0 && this.head * 2 >= this.entries.length) {
      this.entries = this.entries.slice(this.head)
      this.head = 0
    }
  }
}
