/**
 * POP requests that found nothing and wait for messages of a queue, or of any queue of a topic. A message lets one of each group go.
 * Imitates `broker/longpolling/PopLongPollingService`.
 */
import { normalTopicOf, PropertyName } from '@gantry/remoting/internal'
import type { Clock } from '../clock.ts'
import type { MessageFilter } from '../filter/message-filter.ts'
import { entryOf } from './entry-of.ts'
import type { WakeReason } from './held-pulls.ts'
import type { MessageToStore, StoredPlace } from './message-store.ts'
import type { PopQueue } from './pop-orders.ts'

export interface HeldPop extends PopQueue {
  readonly filter: MessageFilter | undefined
  readonly timeoutMs: number
  /** Aborted when the client is gone. */
  readonly closed: AbortSignal
}

/** In the place of a queue: any of the topic. */
export const ANY_QUEUE = -1

interface Waiting extends PopQueue {
  readonly filter: MessageFilter | undefined
  readonly wake: (reason: WakeReason) => void
}

export class HeldPops {
  private readonly clock: Clock
  private readonly order: 'FIRST_COME' | 'LAST_COME'
  private readonly byTopic = new Map<string, Set<Waiting>>()

  /** @param order who of several that wait is let go */
  constructor(clock: Clock, order: 'FIRST_COME' | 'LAST_COME') {
    this.clock = clock
    this.order = order
  }

  /** How many requests of any kind wait now. */
  get size(): number {
    let size = 0
    for (const waiting of this.byTopic.values()) size += waiting.size
    return size
  }

  /** How many wait that name this queue, or any queue. */
  count(queue: PopQueue): number {
    return this.inOrder(queue.topic).filter(waiting => isSameQueue(waiting, queue)).length
  }

  /** Resolves when a message that the request wants is stored, its time is over or its client is gone. */
  hold({ topic, group, queueId, filter, timeoutMs, closed }: HeldPop): Promise<WakeReason> {
    return new Promise(resolve => {
      const wake = (reason: WakeReason): void => {
        alarm.cancel()
        closed.removeEventListener('abort', onClosed)
        this.remove(waiting)
        resolve(reason)
      }
      const onClosed = (): void => wake('CLOSED')
      const alarm = this.clock.after(timeoutMs, () => wake('TIMEOUT'))
      const waiting = { topic, group, queueId, filter, wake }
      closed.addEventListener('abort', onClosed)
      entryOf(this.byTopic, topic, () => new Set<Waiting>()).add(waiting)
    })
  }

  /** Lets one request go that names this queue, or any queue, whatever it filters. */
  wake(queue: PopQueue): void {
    this.inOrder(queue.topic)
      .find(waiting => isSameQueue(waiting, queue))
      ?.wake('ARRIVED')
  }

  /** Lets one request go that names this queue, and one that names any. */
  wakeFor(queue: PopQueue): void {
    this.wake({ ...queue, queueId: ANY_QUEUE })
    this.wake(queue)
  }

  /** @param record the record that was stored, asked for only if a filter needs it */
  onStored(stored: StoredPlace, message: MessageToStore, record: () => Buffer | undefined): void {
    const { topic, queueId, tagsCode } = stored
    const group = message.properties.get(PropertyName.ORIGIN_GROUP)
    const originTopic = group === undefined ? undefined : normalTopicOf(topic, group)
    if (group !== undefined && originTopic !== undefined && originTopic !== topic) {
      this.wakeFor({ topic: originTopic, group, queueId })
      return
    }
    const served = new Set<string>()
    for (const waiting of this.inOrder(topic)) {
      const key = `${waiting.group}@${waiting.queueId}`
      if (served.has(key) || (waiting.queueId !== queueId && waiting.queueId !== ANY_QUEUE)) continue
      if (!matches(waiting.filter, tagsCode, record)) continue
      served.add(key)
      waiting.wake('ARRIVED')
    }
  }

  private inOrder(topic: string): Waiting[] {
    const waiting = [...(this.byTopic.get(topic) ?? [])]
    return this.order === 'FIRST_COME' ? waiting : waiting.reverse()
  }

  private remove(waiting: Waiting): void {
    const others = this.byTopic.get(waiting.topic)
    others?.delete(waiting)
    if (others?.size === 0) this.byTopic.delete(waiting.topic)
  }
}

function isSameQueue(one: PopQueue, other: PopQueue): boolean {
  return one.group === other.group && one.queueId === other.queueId
}

function matches(
  filter: MessageFilter | undefined,
  tagsCode: number,
  record: () => Buffer | undefined,
): boolean {
  if (filter === undefined) return true
  if (!filter.matchesTagsCode(tagsCode)) return false
  const stored = record()
  return stored === undefined || filter.matchesRecord(stored)
}
