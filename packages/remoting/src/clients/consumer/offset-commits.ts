/** Commits what the queues in hand have come to: every so often, and when a queue is given up. */
import type { Session } from '../session.ts'
import type { AssignedQueue } from './assigned-queue.ts'
import type { OffsetStore } from './offset-store.ts'

/**
 * A broker that crashed has forgotten the last seconds: what stays the same is told again after this time. At first it is told in
 * any case: an offset that was read may be one that the broker made up (see `offset-store.ts`).
 */
const AGAIN_AFTER_MS = 60_000

export class OffsetCommits {
  private readonly session: Pick<Session, 'onError'>
  private readonly store: OffsetStore

  constructor(session: Pick<Session, 'onError'>, store: OffsetStore) {
    this.session = session
    this.store = store
  }

  /** Commits where something has changed. What cannot be written is reported and tried again next time. */
  async commitAll(queues: readonly AssignedQueue[]): Promise<void> {
    await Promise.all(queues.filter(({ isCommitting }) => !isCommitting).map(queue => this.commit(queue)))
  }

  /** Sets the offset of a queue that is not consumed any more. */
  set(queue: AssignedQueue, offset: bigint): Promise<void> {
    return this.inTurn(queue, () => offset)
  }

  private commit(queue: AssignedQueue): Promise<void> {
    return this.inTurn(queue, () => {
      const isRecent = Date.now() - queue.committedAtMs < AGAIN_AFTER_MS
      const isTold = queue.commitOffset === queue.committedOffset && isRecent
      // A queue that was given up is somebody else's by now.
      return isTold || queue.isDropped ? undefined : queue.commitOffset
    })
  }

  /** Writes that overtake each other would take the group back. */
  private inTurn(queue: AssignedQueue, offsetOf: () => bigint | undefined): Promise<void> {
    queue.isCommitting = true
    const turn = queue.committing.then(async () => {
      const offset = offsetOf()
      if (offset !== undefined) await this.write(queue, offset)
      queue.isCommitting = queue.committing !== turn
    })
    queue.committing = turn
    return turn
  }

  private async write(queue: AssignedQueue, offset: bigint): Promise<void> {
    try {
      await this.store.write(queue.messageQueue, offset)
      queue.committedOffset = offset
      queue.committedAtMs = Date.now()
    } catch (error) {
      this.session.onError(error)
    }
  }
}
