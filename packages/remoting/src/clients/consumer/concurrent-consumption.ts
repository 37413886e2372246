/**
 * Consumes messages in any order, several at a time. What fails goes back to the broker to be delivered again later.
 * Defined in `client/impl/consumer/ConsumeMessageConcurrentlyService`.
 */
import type { AssignedQueue } from './assigned-queue.ts'
import type { Consumption } from './consumption.ts'
import { type Delivered, type Delivery, okCount } from './delivery.ts'
import { withChanges } from './message-view.ts'
import type { CachedMessage } from './process-queue.ts'
import type { SendBack } from './send-back.ts'
import { Slots } from './slots.ts'
import { pause } from './waiting.ts'

export interface ConcurrentOptions {
  readonly concurrency: number
  readonly batchSize: number
  readonly consumeTimeoutMs: number
  /** Undefined where failed messages are not delivered again: broadcasting. */
  readonly sendBack: Pick<SendBack, 'send'> | undefined
}

/** Messages that a listener works on. */
interface Batch {
  readonly queue: AssignedQueue
  readonly cached: readonly CachedMessage[]
  readonly startedAtMs: number
  /** Under way when the listener takes too long. */
  givingUp: Promise<void> | undefined
}

/** Before a message is tried again here, because its broker did not take it back. */
const RETRY_HERE_AFTER_MS = 5_000
/** When one that takes too long is delivered again: 10 s by the default levels. */
const TIMED_OUT_DELAY_LEVEL = 3
const LONGEST_SWEEP_MS = 60_000

export class ConcurrentConsumption implements Consumption {
  private readonly delivery: Delivery
  private readonly options: ConcurrentOptions
  private readonly slots: Slots
  private readonly atWork = new Set<Batch>()
  private readonly sweep: NodeJS.Timeout

  constructor(delivery: Delivery, options: ConcurrentOptions) {
    this.delivery = delivery
    this.options = options
    this.slots = new Slots(options.concurrency)
    const sweepMs = Math.min(options.consumeTimeoutMs, LONGEST_SWEEP_MS)
    this.sweep = setInterval(() => this.giveUpOnSlow(), sweepMs).unref()
  }

  begin(): void {}

  arrived(queue: AssignedQueue, cached: readonly CachedMessage[]): void {
    const { batchSize } = this.options
    for (let at = 0; at < cached.length; at += batchSize) {
      const batch = cached.slice(at, at + batchSize)
      void this.slots.run(() => this.consume(queue, batch))
    }
  }

  finish(): Promise<void> {
    clearInterval(this.sweep)
    return this.slots.close()
  }

  private async consume(queue: AssignedQueue, cached: readonly CachedMessage[]): Promise<void> {
    if (queue.leave.aborted) return
    const batch: Batch = { queue, cached, startedAtMs: Date.now(), givingUp: undefined }
    this.atWork.add(batch)
    const messages = cached.map(({ message }) => message)
    const delivered = await this.delivery.deliver(queue.messageQueue, messages)
    this.atWork.delete(batch)
    await batch.givingUp
    // Of a queue that is another consumer's by now, that one consumes what is not committed.
    if (!queue.isDropped) await this.settle(batch, delivered)
  }

  private async settle({ queue, cached }: Batch, { result, context }: Delivered): Promise<void> {
    const ok = result === 'SUCCESS' ? okCount(context, cached) : 0
    queue.finish(cached.slice(0, ok))
    const refused = await this.giveBack(queue, unfinished(cached.slice(ok)), context.delayLevel)
    if (refused.length > 0) void this.retryHere(queue, refused)
  }

  /** Returns the messages that the broker did not take. */
  private async giveBack(
    queue: AssignedQueue,
    failed: readonly CachedMessage[],
    delayLevel: number,
  ): Promise<CachedMessage[]> {
    const { sendBack } = this.options
    const { brokerName } = queue.messageQueue
    const taken = await Promise.all(
      failed.map(async cached => (await sendBack?.send(cached.message, brokerName, delayLevel)) ?? true),
    )
    queue.finish(failed.filter((_, at) => taken[at]))
    return failed.filter((_, at) => !taken[at])
  }

  private async retryHere(queue: AssignedQueue, cached: readonly CachedMessage[]): Promise<void> {
    for (const one of cached) {
      one.message = withChanges(one.message, { reconsumeTimes: one.message.reconsumeTimes + 1 })
    }
    await pause(RETRY_HERE_AFTER_MS, queue.leave)
    this.arrived(queue, cached)
  }

  /** A listener that never returns must not hold up the queue's offset for ever. */
  private giveUpOnSlow(): void {
    const latestStartMs = Date.now() - this.options.consumeTimeoutMs
    for (const batch of this.atWork) {
      if (batch.startedAtMs > latestStartMs || batch.givingUp || batch.queue.isDropped) continue
      batch.givingUp = this.giveBack(batch.queue, unfinished(batch.cached), TIMED_OUT_DELAY_LEVEL).then(
        () => {
          batch.givingUp = undefined
        },
      )
    }
  }
}

function unfinished(cached: readonly CachedMessage[]): CachedMessage[] {
  return cached.filter(({ isFinished }) => !isFinished)
}
