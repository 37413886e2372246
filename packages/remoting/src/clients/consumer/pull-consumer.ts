/**
 * A consumer that asks for messages itself, queue by queue, and decides itself what to commit.
 */
import { unwrapNamespace } from '../../names/namespace.ts'
import { searchOffsetByTimestamp } from '../../requests/0029-search-offset-by-timestamp.ts'
import { getMaxOffset } from '../../requests/0030-get-max-offset.ts'
import { getMinOffset } from '../../requests/0031-get-min-offset.ts'
import type { MessageQueue } from '../../requests/shapes/message-queue.ts'
import type { SubscriptionData } from '../../requests/shapes/subscription-data.ts'
import { checkExpression } from './expression-check.ts'
import { GroupMember, type GroupMemberOptions } from './group-member.ts'
import { asSubscribed } from './message-view.ts'
import { type OffsetStore, RemoteOffsets } from './offset-store.ts'
import { type PullResult, QueueReader } from './queue-reader.ts'
import { type Filter, subscriptionOf } from './subscription.ts'

export type PullConsumerOptions = GroupMemberOptions

export interface PullOptions {
  readonly filter?: Filter
  /** Messages at most. Default 32; brokers have a limit of their own. */
  readonly maxMsgNums?: number
  /** Bytes at most, of a broker of 5.0 or later. */
  readonly maxMsgBytes?: number
  /** How long the broker may wait until there is a message, ms. Default 0: it answers at once. */
  readonly suspendTimeoutMs?: number
  readonly signal?: AbortSignal
}

export class PullConsumer implements AsyncDisposable {
  private readonly member: GroupMember
  private readonly reader: QueueReader
  private readonly offsets: OffsetStore
  /** The condition that was last found sound, by topic. */
  private readonly checked = new Map<string, string>()

  /** @throws MalformedError BAD_ARGUMENT for a group name that brokers refuse */
  constructor(options: PullConsumerOptions) {
    this.member = new GroupMember(options, 'CONSUME_ACTIVELY')
    this.reader = new QueueReader(this.member.session, this.member.consumerGroup)
    this.offsets = new RemoteOffsets(this.member.session, this.member.consumerGroup)
  }

  /** What brokers know this client by. */
  get clientId(): string {
    return this.member.session.clientId
  }

  /** Every queue of a topic that can be read. @throws RemotingError NO_ROUTE */
  async queues(topic: string): Promise<MessageQueue[]> {
    const wireTopic = this.member.wireTopic(topic)
    await this.member.join(wireTopic)
    const queues = await this.member.session.routes.readable(wireTopic)
    return queues.map(queue => ({ ...queue, topic: unwrapNamespace(wireTopic, this.member.namespace) }))
  }

  /**
   * Messages from an offset on; go on at `nextBeginOffset`, whatever the status is.
   * @throws BrokerRefused, as for a condition that the broker does not understand; RemotingError ABORTED, NO_ROUTE;
   *   MalformedError BAD_ARGUMENT for a filter without meaning
   */
  async pull(queue: MessageQueue, offset: bigint, options: PullOptions = {}): Promise<PullResult> {
    const wireQueue = await this.joined(queue)
    const { consumerGroup, namespace } = this.member
    const subscription = subscriptionOf(wireQueue.topic, options.filter)
    await this.check(subscription)
    const result = await this.reader.read({
      queue: wireQueue,
      subscription,
      withSubscription: true,
      offset,
      maxMsgNums: options.maxMsgNums ?? 32,
      maxMsgBytes: options.maxMsgBytes,
      suspendTimeoutMs: options.suspendTimeoutMs ?? 0,
      signal: options.signal,
    })
    return {
      ...result,
      messages: result.messages.map(message => asSubscribed(message, consumerGroup, namespace)),
    }
  }

  /** Offset of the oldest message. */
  async minOffset(queue: MessageQueue): Promise<bigint> {
    const { addr, header } = await this.placeOf(queue)
    return (await this.member.session.cluster.call(addr, getMinOffset, { header })).header.offset
  }

  /** Offset that the next message will get. */
  async maxOffset(queue: MessageQueue): Promise<bigint> {
    const { addr, header } = await this.placeOf(queue)
    return (await this.member.session.cluster.call(addr, getMaxOffset, { header })).header.offset
  }

  /**
   * Offset of the first message stored at `timestamp` (ms) or later. When all are older: the end of the queue, of an older broker
   * the last message.
   */
  async offsetAt(queue: MessageQueue, timestamp: number): Promise<bigint> {
    const { addr, header } = await this.placeOf(queue)
    const input = { header: { ...header, timestamp } }
    return (await this.member.session.cluster.call(addr, searchOffsetByTimestamp, input)).header.offset
  }

  /** The offset that the group consumes next; undefined when it has none. */
  async committed(queue: MessageQueue): Promise<bigint | undefined> {
    return await this.offsets.read(await this.joined(queue))
  }

  /** @param offset the one that the group consumes next: one more than that of the last message done with */
  async commit(queue: MessageQueue, offset: bigint): Promise<void> {
    await this.offsets.write(await this.joined(queue), offset)
  }

  /** Leaves the group and closes the connections. Nothing is committed by itself. */
  stop(): Promise<void> {
    return this.member.stop()
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop()
  }

  private async check(subscription: SubscriptionData): Promise<void> {
    const { topic, subString } = subscription
    if (subscription.expressionType === 'TAG' || this.checked.get(topic) === subString) return
    await checkExpression(this.member.session, this.member.consumerGroup, subscription)
    this.checked.set(topic, subString)
  }

  private async joined(queue: MessageQueue): Promise<MessageQueue> {
    const topic = this.member.wireTopic(queue.topic)
    await this.member.join(topic)
    return { ...queue, topic }
  }

  private async placeOf(queue: MessageQueue): Promise<{
    addr: string
    header: { topic: string; queueId: number; bname: string }
  }> {
    const { topic, queueId, brokerName } = await this.joined(queue)
    const addr = this.member.session.routes.readAddrOf(brokerName)
    return { addr, header: { topic, queueId, bname: brokerName } }
  }
}
