/**
 * A producer: sends messages of every kind, retries on another broker, traces what it did when asked to.
 */
import { encodeBatch } from '../../message/batch.ts'
import { wrapNamespace } from '../../names/namespace.ts'
import { recallMessage } from '../../requests/0370-recall-message.ts'
import { parseRecallHandle } from '../../requests/shapes/recall-handle.ts'
import { nextMessageId } from '../message-ids.ts'
import { Session, type SessionOptions } from '../session.ts'
import { traceSinkFor } from '../trace-dispatcher.ts'
import type { TraceSink } from '../trace-sink.ts'
import { type Compression, type OutgoingMessage, type PreparedMessage, prepare } from './outgoing-message.ts'
import { endTrace, pubTrace } from './producer-traces.ts'
import { checkBatch, type Delivery, Sender, type SendOptions, type SendResult } from './sender.ts'
import { type TransactionChecker, type TransactionState, Transactions } from './transactions.ts'

export interface ProducerOptions extends SessionOptions {
  readonly producerGroup: string
  /** Instance whose topics and groups are meant: names are wrapped on the way out. */
  readonly namespace?: string
  /** Further attempts of a message without a sharding key. Default 2. */
  readonly retries?: number
  /** Default: zlib from 4,096 bytes on, as the Java client has it. `null` compresses nothing. */
  readonly compression?: Compression | null
  /** Report to the cluster's trace topic, or to the topic of that name. Default: no traces. */
  readonly trace?: boolean | string
  /** Asked when a broker has not heard how a transaction ended. */
  readonly checkTransaction?: TransactionChecker
}

export interface TransactionResult extends SendResult {
  readonly state: TransactionState
}

const DEFAULT_COMPRESSION: Compression = { type: 'ZLIB', fromBytes: 4_096 }

export class Producer implements AsyncDisposable {
  private readonly session: Session
  private readonly namespace: string
  private readonly producerGroup: string
  private readonly compression: Compression | undefined
  private readonly checkTransaction: TransactionChecker | undefined
  private readonly sender: Sender
  private readonly transactions: Transactions
  private readonly traces: TraceSink | undefined
  private started: Promise<void> | undefined

  constructor(options: ProducerOptions) {
    this.session = new Session(options)
    this.namespace = options.namespace ?? ''
    this.producerGroup = wrapNamespace(this.namespace, options.producerGroup)
    this.compression = options.compression === null ? undefined : (options.compression ?? DEFAULT_COMPRESSION)
    this.checkTransaction = options.checkTransaction
    this.sender = new Sender(this.session, this.producerGroup, options.retries ?? 2)
    this.traces = traceSinkFor(this.session, this.producerGroup, options.trace)
    this.transactions = new Transactions(this.session, this.producerGroup, end => {
      this.traces?.record(endTrace(this.producerGroup, end))
    })
    if (this.checkTransaction) this.transactions.answerChecks(this.checkTransaction)
  }

  /** What brokers know this client by. */
  get clientId(): string {
    return this.session.clientId
  }

  /** @throws RemotingError NO_ROUTE for a topic that does not exist; BrokerRefused; MalformedError for a bad message */
  async send(message: OutgoingMessage, options: SendOptions = {}): Promise<SendResult> {
    const { prepared, delivery } = this.prepared(message, options)
    await this.join(delivery.topic)
    return await this.traced(prepared, delivery, () => this.sender.deliver(prepared, delivery))
  }

  /** Sends without an answer: fast, and nobody knows whether it arrived. Resolves when the bytes have left. */
  async sendOneway(message: OutgoingMessage, options: SendOptions = {}): Promise<{ readonly msgId: string }> {
    const { prepared, delivery } = this.prepared(message, options)
    await this.join(delivery.topic)
    await this.sender.deliverOneway(prepared, delivery)
    return { msgId: prepared.msgId }
  }

  /** Sends messages of one topic in one request; they land in one queue. `msgId` holds all IDs, with commas between. */
  async sendBatch(messages: readonly OutgoingMessage[], options: SendOptions = {}): Promise<SendResult> {
    const topic = wrapNamespace(this.namespace, checkBatch(messages))
    await this.join(topic)
    const parts = messages.map(message => prepare(message, nextMessageId(), undefined))
    const prepared: PreparedMessage = {
      msgId: parts.map(({ msgId }) => msgId).join(','),
      // The request's own properties: brokers read a batch's from its parts.
      properties: new Map([['WAIT', 'true']]),
      body: encodeBatch(parts),
      sysFlag: 0,
      flag: 0,
    }
    const delivery = { ...options, topic, isBatch: true }
    return await this.traced(prepared, delivery, () => this.sender.deliver(prepared, delivery))
  }

  /**
   * Sends a half message that nobody sees yet, does the local work, and commits or rolls back as the work says. Work that
   * throws leaves the transaction open: the broker asks `checkTransaction` later.
   */
  async sendInTransaction(
    message: OutgoingMessage,
    work: (sent: SendResult) => Promise<TransactionState>,
    options: SendOptions = {},
  ): Promise<TransactionResult> {
    const { prepared, delivery } = this.prepared(message, options, true)
    await this.join(delivery.topic)
    const sent = await this.traced(prepared, delivery, () => this.sender.deliver(prepared, delivery))
    let state: TransactionState = 'UNKNOWN'
    try {
      state = sent.sendStatus === 'SEND_OK' ? await work(sent) : 'ROLLBACK'
    } finally {
      await this.transactions.end(sent, delivery.topic, state).catch(this.session.onError)
      const brokerAddr = this.session.routes.addrOf(sent.messageQueue.brokerName)
      const described = {
        topic: delivery.topic,
        tags: message.tag ?? '',
        keys: message.keys?.join(' ') ?? '',
      }
      this.traces?.record(
        endTrace(this.producerGroup, {
          state,
          fromCheck: false,
          msgId: sent.msgId,
          message: described,
          brokerAddr,
        }),
      )
    }
    return { ...sent, state }
  }

  /**
   * Calls a delayed message back before it is due.
   * @returns the message's unique ID
   * @throws BrokerRefused when it is due already or the broker does not allow it; UnsupportedByBroker before 5.3.2
   */
  async recall(topic: string, recallHandle: string): Promise<string> {
    const wireTopic = wrapNamespace(this.namespace, topic)
    const { brokerName } = parseRecallHandle(recallHandle)
    await this.join(wireTopic)
    const addr = this.session.routes.addrOf(brokerName)
    const header = { topic: wireTopic, recallHandle, producerGroup: this.producerGroup, bname: brokerName }
    return (await this.session.cluster.call(addr, recallMessage, { header })).header.msgId
  }

  /** Sends what is left of the traces, says farewell and closes the connections. */
  async stop(): Promise<void> {
    await this.traces?.close()
    await this.session.stop()
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop()
  }

  private prepared(
    message: OutgoingMessage,
    options: SendOptions,
    isTransactional = false,
  ): { prepared: PreparedMessage; delivery: Delivery } {
    const transaction = isTransactional ? { producerGroup: this.producerGroup } : undefined
    const topic = wrapNamespace(this.namespace, message.topic)
    return {
      prepared: prepare({ ...message, topic }, nextMessageId(), this.compression, transaction),
      delivery: { ...options, topic, shardingKey: message.shardingKey },
    }
  }

  /** Makes sure that the topic's brokers know this producer: they need to, to ask about transactions. */
  private async join(topic: string): Promise<void> {
    await this.session.routes.of(topic)
    this.started ??= this.session.start(() => ({
      producerDataSet: [{ groupName: this.producerGroup }],
      consumerDataSet: [],
    }))
    await this.started
  }

  private async traced(
    prepared: PreparedMessage,
    delivery: Delivery,
    deliver: () => Promise<SendResult>,
  ): Promise<SendResult> {
    if (this.traces === undefined) return await deliver()
    const startMs = Date.now()
    let result: SendResult | undefined
    try {
      result = await deliver()
      return result
    } finally {
      const storeHost = result && this.session.routes.addrOf(result.messageQueue.brokerName)
      this.traces.record(
        pubTrace({
          producerGroup: this.producerGroup,
          prepared,
          topic: delivery.topic,
          startMs,
          result,
          storeHost,
        }),
      )
    }
  }
}
