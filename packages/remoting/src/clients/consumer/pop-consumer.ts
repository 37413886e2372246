/**
 * A consumer that takes messages for a while (POP, RocketMQ 5.0 and later): a message that is not acknowledged in that time is
 * delivered again, to whoever asks. It has no queues of its own and no offsets to keep.
 */
import { RemotingError } from '../../errors.ts'
import { decodeMessages } from '../../message/decode-stored-message.ts'
import type { StoredMessage } from '../../message/stored-message.ts'
import type { HeaderOf } from '../../protocol/layout.ts'
import { popMessage } from '../../requests/200050-pop-message.ts'
import { GroupMember, type GroupMemberOptions } from './group-member.ts'
import { withChanges } from './message-view.ts'
import { type AckFailure, PopAcks } from './pop-acks.ts'
import { handlesOf, type PopReceipt } from './pop-receipts.ts'
import { type Filter, subscriptionOf } from './subscription.ts'

export type PopConsumerOptions = GroupMemberOptions

export interface PopOptions {
  /** Default: another broker of the topic each time. Ask each by its name when you let them wait. */
  readonly brokerName?: string
  /** Default -1: any queue of the broker. */
  readonly queueId?: number
  /** 1 to 32. Default 32. */
  readonly maxMsgNums?: number
  /** How long the messages are hidden from others, ms. Default 60,000. */
  readonly invisibleMs?: number
  /** How long the broker may wait until there is a message, ms. Default 0: it answers at once. */
  readonly pollMs?: number
  readonly filter?: Filter
  /** Each queue in order: no further message of it while one is not acknowledged. Default false. */
  readonly ordered?: boolean
  /** Where a group without offsets begins. Default LAST_OFFSET. */
  readonly consumeFrom?: 'LAST_OFFSET' | 'FIRST_OFFSET'
  readonly signal?: AbortSignal
}

export interface PoppedMessage extends PopReceipt {
  readonly message: StoredMessage
}

export interface PopResult {
  /** `POLLING_FULL`: nothing there, and too many requests wait at this broker already. */
  readonly status: 'FOUND' | 'NO_NEW_MSG' | 'POLLING_FULL'
  readonly brokerName: string
  readonly messages: PoppedMessage[]
  /** Messages left where the broker has looked. */
  readonly restNum: bigint
}

const SUCCESS = 0
const STATUS_OF_CODE: Readonly<Record<number, PopResult['status']>> = {
  [SUCCESS]: 'FOUND',
  209: 'POLLING_FULL',
}
const ANY_QUEUE = -1
const FROM_FIRST = 0
const FROM_LAST = 1
/** More than the broker's wait. */
const ANSWER_MARGIN_MS = 10_000

export class PopConsumer implements AsyncDisposable {
  private readonly member: GroupMember
  private readonly acks: PopAcks
  private turn = 0

  /** @throws MalformedError BAD_ARGUMENT for a group name that brokers refuse */
  constructor(options: PopConsumerOptions) {
    this.member = new GroupMember(options, 'CONSUME_POP')
    this.acks = new PopAcks(this.member)
  }

  /** What brokers know this client by. */
  get clientId(): string {
    return this.member.session.clientId
  }

  /** Names of the brokers that hold a topic. @throws RemotingError NO_ROUTE */
  async brokers(topic: string): Promise<string[]> {
    const wireTopic = this.member.wireTopic(topic)
    await this.member.join(wireTopic)
    const queues = await this.member.session.routes.readable(wireTopic)
    return [...new Set(queues.map(({ brokerName }) => brokerName))]
  }

  /**
   * Takes messages of one broker.
   * @throws BrokerRefused; UnsupportedByBroker before 5.0; RemotingError ABORTED, NO_ROUTE, NO_BROKER
   */
  async pop(topic: string, options: PopOptions = {}): Promise<PopResult> {
    const { cluster, routes } = this.member.session
    const brokerName = options.brokerName ?? (await this.nextBroker(topic))
    const wireTopic = this.member.wireTopic(topic)
    await this.member.join(wireTopic)
    const { code, header, body } = await cluster.call(
      routes.addrOf(brokerName),
      popMessage,
      { header: this.headerOf(wireTopic, brokerName, options) },
      { timeoutMs: (options.pollMs ?? 0) + ANSWER_MARGIN_MS, signal: options.signal },
    )
    const stored = code === SUCCESS ? decodeMessages(body, { onCorrupt: this.member.session.onError }) : []
    const handles = handlesOf(stored, header, brokerName)
    return {
      status: STATUS_OF_CODE[code] ?? 'NO_NEW_MSG',
      brokerName,
      messages: handles.map(({ message, handle, reconsumeTimes }) => ({
        topic,
        handle,
        message: withChanges(message, { topic, reconsumeTimes }),
      })),
      restNum: header.restNum,
    }
  }

  /** @throws BrokerRefused; MalformedError BAD_ARGUMENT for what is no handle. A message whose time is over is no error. */
  ack(receipt: PopReceipt): Promise<void> {
    return this.acks.ack(receipt)
  }

  /**
   * Acknowledges many messages with one request for each broker; with one for each message where a broker is older than 5.1.3.
   * @returns those that could not be acknowledged
   * @throws MalformedError BAD_ARGUMENT for what is no handle
   */
  ackAll(receipts: readonly PopReceipt[]): Promise<AckFailure[]> {
    return this.acks.ackAll(receipts)
  }

  /**
   * Hides a message for another while from now on, or gives it back sooner.
   * @param invisibleMs from now on
   * @returns the receipt to acknowledge it with: the old one is good for nothing any more
   */
  changeInvisibleTime(receipt: PopReceipt, invisibleMs: number): Promise<PopReceipt> {
    return this.acks.changeInvisibleTime(receipt, invisibleMs)
  }

  /** Leaves the group and closes the connections. What was not acknowledged is delivered again in its time. */
  stop(): Promise<void> {
    return this.member.stop()
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop()
  }

  private async nextBroker(topic: string): Promise<string> {
    const names = await this.brokers(topic)
    const name = names[this.turn++ % names.length]
    if (name !== undefined) return name
    throw new RemotingError('NO_BROKER', `No broker lets ${topic} be read.`)
  }

  private headerOf(topic: string, brokerName: string, options: PopOptions): HeaderOf<typeof popMessage> {
    const { subString, expressionType } = subscriptionOf(topic, options.filter)
    return {
      consumerGroup: this.member.consumerGroup,
      topic,
      queueId: options.queueId ?? ANY_QUEUE,
      maxMsgNums: options.maxMsgNums ?? 32,
      invisibleTime: options.invisibleMs ?? 60_000,
      pollTime: options.pollMs ?? 0,
      // 0, for the broker's own clock, would be safer where clocks differ, but makes brokers of 5.3.3 answer with nothing.
      bornTime: Date.now(),
      initMode: options.consumeFrom === 'FIRST_OFFSET' ? FROM_FIRST : FROM_LAST,
      expType: expressionType,
      exp: subString,
      order: options.ordered ?? false,
      bname: brokerName,
    }
  }
}
