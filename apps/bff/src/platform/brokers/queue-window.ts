/** The part of each queue of a topic that a range of store times covers, and ways to read it. */
import {
  type Admin,
  type BrokerNode,
  type FanOutFailure,
  fanOut,
  type PlacedQueue,
  RemotingError,
  type StoredMessage,
} from '@gantry/remoting'

export interface StoreTimes {
  /** ms, both ends included. */
  readonly fromMs: number | undefined
  readonly toMs: number | undefined
}

export interface QueueWindow {
  readonly queue: PlacedQueue
  readonly begin: bigint
  /** Behind the last one. */
  readonly end: bigint
}

export interface TopicWindows {
  /** False: no broker has the topic. */
  readonly isRouted: boolean
  /** They may hold a message at an end that is outside the range: {@link isWithin} tells. */
  readonly windows: readonly QueueWindow[]
  readonly failed: ReadonlyArray<FanOutFailure<BrokerNode>>
}

/** Brokers do not give more. */
const PULL_MESSAGES = 32

export async function windowsOf(
  { offsets }: Admin,
  wireTopic: string,
  times: StoreTimes,
  signal: AbortSignal,
): Promise<TopicWindows> {
  const queues = await offsets.queues(wireTopic, { signal }).catch((error: unknown) => {
    if (error instanceof RemotingError && error.code === 'NO_ROUTE') return undefined
    throw error
  })
  if (queues === undefined) return { isRouted: false, windows: [], failed: [] }
  const bound = async (queue: PlacedQueue): Promise<QueueWindow> => {
    const [min, max, first, last] = await Promise.all([
      offsets.min(queue, { signal }),
      offsets.max(queue, { signal }),
      times.fromMs === undefined ? 0n : offsets.atTime(queue, times.fromMs, 'LOWER', { signal }),
      times.toMs === undefined ? undefined : offsets.atTime(queue, times.toMs, 'UPPER', { signal }),
    ])
    const end = last === undefined || last >= max ? max : last + 1n
    return { queue, begin: later(min, first), end }
  }
  const { answered, failed } = await fanOut(queues, bound, { placeOf: ({ node }) => node.addr, signal })
  return {
    isRouted: true,
    windows: answered.map(({ value }) => value).filter(({ begin, end }) => begin < end),
    failed: failed.map(({ item, place, error }) => ({ item: item.node, place, error })),
  }
}

function later(a: bigint, b: bigint): bigint {
  return a < b ? b : a
}

export function isWithin({ storeTimestamp }: StoredMessage, { fromMs, toMs }: StoreTimes): boolean {
  return (fromMs === undefined || storeTimestamp >= fromMs) && (toMs === undefined || storeTimestamp <= toMs)
}

/** Pull by pull, oldest first: never more than one answer of the broker is in memory. */
export async function* readWindow(
  { messages }: Admin,
  { queue, begin, end }: QueueWindow,
  signal: AbortSignal,
): AsyncGenerator<StoredMessage[]> {
  let offset = begin
  while (offset < end) {
    const maxMessages = Math.min(Number(end - offset), PULL_MESSAGES)
    const pull = await messages.pull(queue, { offset, maxMessages }, { signal })
    const found = pull.messages.filter(({ queueOffset }) => queueOffset < end)
    if (found.length > 0) yield found
    if (pull.nextBeginOffset <= offset) return
    offset = pull.nextBeginOffset
  }
}
