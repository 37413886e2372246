/**
 * The queues that this consumer works on now: taken over and given up as the group shares them out.
 * Defined in `client/impl/consumer/RebalanceImpl#updateProcessQueueTableInRebalance` and
 * `client/impl/factory/MQClientInstance#resetOffset`.
 */
import type { MessageQueue } from '../../requests/shapes/message-queue.ts'
import type { SubscriptionData } from '../../requests/shapes/subscription-data.ts'
import type { Session } from '../session.ts'
import { queueKey } from './allocate-queues.ts'
import { AssignedQueue } from './assigned-queue.ts'
import { type ConsumeFrom, firstOffsetOf } from './first-offset.ts'
import type { OffsetCommits } from './offset-commits.ts'
import type { OffsetStore } from './offset-store.ts'
import type { QueueLocks } from './queue-locks.ts'
import { endsWithin } from './waiting.ts'

export interface AssignmentsParts {
  readonly session: Session
  readonly store: OffsetStore
  readonly commits: OffsetCommits
  /** Undefined where queues are consumed without a lock. */
  readonly locks: QueueLocks | undefined
  readonly consumeFrom: ConsumeFrom
  readonly onTaken: (queue: AssignedQueue) => void
}

/** How long a locked queue is kept for the messages in hand. */
const FINISH_WITHIN_MS = 20_000

export class Assignments {
  private readonly parts: AssignmentsParts
  private readonly queues = new Map<string, AssignedQueue>()
  private readonly departures = new Map<AssignedQueue, Promise<void>>()

  constructor(parts: AssignmentsParts) {
    this.parts = parts
  }

  get all(): AssignedQueue[] {
    return [...this.queues.values()]
  }

  /**
   * Makes a topic's queues those that are wanted.
   * @returns false when it has to be tried again: a lock was not to be had, an offset not to be read, or a queue that comes
   *   back is still being given up
   */
  async assign(subscription: SubscriptionData, wanted: readonly MessageQueue[]): Promise<boolean> {
    const wantedKeys = new Set(wanted.map(queueKey))
    const ofTopic = this.all.filter(({ messageQueue }) => messageQueue.topic === subscription.topic)
    for (const queue of ofTopic) if (!wantedKeys.has(queueKey(queue.messageQueue))) void this.giveUp(queue)
    const missing = wanted.filter(queue => !this.queues.has(queueKey(queue)))
    const takeable =
      missing.length > 0 && this.parts.locks ? (await this.parts.locks.lock(missing)).locked : missing
    const areTaken = await Promise.all(takeable.map(queue => this.take(queue, subscription)))
    const isComingBack = ofTopic.some(
      queue => this.departures.has(queue) && wantedKeys.has(queueKey(queue.messageQueue)),
    )
    return takeable.length === missing.length && areTaken.every(Boolean) && !isComingBack
  }

  /**
   * Gives a queue up: commits what is done, or sets the offset that is asked for, and lets others have it.
   * @param moveTo where the group is to go on in this queue
   */
  giveUp(queue: AssignedQueue, moveTo?: bigint): Promise<void> {
    const known = this.departures.get(queue)
    if (known) return known
    const departure = this.depart(queue, moveTo).finally(() => this.departures.delete(queue))
    this.departures.set(queue, departure)
    return departure
  }

  async giveUpAll(): Promise<void> {
    await Promise.all(this.all.map(queue => this.giveUp(queue)))
  }

  /** Renews the locks of all queues. One that a broker gave to somebody else is given up at once. */
  async renewLocks(): Promise<void> {
    const queues = this.all.filter(({ leave }) => !leave.aborted)
    if (queues.length === 0 || !this.parts.locks) return
    const askedAtMs = Date.now()
    const { locked, refused } = await this.parts.locks.lock(queues.map(({ messageQueue }) => messageQueue))
    for (const queue of this.namedBy(locked)) queue.lockedAtMs = askedAtMs
    for (const queue of this.namedBy(refused)) {
      queue.lockedAtMs = undefined
      void this.giveUp(queue)
    }
  }

  /** The queues in hand among those named. */
  namedBy(named: readonly MessageQueue[]): AssignedQueue[] {
    return named.flatMap(queue => this.queues.get(queueKey(queue)) ?? [])
  }

  private async take(messageQueue: MessageQueue, subscription: SubscriptionData): Promise<boolean> {
    const { session, store, consumeFrom } = this.parts
    // Before the question, so that the lock never counts for longer than the broker counts it.
    const lockedAtMs = this.parts.locks ? Date.now() : undefined
    try {
      const committedOffset = await store.read(messageQueue)
      const startOffset = committedOffset ?? (await firstOffsetOf(session, messageQueue, consumeFrom))
      const queue = new AssignedQueue({
        messageQueue,
        subscription,
        startOffset,
        committedOffset,
        lockedAtMs,
      })
      this.queues.set(queueKey(messageQueue), queue)
      this.parts.onTaken(queue)
      return true
    } catch (error) {
      session.onError(error)
      return false
    }
  }

  private async depart(queue: AssignedQueue, moveTo: bigint | undefined): Promise<void> {
    const { locks, commits } = this.parts
    queue.beginLeaving()
    // The lock keeps others off until what is in hand is done; without one they begin now.
    if (locks && queue.hasFreshLock) await endsWithin(queue.inHand, FINISH_WITHIN_MS)
    queue.drop()
    const isOurs = locks === undefined || queue.hasFreshLock
    const offset = moveTo ?? queue.commitOffset
    if (isOurs && offset !== queue.committedOffset) await commits.set(queue, offset)
    if (locks && isOurs) await locks.unlock([queue.messageQueue])
    this.queues.delete(queueKey(queue.messageQueue))
  }
}
