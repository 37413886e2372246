/**
 * How the consumers of a group share out the queues of a topic. Nobody hands queues out: each consumer works out its own
 * share from the same two lists, so all clients of a group, Java's included, must order and divide them alike.
 * Defined in `client/consumer/rebalance/AllocateMessageQueueAveragely` and `common/message/MessageQueue#compareTo`.
 */
import type { MessageQueue } from '../../requests/shapes/message-queue.ts'

/**
 * The share of one client: neighbouring queues, one more for each of the first clients where it does not divide evenly.
 * @returns nothing for a client that is not in the list, or comes after the last queue
 */
export function allocateAveragely(
  queues: readonly MessageQueue[],
  clientIds: readonly string[],
  clientId: string,
): MessageQueue[] {
  const sorted = queues.toSorted(compareQueues)
  const index = clientIds.toSorted(compareText).indexOf(clientId)
  if (index < 0) return []
  const size = Math.floor(sorted.length / clientIds.length)
  const larger = sorted.length % clientIds.length
  const start = index * size + Math.min(index, larger)
  return sorted.slice(start, start + size + (index < larger ? 1 : 0))
}

/** By topic, broker name and queue ID. */
export function compareQueues(a: MessageQueue, b: MessageQueue): number {
  return compareText(a.topic, b.topic) || compareText(a.brokerName, b.brokerName) || a.queueId - b.queueId
}

/** Tells queues apart as keys of a map. */
export function queueKey({ topic, brokerName, queueId }: MessageQueue): string {
  return `${topic} ${brokerName} ${queueId}`
}

/** As Java compares strings: by UTF-16 code units, whatever the language. */
function compareText(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1
}
