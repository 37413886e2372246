/**
 * Pulls that found nothing and wait for messages. Imitates `broker/longpolling/PullRequestHoldService`; there a pull that has waited
 * long enough is noticed within five seconds, here at once.
 */
import type { Clock } from '../clock.ts'
import type { MessageFilter } from '../filter/message-filter.ts'
import { entryOf } from './entry-of.ts'
import type { StoredPlace } from './message-store.ts'

export interface HeldPull {
  readonly topic: string
  readonly queueId: number
  readonly filter: MessageFilter
  readonly timeoutMs: number
  /** Aborted when the client is gone. */
  readonly closed: AbortSignal
}

export type WakeReason = 'ARRIVED' | 'TIMEOUT' | 'CLOSED'

interface Waiting {
  readonly filter: MessageFilter
  readonly wake: (reason: WakeReason) => void
}

export class HeldPulls {
  private readonly clock: Clock
  private readonly byQueue = new Map<string, Set<Waiting>>()

  constructor(clock: Clock) {
    this.clock = clock
  }

  /** How many pulls wait now. */
  get size(): number {
    let size = 0
    for (const waiting of this.byQueue.values()) size += waiting.size
    return size
  }

  /** Resolves when a message that the pull wants is stored, its time is over or its client is gone. */
  hold(pull: HeldPull): Promise<WakeReason> {
    return new Promise(resolve => {
      const key = keyOf(pull.topic, pull.queueId)
      const wake = (reason: WakeReason): void => {
        alarm.cancel()
        pull.closed.removeEventListener('abort', onClosed)
        this.remove(key, waiting)
        resolve(reason)
      }
      const onClosed = (): void => wake('CLOSED')
      const alarm = this.clock.after(pull.timeoutMs, () => wake('TIMEOUT'))
      const waiting = { filter: pull.filter, wake }
      pull.closed.addEventListener('abort', onClosed)
      entryOf(this.byQueue, key, () => new Set<Waiting>()).add(waiting)
    })
  }

  /** @param record the record that was stored, asked for only if a filter needs it */
  onStored({ topic, queueId, tagsCode }: StoredPlace, record: () => Buffer | undefined): void {
    const waiting = this.byQueue.get(keyOf(topic, queueId))
    if (waiting === undefined) return
    for (const { filter, wake } of [...waiting]) {
      if (!filter.matchesTagsCode(tagsCode)) continue
      const stored = record()
      if (stored === undefined || filter.matchesRecord(stored)) wake('ARRIVED')
    }
  }

  private remove(key: string, waiting: Waiting): void {
    const others = this.byQueue.get(key)
    others?.delete(waiting)
    if (others?.size === 0) this.byQueue.delete(key)
  }
}

function keyOf(topic: string, queueId: number): string {
  return `${topic}@${queueId}`
}
