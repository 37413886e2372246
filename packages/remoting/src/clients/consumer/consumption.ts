/** How the messages in the caches get to the listener: all at once, or each queue in order. */
import type { AssignedQueue } from './assigned-queue.ts'
import type { CachedMessage } from './process-queue.ts'

export interface Consumption {
  /** A queue was assigned. */
  readonly begin: (queue: AssignedQueue) => void
  /** Messages came into its cache. */
  readonly arrived: (queue: AssignedQueue, cached: readonly CachedMessage[]) => void
  /** Begins nothing more; resolves when no listener is at work. */
  readonly finish: () => Promise<void>
}
