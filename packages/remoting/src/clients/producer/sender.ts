/** Brings one prepared body to a queue, and to another broker when the first one is away. */
import { isTransient, MalformedError, RemotingError } from '../../errors.ts'
import { writeProperties } from '../../message/properties.ts'
import { sendMessageV2 } from '../../requests/0310-send-message-v2.ts'
import { sendBatchMessage } from '../../requests/0320-send-batch-message.ts'
import type { MessageQueue } from '../../requests/shapes/message-queue.ts'
import type { SendMessageHeader } from '../../requests/shapes/send-message-header.ts'
import type { Session } from '../session.ts'
import type { PreparedMessage } from './outgoing-message.ts'
import { byShardingKey, RoundRobin } from './queue-choice.ts'

/** `SEND_OK`, or stored but less safely than the broker is set to. */
export type SendStatus = 'SEND_OK' | 'FLUSH_DISK_TIMEOUT' | 'SLAVE_NOT_AVAILABLE' | 'FLUSH_SLAVE_TIMEOUT'

export interface SendResult {
  readonly sendStatus: SendStatus
  /** The client's unique ID. */
  readonly msgId: string
  /** The broker's ID; of a batch those of its messages, with commas between. */
  readonly offsetMsgId: string
  readonly messageQueue: MessageQueue
  readonly queueOffset: bigint
  readonly transactionId: string | undefined
  /** For `Producer.recall`, of a delayed message on a broker of 5.3.2 or later. */
  readonly recallHandle: string | undefined
  /** Region of the broker, for traces. */
  readonly regionId: string | undefined
}

export interface SendOptions {
  /** For each attempt. Default 3,000. */
  readonly timeoutMs?: number | undefined
  readonly signal?: AbortSignal | undefined
  /** A queue of one's own choice; then there is no other attempt. */
  readonly queue?: MessageQueue | undefined
}

export interface Delivery extends SendOptions {
  readonly topic: string
  readonly shardingKey?: string | undefined
  readonly isBatch?: boolean
}

const STATUS_OF_CODE: Readonly<Record<number, SendStatus>> = {
  0: 'SEND_OK',
  10: 'FLUSH_DISK_TIMEOUT',
  11: 'SLAVE_NOT_AVAILABLE',
  12: 'FLUSH_SLAVE_TIMEOUT',
}
const SEND_TIMEOUT_MS = 3_000

export class Sender {
  private readonly session: Session
  private readonly producerGroup: string
  private readonly retries: number
  private readonly roundRobin = new RoundRobin()

  constructor(session: Session, producerGroup: string, retries: number) {
    this.session = session
    this.producerGroup = producerGroup
    this.retries = retries
  }

  /**
   * An attempt that timed out may have been stored all the same: consumers must take a message twice, as with every
   * client of RocketMQ.
   * @throws the last attempt's error
   */
  async deliver(message: PreparedMessage, delivery: Delivery): Promise<SendResult> {
    const isPlaced = delivery.queue !== undefined || delivery.shardingKey !== undefined
    const attempts = isPlaced ? 1 : 1 + this.retries
    let avoid: string | undefined
    for (let attempt = 1; ; attempt++) {
      const queue = await this.queueFor(delivery, avoid)
      try {
        return await this.deliverTo(queue, message, delivery)
      } catch (error) {
        if (attempt >= attempts || !isTransient(error)) throw error
        avoid = queue.brokerName
        await this.session.routes.refresh(delivery.topic).catch(this.session.onError)
      }
    }
  }

  async deliverOneway(message: PreparedMessage, delivery: Delivery): Promise<void> {
    const queue = await this.queueFor(delivery)
    const addr = this.session.routes.addrOf(queue.brokerName)
    const input = { header: this.headerOf(message, queue, delivery), body: message.body }
    await this.session.cluster.pool.oneway(addr, layoutOf(delivery), input)
  }

  private async deliverTo(
    queue: MessageQueue,
    message: PreparedMessage,
    delivery: Delivery,
  ): Promise<SendResult> {
    const addr = this.session.routes.addrOf(queue.brokerName)
    const input = { header: this.headerOf(message, queue, delivery), body: message.body }
    const { timeoutMs = SEND_TIMEOUT_MS, signal } = delivery
    const { code, header } = await this.session.cluster.call(addr, layoutOf(delivery), input, {
      timeoutMs,
      signal,
    })
    return {
      sendStatus: STATUS_OF_CODE[code] ?? 'SEND_OK',
      msgId: message.msgId,
      offsetMsgId: header.msgId,
      // A broker may choose another queue, as for a half message.
      messageQueue: { ...queue, queueId: header.queueId },
      queueOffset: header.queueOffset,
      transactionId: header.transactionId,
      recallHandle: header.recallHandle,
      regionId: header.MSG_REGION,
    }
  }

  private async queueFor({ topic, queue, shardingKey }: Delivery, avoid?: string): Promise<MessageQueue> {
    if (queue) {
      await this.session.routes.of(topic)
      return queue
    }
    const queues = await this.session.routes.writable(topic)
    const chosen =
      shardingKey === undefined ? this.roundRobin.pick(queues, avoid) : byShardingKey(queues, shardingKey)
    if (chosen) return chosen
    throw new RemotingError(
      'NO_ROUTE',
      `No queue of ${topic} takes messages: its brokers are read-only or gone.`,
    )
  }

  private headerOf(message: PreparedMessage, queue: MessageQueue, delivery: Delivery): SendMessageHeader {
    return {
      producerGroup: this.producerGroup,
      topic: delivery.topic,
      defaultTopic: 'TBW102',
      defaultTopicQueueNums: 4,
      queueId: queue.queueId,
      sysFlag: message.sysFlag,
      bornTimestamp: Date.now(),
      flag: message.flag,
      properties: writeProperties(message.properties),
      reconsumeTimes: 0,
      unitMode: false,
      batch: delivery.isBatch ?? false,
      bname: queue.brokerName,
    }
  }
}

function layoutOf({ isBatch }: Delivery): typeof sendMessageV2 {
  return isBatch ? sendBatchMessage : sendMessageV2
}

/** @throws MalformedError BAD_ARGUMENT when the messages cannot go in one batch */
export function checkBatch(
  messages: ReadonlyArray<{ topic: string; delayLevel?: number; deliverAtMs?: number }>,
): string {
  const [first] = messages
  if (first === undefined) throw new MalformedError('BAD_ARGUMENT', 'A batch needs at least one message.')
  if (messages.some(({ topic }) => topic !== first.topic)) {
    throw new MalformedError('BAD_ARGUMENT', 'All messages of a batch must be of one topic.')
  }
  if (messages.some(({ delayLevel, deliverAtMs }) => delayLevel !== undefined || deliverAtMs !== undefined)) {
    throw new MalformedError('BAD_ARGUMENT', 'A batch cannot hold delayed messages.')
  }
  return first.topic
}
