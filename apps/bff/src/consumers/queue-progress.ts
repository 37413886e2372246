/** How far a group is in each queue, in messages and in time. */
import { isRetryTopic } from '@gantry/remoting'
import type { QueueTimeSpan } from '@gantry/remoting/requests'
import { messageModelOf } from '../platform/brokers/group-figures.ts'
import { type QueueKey, queueKey } from './queue-key.ts'
import type { ConsumersRead } from './read-consumers.ts'

export interface Delay {
  /** How long (ms) the earliest message that waits has been stored; 0 when none waits, null where it is not known. */
  readonly delayMs: number | null
  /** That message is not stored any more: the oldest one that is stands in for it. */
  readonly isDelayAtLeast: boolean
}

export interface QueueState extends Delay {
  /** On the wire. */
  readonly wireTopic: string
  /** With the namespace off; one from outside the instance by its full name. */
  readonly topic: string
  readonly kind: 'TOPIC' | 'RETRY'
  readonly brokerName: string
  readonly queueId: number
  readonly brokerOffset: bigint
  readonly consumerOffset: bigint
  readonly difference: bigint
  readonly clientId: string | null
  /** Milliseconds here and below. */
  readonly lastConsumedAtMs: number | null
  readonly oldestStoredAtMs: number | null
  readonly newestStoredAtMs: number | null
}

/** @returns none for a broadcasting group, whose clients keep its progress; by topic, retries last */
export function queueStates(read: ConsumersRead): QueueState[] {
  const { state, handle, spans } = read
  if (state === undefined || messageModelOf(state) === 'BROADCASTING') return []
  const holders = holdersOf(read)
  const rows = state.views.flatMap(({ node: { brokerName }, stats }) =>
    stats.offsetTable.flatMap(([{ topic: wireTopic, queueId }, offsets]): QueueState[] => {
      const topic = handle.topics.show(wireTopic)
      if (topic === undefined) return []
      const { brokerOffset, consumerOffset, lastTimestamp } = offsets
      const key = queueKey({ topic: wireTopic, brokerName, queueId })
      const span = spans.get(key)
      const difference = brokerOffset > consumerOffset ? brokerOffset - consumerOffset : 0n
      const queue = {
        wireTopic,
        topic,
        kind: isRetryTopic(wireTopic) ? 'RETRY' : 'TOPIC',
        brokerName,
        queueId,
        brokerOffset,
        consumerOffset,
        difference,
        clientId: holders.get(key) ?? null,
        lastConsumedAtMs: known(lastTimestamp),
        oldestStoredAtMs: known(span?.minTimeStamp),
        newestStoredAtMs: known(span?.maxTimeStamp),
        ...delayOf(difference, span),
      } as const
      return [queue]
    }),
  )
  return rows.toSorted(inOrder)
}

/** The longest one, which is the group's; not known as soon as one is not known. */
export function longestDelay(delays: readonly Delay[]): Delay {
  if (delays.some(({ delayMs }) => delayMs === null)) return { delayMs: null, isDelayAtLeast: false }
  const longest = delays.reduce<Delay>((a, b) => ((b.delayMs ?? 0) > (a.delayMs ?? 0) ? b : a), NO_DELAY)
  return { delayMs: longest.delayMs, isDelayAtLeast: longest.isDelayAtLeast }
}

const NO_DELAY: Delay = { delayMs: 0, isDelayAtLeast: false }
/** A broker counts from -1 where it finds no message at the offset: such a delay is its clock's own reading. */
const IS_CLOCK_READING_MS = 1_000_000_000_000

/** @param span undefined: the broker did not tell */
export function delayOf(difference: bigint, span: QueueTimeSpan | undefined): Delay {
  if (difference === 0n) return NO_DELAY
  if (span === undefined) return { delayMs: null, isDelayAtLeast: false }
  const { delayTime, minTimeStamp } = span
  if (delayTime < IS_CLOCK_READING_MS) return { delayMs: Math.max(0, delayTime), isDelayAtLeast: false }
  if (minTimeStamp <= 0) return { delayMs: null, isDelayAtLeast: false }
  const brokerNowMs = delayTime - 1
  return { delayMs: Math.max(0, brokerNowMs - minTimeStamp), isDelayAtLeast: true }
}

/** Which client holds a queue, as the clients themselves say. Just after a rebalance two may claim one: the last to pull has it. */
function holdersOf({ infos }: ConsumersRead): Map<QueueKey, string> {
  const holders = new Map<QueueKey, { clientId: string; pulledAtMs: number }>()
  const claim = (key: QueueKey, clientId: string, pulledAtMs: number): void => {
    const other = holders.get(key)
    if (other === undefined || other.pulledAtMs < pulledAtMs) holders.set(key, { clientId, pulledAtMs })
  }
  for (const [clientId, { mqTable, mqPopTable }] of infos) {
    for (const [queue, { droped, dropped, lastPullTimestamp }] of mqTable)
      if (!droped && dropped !== true) claim(queueKey(queue), clientId, lastPullTimestamp)
    for (const [queue, { droped, lastPopTimestamp }] of mqPopTable)
      if (!droped) claim(queueKey(queue), clientId, lastPopTimestamp)
  }
  return new Map([...holders].map(([key, { clientId }]) => [key, clientId]))
}

function known(timeMs: number | undefined): number | null {
  return timeMs !== undefined && timeMs > 0 ? timeMs : null
}

function inOrder(a: QueueState, b: QueueState): number {
  if (a.kind !== b.kind) return a.kind === 'TOPIC' ? -1 : 1
  if (a.topic !== b.topic) return a.topic < b.topic ? -1 : 1
  if (a.brokerName !== b.brokerName) return a.brokerName < b.brokerName ? -1 : 1
  return a.queueId - b.queueId
}
