/** What an application gives to a push consumer, and what it gets. */
import type { StoredMessage } from '../../message/stored-message.ts'
import type { MessageQueue } from '../../requests/shapes/message-queue.ts'

/** `LATER`: deliver again after a while. */
export type ConsumeResult = 'SUCCESS' | 'LATER'

export interface ConsumeContext {
  /** The queue that the messages were pulled from: one of the retry topic when they are delivered again. */
  readonly queue: MessageQueue
  /**
   * When failed messages come again, unless the consumer is ordered: a delay level of the broker, 0 for longer
   * after each failure (default), -1 for never: they go to the dead-letter topic.
   */
  delayLevel: number
  /**
   * Index of the last message that was consumed, where `SUCCESS` is not true for all of a batch; -1 for none. Default: all.
   * An ordered consumer does not look at it.
   */
  ackIndex: number
  /** How long an ordered consumer rests this queue before it delivers failed messages again: 10 to 30,000 ms. */
  suspendMs: number
}

/** Consumes messages of one queue; throwing is the same as `LATER`. There are several only with a `batchSize` above 1. */
export type MessageListener = (
  messages: readonly StoredMessage[],
  context: ConsumeContext,
) => Promise<ConsumeResult>
