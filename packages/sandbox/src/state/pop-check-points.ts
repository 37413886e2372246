/**
 * Messages that were taken by POP and are hidden until they are acknowledged or their time is over; those taken at once from a queue
 * share a check-point. Imitates `store/pop/PopCheckPoint` and `broker/processor/PopReviveService`.
 *
 * Not imitated: check-points and acknowledgements as messages of the revive topic, and that a broker is some seconds late with what
 * is due.
 */
import type { Alarm, Clock } from '../clock.ts'

/** What acknowledgements name a check-point by. */
export interface PopCheckPointKey {
  readonly group: string
  /** The one that the messages lie in: a retry topic for messages that come again. */
  readonly topic: string
  readonly queueId: number
  readonly startOffset: number
  readonly popTime: number
}

export interface PopCheckPoint extends PopCheckPointKey {
  /** From `popTime` on, ms. */
  readonly invisibleTime: number
  readonly offsets: readonly number[]
  /** The delivery does not count as one that failed. */
  readonly isSuspended: boolean
}

export type ReviveListener = (checkPoint: PopCheckPoint, unacknowledged: readonly number[]) => void

interface Waiting {
  readonly checkPoint: PopCheckPoint
  readonly left: Set<number>
  alarm: Alarm | undefined
}

export class PopCheckPoints {
  private readonly clock: Clock
  private readonly revive: ReviveListener
  private readonly waiting = new Map<string, Waiting>()
  private isRunning = false

  constructor(clock: Clock, revive: ReviveListener) {
    this.clock = clock
    this.revive = revive
  }

  /** Check-points with messages that are not acknowledged yet. */
  get size(): number {
    return this.waiting.size
  }

  start(): void {
    this.isRunning = true
    for (const waiting of this.waiting.values()) this.arm(waiting)
  }

  stop(): void {
    this.isRunning = false
    for (const { alarm } of this.waiting.values()) alarm?.cancel()
  }

  add(checkPoint: PopCheckPoint): void {
    const key = keyOf(checkPoint)
    this.waiting.get(key)?.alarm?.cancel()
    const waiting = { checkPoint, left: new Set(checkPoint.offsets), alarm: undefined }
    this.waiting.set(key, waiting)
    this.arm(waiting)
  }

  /** Does nothing when the check-point is not known or no longer. */
  ack(checkPoint: PopCheckPointKey, offset: number): void {
    const key = keyOf(checkPoint)
    const waiting = this.waiting.get(key)
    if (waiting === undefined) return
    waiting.left.delete(offset)
    if (waiting.left.size > 0) return
    waiting.alarm?.cancel()
    this.waiting.delete(key)
  }

  private arm(waiting: Waiting): void {
    if (!this.isRunning) return
    const { popTime, invisibleTime } = waiting.checkPoint
    const leftMs = popTime + invisibleTime - this.clock.now()
    waiting.alarm = this.clock.after(leftMs, () => this.takeDue(waiting))
  }

  private takeDue({ checkPoint, left }: Waiting): void {
    this.waiting.delete(keyOf(checkPoint))
    this.revive(checkPoint, [...left])
  }
}

function keyOf({ topic, group, queueId, startOffset, popTime }: PopCheckPointKey): string {
  return [topic, group, queueId, startOffset, popTime].join('@')
}
