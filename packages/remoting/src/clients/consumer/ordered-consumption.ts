/**
 * Consumes each queue in order, one batch at a time; several queues side by side. What fails is tried again here, before
 * anything after it. Defined in `client/impl/consumer/ConsumeMessageOrderlyService`.
 */
import type { AssignedQueue } from './assigned-queue.ts'
import type { Consumption } from './consumption.ts'
import type { Delivery } from './delivery.ts'
import { withChanges } from './message-view.ts'
import type { CachedMessage } from './process-queue.ts'
import { DEAD_LETTER_LEVEL, type SendBack } from './send-back.ts'
import { Slots } from './slots.ts'
import { pause } from './waiting.ts'

export interface OrderedOptions {
  readonly concurrency: number
  readonly batchSize: number
  /** Further deliveries of a message before it goes to the dead-letter topic; Infinity for never. */
  readonly maxReconsumeTimes: number
  /** Undefined where there is no dead-letter topic: broadcasting. */
  readonly sendBack: Pick<SendBack, 'send'> | undefined
  /** Whether queues must be locked on the broker: not in broadcasting. */
  readonly needsLock: boolean
  /** The broker's lock on this queue is gone: somebody else may consume it. */
  readonly onLockLost: (queue: AssignedQueue) => void
}

const SHORTEST_SUSPEND_MS = 10
const LONGEST_SUSPEND_MS = 30_000

export class OrderedConsumption implements Consumption {
  private readonly delivery: Delivery
  private readonly options: OrderedOptions
  private readonly slots: Slots

  constructor(delivery: Delivery, options: OrderedOptions) {
    this.delivery = delivery
    this.options = options
    this.slots = new Slots(options.concurrency)
  }

  begin(queue: AssignedQueue): void {
    queue.inHand = this.consume(queue)
  }

  /** The queue's own loop sees them. */
  arrived(): void {}

  finish(): Promise<void> {
    return this.slots.close()
  }

  private async consume(queue: AssignedQueue): Promise<void> {
    while (!queue.leave.aborted) {
      if (queue.cache.count === 0) await queue.changed.wait()
      else if (this.options.needsLock && !queue.hasFreshLock) return this.options.onLockLost(queue)
      else await this.consumeFirst(queue)
    }
  }

  private async consumeFirst(queue: AssignedQueue): Promise<void> {
    const suspendMs = await this.slots.run(() => this.deliverFirst(queue))
    if (suspendMs !== undefined) await pause(suspendMs, queue.leave)
  }

  /** Returns how long to rest the queue; undefined when it goes on. */
  private async deliverFirst(queue: AssignedQueue): Promise<number | undefined> {
    if (queue.leave.aborted) return undefined
    const cached = queue.cache.first(this.options.batchSize)
    const messages = cached.map(({ message }) => message)
    const { result, context } = await this.delivery.deliver(queue.messageQueue, messages)
    if (queue.isDropped) return undefined
    const isDone = result === 'SUCCESS' ? cached.map(() => true) : await this.buryHopeless(queue, cached)
    queue.finish(cached.filter((_, at) => isDone[at]))
    if (isDone.every(Boolean)) return undefined
    return Math.min(Math.max(context.suspendMs, SHORTEST_SUSPEND_MS), LONGEST_SUSPEND_MS)
  }

  /** Of the messages that failed: true for one that went to the dead-letter topic. The others count one more delivery. */
  private buryHopeless(queue: AssignedQueue, cached: readonly CachedMessage[]): Promise<boolean[]> {
    const { sendBack, maxReconsumeTimes } = this.options
    const { brokerName } = queue.messageQueue
    return Promise.all(
      cached.map(async one => {
        const { reconsumeTimes } = one.message
        const isHopeless = sendBack !== undefined && reconsumeTimes >= maxReconsumeTimes
        if (isHopeless && (await sendBack.send(one.message, brokerName, DEAD_LETTER_LEVEL))) return true
        one.message = withChanges(one.message, { reconsumeTimes: reconsumeTimes + 1 })
        return false
      }),
    )
  }
}
