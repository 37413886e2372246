/** Commits what the queues in hand have come to: every so often, and when a queue is given up. */
import type { Session } from '../session.ts'
import type { AssignedQueue } from './assigned-queue.ts'
import type { OffsetStore } from './offset-store.ts'

export class OffsetCommits {
  private readonly session: Session
  private readonly store: OffsetStore

  constructor(session: Session, store: OffsetStore) {
    this.session = session
    this.store = store
  }

  /** Commits where something has changed. What cannot be written is reported and tried again next time. */
  async commitAll(queues: readonly AssignedQueue[]): Promise<void> {
    await Promise.all(queues.map(queue => this.commit(queue)))
  }

  /** Commits one queue, unless it is somebody else's by now. */
  async commit(queue: AssignedQueue): Promise<void> {
    // Writes that overtake each other would take the group back.
    await queue.committing
    if (queue.isDropped || queue.commitOffset === queue.committedOffset) return
    await this.write(queue, queue.commitOffset)
  }

  /** Sets the offset of a queue that is not consumed any more. */
  async set(queue: AssignedQueue, offset: bigint): Promise<void> {
    await queue.committing
    await this.write(queue, offset)
  }

  private async write(queue: AssignedQueue, offset: bigint): Promise<void> {
    queue.committing = this.store.write(queue.messageQueue, offset).then(
      () => {
        queue.committedOffset = offset
      },
      error => this.session.onError(error),
    )
    await queue.committing
  }
}
