/** Finds offsets by the time of storing. Imitates `store/ConsumeQueue#binarySearchInQueueByTime`. */
import type { MessageStore } from './message-store.ts'

/** LOWER: the first message stored at the time or later. UPPER: the last one stored at the time or before. */
export type Boundary = 'LOWER' | 'UPPER'

/** 0 for a queue that has never held anything; the end of the queue when LOWER finds none. */
export function offsetAtTime(
  store: MessageStore,
  topic: string,
  queueId: number,
  timestamp: number,
  boundary: Boundary = 'LOWER',
): number {
  const queue = store.queue(topic, queueId)
  if (queue === undefined) return 0
  const isBefore = (offset: number): boolean => {
    const storedAt = store.storeTimestampAt(topic, queueId, offset)
    return boundary === 'LOWER' ? storedAt < timestamp : storedAt <= timestamp
  }
  let low = queue.minOffset
  let high = queue.maxOffset
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    if (isBefore(middle)) low = middle + 1
    else high = middle
  }
  return boundary === 'LOWER' ? low : Math.max(low - 1, 0)
}
