/**
 * A consumer that hands messages to a listener as they come. It shares the queues of its topics with the other consumers of
 * its group, keeps its offsets, and has failed messages delivered again.
 */
import { MalformedError } from '../../errors.ts'
import { wrapNamespace } from '../../names/namespace.ts'
import { retryTopicOf } from '../../names/retry-topic.ts'
import type { SubscriptionData } from '../../requests/shapes/subscription-data.ts'
import { Session } from '../session.ts'
import { traceSinkFor } from '../trace-dispatcher.ts'
import { checkExpression } from './expression-check.ts'
import { consumeFromWhereOf } from './first-offset.ts'
import type { MessageListener } from './listener.ts'
import { type PushConsumerOptions, type PushSettings, pushSettings } from './push-options.ts'
import { RunningConsumer } from './running-consumer.ts'
import { type FilterType, subscriptionOf } from './subscription.ts'

export class PushConsumer implements AsyncDisposable {
  private readonly options: PushConsumerOptions
  private readonly settings: PushSettings
  private readonly session: Session
  private readonly subscriptions = new Map<string, SubscriptionData>()
  private running: RunningConsumer | undefined
  private isStarted = false
  private stopping: Promise<void> | undefined

  /** @throws MalformedError BAD_ARGUMENT for options that make no sense */
  constructor(options: PushConsumerOptions) {
    this.settings = pushSettings(options)
    this.options = options
    this.session = new Session(options)
  }

  /** What brokers know this client by. */
  get clientId(): string {
    return this.session.clientId
  }

  /**
   * Every consumer of a group must subscribe to the same, or messages are lost to it.
   * @param expression tags joined by `||`, `*` for all, or a condition for SQL92
   * @throws MalformedError BAD_ARGUMENT for an expression without meaning, or when the consumer was started
   */
  subscribe(topic: string, expression = '*', type: FilterType = 'TAG'): this {
    if (this.isStarted) throw new MalformedError('BAD_ARGUMENT', 'Subscribe before the consumer is started.')
    const wireTopic = wrapNamespace(this.settings.namespace, topic)
    this.subscriptions.set(wireTopic, subscriptionOf(wireTopic, { expression, type }))
    return this
  }

  /**
   * Resolves when the group's brokers know this consumer and it has its first share of the queues.
   * @throws RemotingError NO_ROUTE for a topic that does not exist; BrokerRefused, as for a group that does not exist or
   *   an SQL92 condition that the broker does not understand
   */
  async start(listener: MessageListener): Promise<void> {
    if (this.isStarted || this.stopping) {
      throw new MalformedError('BAD_ARGUMENT', 'A consumer can be started once only.')
    }
    if (this.subscriptions.size === 0) {
      throw new MalformedError('BAD_ARGUMENT', 'Subscribe to a topic before the consumer is started.')
    }
    this.isStarted = true
    try {
      await this.join()
      this.running = new RunningConsumer({
        session: this.session,
        settings: this.settings,
        subscriptions: [...this.subscriptions.values()],
        listener,
        traces: traceSinkFor(this.session, this.settings.consumerGroup, this.options.trace),
        offsetFile: this.options.offsetFile,
        stacks: this.options.stacks,
      })
      await this.running.start()
    } catch (error) {
      await this.stop()
      throw error
    }
  }

  /**
   * Lets the listener finish what it has in hand, commits, and leaves the group, whose other consumers take over at once.
   * Messages that the listener has not got yet are theirs.
   */
  stop(): Promise<void> {
    this.stopping ??= this.end()
    return this.stopping
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop()
  }

  private async join(): Promise<void> {
    await Promise.all([...this.subscriptions.values()].map(subscription => this.check(subscription)))
    if (this.settings.messageModel === 'CLUSTERING') {
      const retryTopic = retryTopicOf(this.settings.consumerGroup)
      this.subscriptions.set(retryTopic, subscriptionOf(retryTopic))
    }
    const { consumerGroup, messageModel, consumeFrom } = this.settings
    await this.session.start(() => ({
      producerDataSet: [],
      consumerDataSet: [
        {
          groupName: consumerGroup,
          consumeType: 'CONSUME_PASSIVELY',
          messageModel,
          consumeFromWhere: consumeFromWhereOf(consumeFrom),
          subscriptionDataSet: [...this.subscriptions.values()],
          unitMode: false,
        },
      ],
    }))
  }

  private async check(subscription: SubscriptionData): Promise<void> {
    await this.session.routes.of(subscription.topic)
    await checkExpression(this.session, this.settings.consumerGroup, subscription)
  }

  private async end(): Promise<void> {
    await this.running?.stop()
    await this.session.stop()
  }
}
