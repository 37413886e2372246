/**
 * Messages that were taken by POP in the order of their queue: while one of them is hidden, nobody of the group gets another of the
 * queue. Imitates `broker/pop/orderly/QueueLevelConsumerManager`.
 */
import type { Alarm, Clock } from '../clock.ts'

export interface PopQueue {
  readonly topic: string
  readonly group: string
  readonly queueId: number
}

export interface OrderedTaking {
  /** By which the same request is known when it is sent again. */
  readonly attemptId: string | undefined
  readonly popTime: number
  readonly invisibleTime: number
  readonly offsets: readonly number[]
}

interface OrderInfo extends OrderedTaking {
  readonly acknowledged: Set<number>
  /** By offset, of those whose time was changed. */
  readonly visibleAt: Map<number, number>
  /** How often each was taken before; only of those that were. */
  readonly counts: ReadonlyMap<number, number>
}

/** The offset to go on from, or why there is none: the offset was not taken, or the messages were taken once more since. */
export type OrderedAck = number | 'NOT_TAKEN' | 'TAKEN_AGAIN'

export class PopOrders {
  private readonly clock: Clock
  private readonly onFree: (queue: PopQueue) => void
  private readonly infos = new Map<string, OrderInfo>()
  private readonly alarms = new Map<string, Alarm>()

  /** @param onFree is told when a queue is blocked no longer because the time of its messages is over */
  constructor(clock: Clock, onFree: (queue: PopQueue) => void) {
    this.clock = clock
    this.onFree = onFree
  }

  /** Whether messages of the queue are hidden, but from the request that took them. */
  isBlocked(queue: PopQueue, attemptId: string | undefined): boolean {
    const info = this.infos.get(keyOf(queue))
    if (info === undefined || (info.attemptId !== undefined && info.attemptId === attemptId)) return false
    return hiddenUntil(info) > this.clock.now()
  }

  /** @returns how often each message was taken before, of those that were */
  take(queue: PopQueue, taking: OrderedTaking): ReadonlyMap<number, number> {
    const counts = countsOf(this.infos.get(keyOf(queue)), taking)
    this.infos.set(keyOf(queue), { ...taking, acknowledged: new Set(), visibleAt: new Map(), counts })
    this.watch(queue)
    return counts
  }

  ack(queue: PopQueue, offset: number, popTime: number): OrderedAck {
    const info = this.infos.get(keyOf(queue))
    if (info === undefined) return offset + 1
    if (info.popTime !== popTime) return 'TAKEN_AGAIN'
    if (!info.offsets.includes(offset)) return 'NOT_TAKEN'
    info.acknowledged.add(offset)
    this.watch(queue)
    return info.offsets.find(one => !info.acknowledged.has(one)) ?? (info.offsets.at(-1) ?? offset) + 1
  }

  /** Hides a message until then; does nothing when it was taken once more since. */
  hideUntil(queue: PopQueue, offset: number, popTime: number, visibleAt: number): void {
    const info = this.infos.get(keyOf(queue))
    if (info?.popTime !== popTime) return
    info.visibleAt.set(offset, visibleAt)
    this.watch(queue)
  }

  clear(queue: PopQueue): void {
    this.infos.delete(keyOf(queue))
    this.alarms.get(keyOf(queue))?.cancel()
  }

  private watch(queue: PopQueue): void {
    const key = keyOf(queue)
    this.alarms.get(key)?.cancel()
    const info = this.infos.get(key)
    const leftMs = info === undefined ? 0 : hiddenUntil(info) - this.clock.now()
    if (leftMs <= 0) this.alarms.delete(key)
    else
      this.alarms.set(
        key,
        this.clock.after(leftMs, () => this.onFree(queue)),
      )
  }
}

/** When the last of them comes to light; 0 when all are acknowledged. */
function hiddenUntil({ offsets, acknowledged, visibleAt, popTime, invisibleTime }: OrderInfo): number {
  let until = 0
  for (const offset of offsets) {
    if (!acknowledged.has(offset)) until = Math.max(until, visibleAt.get(offset) ?? popTime + invisibleTime)
  }
  return until
}

function countsOf(before: OrderInfo | undefined, taking: OrderedTaking): ReadonlyMap<number, number> {
  if (before === undefined) return new Map()
  if (before.attemptId !== undefined && before.attemptId === taking.attemptId) return before.counts
  const again = taking.offsets.filter(offset => before.offsets.includes(offset))
  return new Map(again.map(offset => [offset, (before.counts.get(offset) ?? 0) + 1]))
}

function keyOf({ topic, group, queueId }: PopQueue): string {
  return `${topic}@${group}@${queueId}`
}
