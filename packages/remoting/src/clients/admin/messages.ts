/** Messages: found by ID or key, read from a queue, tried on a client, sent back to their group. */
import { RESPONSE_CODES } from '../../codes.ts'
import { MalformedError } from '../../errors.ts'
import { decodeMessages } from '../../message/decode-stored-message.ts'
import { formatHost } from '../../message/host-address.ts'
import type { MessageFormatError } from '../../message/message-format-error.ts'
import { parseOffsetMessageId } from '../../message/offset-message-id.ts'
import type { StoredMessage } from '../../message/stored-message.ts'
import { pullMessage } from '../../requests/0011-pull-message.ts'
import { queryMessage } from '../../requests/0012-query-message.ts'
import { viewMessageById } from '../../requests/0033-view-message-by-id.ts'
import { consumerSendMsgBack } from '../../requests/0036-consumer-send-msg-back.ts'
import {
  type ConsumeMessageDirectlyResult,
  consumeMessageDirectly,
} from '../../requests/0309-consume-message-directly.ts'
import { resumeCheckHalfMessage } from '../../requests/0323-resume-check-half-message.ts'
import type { CallOptions } from '../../transport/connection.ts'
import type { BrokerNode, Cluster } from '../cluster.ts'
import type { PlacedQueue } from './offsets.ts'
import { callBrokers, mapAnswers, type PerBroker, requireAnswer, withoutRefusals } from './per-broker.ts'

export interface KeyQuery {
  readonly topic: string
  readonly key: string
  /** Store times in ms; default: everything stored. */
  readonly from?: number
  readonly to?: number
  /** Newest messages of each broker at most. Default 64, more than brokers give. */
  readonly limit?: number
  /** Masters to ask. Default: those of the topic, by its route; a topic that may not exist has none. */
  readonly nodes?: readonly BrokerNode[]
}

/** What `sendBack` must know of a message. */
export type SentBack = Pick<
  StoredMessage,
  'offsetMsgId' | 'commitLogOffset' | 'msgId' | 'topic' | 'reconsumeTimes'
>

export interface MessagePull {
  readonly messages: StoredMessage[]
  readonly nextBeginOffset: bigint
  readonly minOffset: bigint
  readonly maxOffset: bigint
}

export interface PullInput {
  readonly offset: bigint
  /** Default 32, which brokers do not exceed either. */
  readonly maxMessages?: number
  /**
   * Tags joined by `||`, or with `expressionType` SQL92 a condition. Default `*`. A condition that makes no sense matches
   * every message, without a word from the broker: have CHECK_CLIENT_CONFIG judge it first.
   */
  readonly expression?: string
  readonly expressionType?: 'TAG' | 'SQL92'
  /** Is told of each record that cannot be read, and the others come all the same. Without it, the first one fails the pull. */
  readonly onCorrupt?: (error: MessageFormatError) => void
}

/** Where no group's offset is touched: the group that RocketMQ's own tools pull with. */
const TOOLS_GROUP = 'TOOLS_CONSUMER'
const NOTHING_FOUND = [RESPONSE_CODES.QUERY_NOT_FOUND.code]
/** PullSysFlag: the request carries its own filter expression. */
const WITH_SUBSCRIPTION = 4

export class MessageAdmin {
  private readonly cluster: Cluster

  constructor(cluster: Cluster) {
    this.cluster = cluster
  }

  /**
   * The message at the place that a broker's message ID names.
   * @throws MalformedError BAD_ARGUMENT for another kind of ID; BrokerRefused when nothing is stored there
   */
  async byOffsetId(offsetMsgId: string, options?: CallOptions): Promise<StoredMessage> {
    const { addr, commitLogOffset } = placeOf(offsetMsgId)
    const reply = await this.cluster.call(
      addr,
      viewMessageById,
      { header: { offset: commitLogOffset } },
      options,
    )
    const [message] = decodeMessages(reply.body)
    if (message === undefined)
      throw new MalformedError('BODY_MALFORMED', `${addr} answered without a message.`, '', { addr })
    return message
  }

  /** Messages that carry a key, newest first as each broker's index gives them. */
  byKey(query: KeyQuery, options?: CallOptions): Promise<PerBroker<StoredMessage[]>> {
    return this.query(query, false, options)
  }

  /** Messages with a client's unique ID: one, or several when a send was repeated. */
  byUniqueKey(query: KeyQuery, options?: CallOptions): Promise<PerBroker<StoredMessage[]>> {
    return this.query(query, true, options)
  }

  /** Reads a queue from an offset on without being a consumer: nothing is committed, nobody is disturbed. */
  async pull(queue: PlacedQueue, input: PullInput, options?: CallOptions): Promise<MessagePull> {
    const header = {
      consumerGroup: TOOLS_GROUP,
      topic: queue.topic,
      queueId: queue.queueId,
      queueOffset: input.offset,
      maxMsgNums: input.maxMessages ?? 32,
      sysFlag: WITH_SUBSCRIPTION,
      commitOffset: 0n,
      suspendTimeoutMillis: 0,
      subscription: input.expression ?? '*',
      subVersion: 0n,
      expressionType: input.expressionType ?? 'TAG',
    }
    const reply = await this.cluster.call(queue.node.addr, pullMessage, { header }, options)
    const { nextBeginOffset, minOffset, maxOffset } = reply.header
    const { onCorrupt } = input
    const messages = decodeMessages(reply.body, onCorrupt && { onCorrupt })
    return { messages, nextBeginOffset, minOffset, maxOffset }
  }

  /** Has one connected client consume one message and tell how it went. Status and offsets stay as they are. */
  async consumeDirectly(
    input: {
      readonly consumerGroup: string
      readonly clientId: string
      readonly topic: string
      readonly offsetMsgId: string
    },
    options?: CallOptions,
  ): Promise<ConsumeMessageDirectlyResult> {
    const { addr } = placeOf(input.offsetMsgId)
    const { consumerGroup, clientId, topic, offsetMsgId: msgId } = input
    const header = { consumerGroup, clientId, topic, msgId }
    return (await this.cluster.call(addr, consumeMessageDirectly, { header }, options)).body
  }

  /**
   * Hands a message, such as a dead letter, to one group once more: the broker stores a copy in the group's retry topic, the
   * message itself stays. A dead letter has used up its retries: when this delivery fails, too, the copy is a dead letter.
   * @param delayLevel default 1, after a second; 0 lets the broker choose by the attempts so far; negative: a dead letter at once
   */
  async sendBack(
    input: { readonly group: string; readonly message: SentBack; readonly delayLevel?: number },
    options?: CallOptions,
  ): Promise<void> {
    const { group, message, delayLevel = 1 } = input
    const { addr } = placeOf(message.offsetMsgId)
    const header = {
      offset: message.commitLogOffset,
      group,
      delayLevel,
      originMsgId: message.msgId,
      originTopic: message.topic,
      // With the group's own limit a dead letter would become one again at once.
      maxReconsumeTimes: message.reconsumeTimes + 1,
    }
    await this.cluster.call(addr, consumerSendMsgBack, { header }, options)
  }

  /** Lets the broker ask the producer again about a half message that it had given up on. */
  async resumeCheck(topic: string, offsetMsgId: string, options?: CallOptions): Promise<void> {
    const { addr } = placeOf(offsetMsgId)
    await this.cluster.call(addr, resumeCheckHalfMessage, { header: { topic, msgId: offsetMsgId } }, options)
  }

  private async query(
    query: KeyQuery,
    isUniqueKey: boolean,
    options?: CallOptions,
  ): Promise<PerBroker<StoredMessage[]>> {
    const masters = query.nodes ?? (await this.cluster.mastersOf(query.topic, options))
    const header = {
      topic: query.topic,
      key: query.key,
      maxNum: query.limit ?? 64,
      beginTimestamp: query.from ?? 0,
      endTimestamp: query.to ?? Number.MAX_SAFE_INTEGER,
      _UNIQUE_KEY_QUERY: isUniqueKey,
    }
    const result = await callBrokers(this.cluster, masters, queryMessage, { header }, options)
    return requireAnswer(
      withoutRefusals(
        mapAnswers(result, ({ body }) => decodeMessages(body)),
        NOTHING_FOUND,
      ),
    )
  }
}

/** A broker's message ID holds the address that stored it. */
function placeOf(offsetMsgId: string): { addr: string; commitLogOffset: bigint } {
  const id = parseOffsetMessageId(offsetMsgId)
  if (id === undefined) {
    throw new MalformedError(
      'BAD_ARGUMENT',
      `'${offsetMsgId}' is not a broker's message ID (32 or 56 hexadecimal digits).`,
    )
  }
  return { addr: formatHost(id.storeHost), commitLogOffset: id.commitLogOffset }
}
