/**
 * Shares the queues of a topic out among the members of a group. Imitates `AllocateMessageQueueAveragely`,
 * `AllocateMessageQueueAveragelyByCircle` and `broker/processor/QueryAssignmentProcessor#allocate4Pop`.
 */
import type { MessageQueue } from '@gantry/remoting/internal'

type Strategy = (queues: readonly MessageQueue[], index: number, members: number) => MessageQueue[]

/** By the names that clients know them by. */
const STRATEGIES: Readonly<Record<string, Strategy>> = {
  AVG: (queues, index, members) => {
    const size = Math.floor(queues.length / members)
    const larger = queues.length % members
    const start = index * size + Math.min(index, larger)
    return queues.slice(start, start + size + (index < larger ? 1 : 0))
  },
  AVG_BY_CIRCLE: (queues, index, members) => queues.filter((_, at) => at % members === index),
}

/** Neighbours in the same order everywhere: by broker and queue. */
export function sortedQueues(queues: readonly MessageQueue[]): MessageQueue[] {
  return queues.toSorted((a, b) => compareText(a.brokerName, b.brokerName) || a.queueId - b.queueId)
}

/** As Java sorts texts. */
export function sortedIds(clientIds: Iterable<string>): string[] {
  return [...new Set(clientIds)].sort(compareText)
}

/** @returns undefined for a strategy that brokers do not know */
export function allocate(
  strategyName: string,
  queues: readonly MessageQueue[],
  clientIds: readonly string[],
  clientId: string,
): MessageQueue[] | undefined {
  const strategy = STRATEGIES[strategyName]
  const index = clientIds.indexOf(clientId)
  if (strategy === undefined) return undefined
  return index < 0 ? [] : strategy(queues, index, clientIds.length)
}

/**
 * @param shareQueueNum how many members behind it work on a member's queues, too; 0 or less for all
 * @returns undefined for a strategy that brokers do not know
 */
export function allocateForPop(
  strategyName: string,
  queues: readonly MessageQueue[],
  clientIds: readonly string[],
  clientId: string,
  shareQueueNum: number,
): MessageQueue[] | undefined {
  if (shareQueueNum <= 0 || shareQueueNum >= clientIds.length - 1) return wholeBrokers(queues)
  const index = clientIds.indexOf(clientId)
  if (clientIds.length > queues.length)
    return index < 0 ? [] : queues.slice(index % queues.length).slice(0, 1)
  const sharing = Array.from({ length: shareQueueNum + 1 }, (_, step) => (index + step) % clientIds.length)
  const ids = index < 0 ? [clientId] : sharing.flatMap(at => clientIds[at] ?? [])
  const shares = ids.map(id => allocate(strategyName, queues, clientIds, id))
  return shares.some(share => share === undefined) ? undefined : shares.flatMap(share => share ?? [])
}

/** Each broker once, with any of its queues. */
function wholeBrokers(queues: readonly MessageQueue[]): MessageQueue[] {
  const byBroker = new Map(queues.map(queue => [queue.brokerName, { ...queue, queueId: -1 }]))
  return [...byBroker.values()]
}

function compareText(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1
}
