/** One queue that this consumer works on, from the moment it is assigned until it is given up. */
import type { MessageQueue } from '../../requests/shapes/message-queue.ts'
import type { SubscriptionData } from '../../requests/shapes/subscription-data.ts'
import { type CachedMessage, ProcessQueue } from './process-queue.ts'
import { Wakeup } from './waiting.ts'

/** A broker's lock ends after 60 s. One that is not renewed for so long counts as lost: early enough to be sure. */
const LOCK_LIFE_MS = 30_000

export interface Assignment {
  readonly messageQueue: MessageQueue
  readonly subscription: SubscriptionData
  readonly startOffset: bigint
  /** What the store has; undefined when the group had no offset. */
  readonly committedOffset: bigint | undefined
  /** When the broker granted the queue's lock, ms; undefined when none is needed. */
  readonly lockedAtMs?: number | undefined
}

export class AssignedQueue {
  readonly messageQueue: MessageQueue
  readonly subscription: SubscriptionData
  readonly cache: ProcessQueue
  /** Woken when messages came, were finished, or the queue is given up. */
  readonly changed = new Wakeup()
  committedOffset: bigint | undefined
  /** When this consumer last wrote it. */
  committedAtMs = 0
  /** The last write, or one after it that waits for its turn; it never fails. */
  committing: Promise<void> = Promise.resolve()
  isCommitting = false
  lockedAtMs: number | undefined
  lastPullAtMs = Date.now()
  lastConsumeAtMs = Date.now()
  /** Ends when no listener has messages of this queue. Used where one works on it at a time. */
  inHand: Promise<void> = Promise.resolve()
  private readonly leaving = new AbortController()
  private hasDropped = false

  constructor(assignment: Assignment) {
    this.messageQueue = assignment.messageQueue
    this.subscription = assignment.subscription
    this.cache = new ProcessQueue(assignment.startOffset)
    this.committedOffset = assignment.committedOffset
    this.lockedAtMs = assignment.lockedAtMs
  }

  /** Aborted as soon as the queue is to be given up: nothing new begins. */
  get leave(): AbortSignal {
    return this.leaving.signal
  }

  /** Given up: what still comes to its end is not committed any more, the queue may be another consumer's. */
  get isDropped(): boolean {
    return this.hasDropped
  }

  get commitOffset(): bigint {
    return this.cache.commitOffset
  }

  get hasFreshLock(): boolean {
    return this.lockedAtMs !== undefined && Date.now() - this.lockedAtMs < LOCK_LIFE_MS
  }

  arrived(cached: readonly CachedMessage[]): void {
    if (cached.length > 0) this.changed.wake()
  }

  finish(cached: readonly CachedMessage[]): void {
    this.lastConsumeAtMs = Date.now()
    this.cache.finish(cached)
    this.changed.wake()
  }

  beginLeaving(): void {
    this.leaving.abort()
    this.changed.wake()
  }

  drop(): void {
    this.hasDropped = true
    this.beginLeaving()
  }
}
