/** Hands messages to the listener, measures it, and makes one of two results of whatever it does. */
import type { StoredMessage } from '../../message/stored-message.ts'
import { unwrapNamespace } from '../../names/namespace.ts'
import type { MessageQueue } from '../../requests/shapes/message-queue.ts'
import type { TraceSink } from '../trace-sink.ts'
import type { ConsumeStats } from './consume-stats.ts'
import { type ReturnType, traceDelivery } from './consume-traces.ts'
import type { ConsumeContext, ConsumeResult, MessageListener } from './listener.ts'
import { asSubscribed } from './message-view.ts'

export interface DeliveryParts {
  readonly listener: MessageListener
  readonly consumerGroup: string
  readonly namespace: string
  readonly consumeTimeoutMs: number
  readonly suspendMs: number
  readonly stats: ConsumeStats
  readonly traces: TraceSink | undefined
  readonly onError: (error: unknown) => void
}

export interface Delivered {
  readonly result: ConsumeResult
  readonly context: ConsumeContext
  readonly returnType: ReturnType
  readonly tookMs: number
  /** What the listener threw. */
  readonly error?: unknown
}

export class Delivery {
  private readonly parts: DeliveryParts

  constructor(parts: DeliveryParts) {
    this.parts = parts
  }

  /** Never throws: what the listener throws is told to `onError` and means `LATER`. */
  async deliver(queue: MessageQueue, messages: readonly StoredMessage[]): Promise<Delivered> {
    const { parts } = this
    const ended = parts.traces && traceDelivery(parts.traces, this.groupName, messages)
    const delivered = await this.call(queue, messages)
    ended?.(delivered.returnType, delivered.result === 'SUCCESS')
    const ok = delivered.result === 'SUCCESS' ? okCount(delivered.context, messages) : 0
    parts.stats.consumed(queue.topic, { ok, failed: messages.length - ok }, delivered.tookMs)
    if (delivered.returnType === 'EXCEPTION') parts.onError(delivered.error)
    return delivered
  }

  /** The bare call, as a broker asks for it with CONSUME_MESSAGE_DIRECTLY: neither counted nor traced. */
  async call(queue: MessageQueue, messages: readonly StoredMessage[]): Promise<Delivered> {
    const { listener, consumerGroup, namespace, suspendMs } = this.parts
    const context: ConsumeContext = { queue, delayLevel: 0, ackIndex: messages.length - 1, suspendMs }
    const views = messages.map(message => asSubscribed(message, consumerGroup, namespace))
    const startMs = Date.now()
    try {
      const result: unknown = await listener(views, context)
      const tookMs = Date.now() - startMs
      return { ...this.judge(result, tookMs), context, tookMs }
    } catch (error) {
      return { result: 'LATER', returnType: 'EXCEPTION', context, tookMs: Date.now() - startMs, error }
    }
  }

  /** A listener in plain JavaScript may forget to return a result. */
  private judge(result: unknown, tookMs: number): Pick<Delivered, 'result' | 'returnType'> {
    const isSuccess = result === 'SUCCESS'
    if (!isSuccess && result !== 'LATER') return { result: 'LATER', returnType: 'RETURNNULL' }
    const inTime: ReturnType = isSuccess ? 'SUCCESS' : 'FAILED'
    return {
      result: isSuccess ? 'SUCCESS' : 'LATER',
      returnType: tookMs >= this.parts.consumeTimeoutMs ? 'TIME_OUT' : inTime,
    }
  }

  private get groupName(): string {
    return unwrapNamespace(this.parts.consumerGroup)
  }
}

/** How many messages, from the first on, count as consumed. */
export function okCount({ ackIndex }: ConsumeContext, messages: readonly unknown[]): number {
  return Math.min(Math.max(ackIndex + 1, 0), messages.length)
}
