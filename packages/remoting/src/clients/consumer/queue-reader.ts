/**
 * Pulls messages of one queue and takes the answer apart.
 * Defined in `client/impl/consumer/PullAPIWrapper` and `client/impl/MQClientAPIImpl#processPullResponse`.
 */

import { unwrapBatches } from '../../message/batch.ts'
import { decodeMessages } from '../../message/decode-stored-message.ts'
import type { StoredMessage } from '../../message/stored-message.ts'
import type { HeaderOf } from '../../protocol/layout.ts'
import { pullMessage } from '../../requests/0011-pull-message.ts'
import type { MessageQueue } from '../../requests/shapes/message-queue.ts'
import type { SubscriptionData } from '../../requests/shapes/subscription-data.ts'
import type { Session } from '../session.ts'
import { queueKey } from './allocate-queues.ts'
import { withChanges } from './message-view.ts'
import { isWanted } from './subscription.ts'

/**
 * `NO_NEW_MSG` nothing there yet, `NO_MATCHED_MSG` nothing that the filter lets through, `OFFSET_ILLEGAL` the offset is out of
 * the queue's bounds, or the group's was reset on the broker: go on at `nextBeginOffset`.
 */
type PullStatus = 'FOUND' | 'NO_NEW_MSG' | 'NO_MATCHED_MSG' | 'OFFSET_ILLEGAL'

export interface PullResult {
  readonly status: PullStatus
  readonly messages: StoredMessage[]
  readonly nextBeginOffset: bigint
  readonly minOffset: bigint
  readonly maxOffset: bigint
}

export interface ReadRequest {
  readonly queue: MessageQueue
  readonly subscription: SubscriptionData
  /** Send the subscription along, for a group that is not online with it. */
  readonly withSubscription: boolean
  readonly offset: bigint
  readonly maxMsgNums: number
  readonly maxMsgBytes?: number | undefined
  /** How long the broker may wait for messages, ms; 0 answers at once. */
  readonly suspendTimeoutMs: number
  readonly signal?: AbortSignal | undefined
}

const MASTER_ID = 0
const SUSPEND = 2
const SUBSCRIPTION = 4
/** More than the broker's wait: it looks at waiting requests only every few seconds. */
const ANSWER_MARGIN_MS = 15_000
const STATUS_OF_CODE: Readonly<Record<number, PullStatus>> = {
  0: 'FOUND',
  19: 'NO_NEW_MSG',
  20: 'NO_MATCHED_MSG',
  21: 'OFFSET_ILLEGAL',
}

export class QueueReader {
  private readonly session: Session
  private readonly consumerGroup: string
  /** Which replica a broker has asked to pull from, by queue. */
  private readonly suggested = new Map<string, number>()

  constructor(session: Session, consumerGroup: string) {
    this.session = session
    this.consumerGroup = consumerGroup
  }

  /** @throws BrokerRefused, and RemotingError as `Cluster.call` */
  async read(request: ReadRequest): Promise<PullResult> {
    const { queue, subscription, suspendTimeoutMs } = request
    const key = queueKey(queue)
    const brokerId = this.suggested.get(key) ?? MASTER_ID
    const addr = this.session.routes.readAddrOf(queue.brokerName, brokerId)
    const { code, header, body } = await this.session.cluster.call(
      addr,
      pullMessage,
      { header: this.headerOf(request) },
      { timeoutMs: suspendTimeoutMs + ANSWER_MARGIN_MS, signal: request.signal },
    )
    this.suggested.set(key, header.suggestWhichBrokerId)
    const { nextBeginOffset, minOffset, maxOffset, offsetDelta } = header
    const status = STATUS_OF_CODE[code] ?? 'NO_NEW_MSG'
    const messages = status === 'FOUND' ? this.messagesIn(body, subscription) : []
    return {
      status,
      messages: offsetDelta ? messages.map(message => ofStaticTopic(message, queue, offsetDelta)) : messages,
      nextBeginOffset,
      minOffset,
      maxOffset,
    }
  }

  /**
   * A pull could commit on the way, but a broker may carry it out after the commit that hands the queue over, and take the
   * group back by that.
   */
  private headerOf(request: ReadRequest): HeaderOf<typeof pullMessage> {
    const { queue, subscription, suspendTimeoutMs, withSubscription } = request
    return {
      consumerGroup: this.consumerGroup,
      topic: queue.topic,
      queueId: queue.queueId,
      queueOffset: request.offset,
      maxMsgNums: request.maxMsgNums,
      maxMsgBytes: request.maxMsgBytes,
      sysFlag: (suspendTimeoutMs > 0 ? SUSPEND : 0) | (withSubscription ? SUBSCRIPTION : 0),
      commitOffset: 0n,
      suspendTimeoutMillis: suspendTimeoutMs,
      subscription: withSubscription ? subscription.subString : undefined,
      expressionType: subscription.expressionType,
      subVersion: subscription.subVersion,
      bname: queue.brokerName,
    }
  }

  /** A record that cannot be read is reported and left out: it would hold up the queue for ever. */
  private messagesIn(body: Buffer, subscription: SubscriptionData): StoredMessage[] {
    const records = decodeMessages(body, { onCorrupt: this.session.onError })
    return records
      .flatMap(record => this.unwrapped(record))
      .filter(message => isWanted(subscription, message))
  }

  private unwrapped(record: StoredMessage): StoredMessage[] {
    try {
      return unwrapBatches([record])
    } catch (error) {
      this.session.onError(error)
      return []
    }
  }
}

/** Records of a static topic keep the numbers of the queue that holds them. */
function ofStaticTopic(
  message: StoredMessage,
  { queueId }: MessageQueue,
  offsetDelta: bigint,
): StoredMessage {
  return withChanges(message, { queueId, queueOffset: message.queueOffset + offsetDelta })
}
