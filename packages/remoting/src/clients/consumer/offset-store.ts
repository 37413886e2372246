/**
 * Where a group's offsets are kept. On the brokers for a group that shares the work; see `local-offsets.ts` for
 * broadcasting. Defined in `client/consumer/store/RemoteBrokerOffsetStore`.
 */
import { RESPONSE_CODES } from '../../codes.ts'
import { BrokerRefused } from '../../errors.ts'
import { queryConsumerOffset } from '../../requests/0014-query-consumer-offset.ts'
import { updateConsumerOffset } from '../../requests/0015-update-consumer-offset.ts'
import type { MessageQueue } from '../../requests/shapes/message-queue.ts'
import type { Session } from '../session.ts'

export interface OffsetStore {
  /** The offset that the group consumes next; undefined when it has none. */
  readonly read: (queue: MessageQueue) => Promise<bigint | undefined>
  readonly write: (queue: MessageQueue, offset: bigint) => Promise<void>
}

/** Where the master of a broker is gone, its replica knows the offsets and takes them. */
export class RemoteOffsets implements OffsetStore {
  private readonly session: Session
  private readonly consumerGroup: string
  /** The first write of each topic to each broker; false when it failed. */
  private readonly firstWrites = new Map<string, Promise<boolean>>()

  constructor(session: Session, consumerGroup: string) {
    this.session = session
    this.consumerGroup = consumerGroup
  }

  /**
   * A broker says 0 instead of "none" while the queue's first message is still in memory. That is kept: of a queue
   * that was just added nothing gets lost so.
   */
  async read(queue: MessageQueue): Promise<bigint | undefined> {
    try {
      const addr = this.session.routes.readAddrOf(queue.brokerName)
      return (await this.session.cluster.call(addr, queryConsumerOffset, { header: this.headerOf(queue) }))
        .header.offset
    } catch (error) {
      const isNone =
        error instanceof BrokerRefused && error.responseCode === RESPONSE_CODES.QUERY_NOT_FOUND.code
      if (isNone) return undefined
      throw error
    }
  }

  /**
   * The first write of a topic goes alone: of several at a time, a broker that has no offset of the group in this topic yet
   * keeps only one and says that it has taken all (`ConsumerOffsetManager#commitOffset`, up to 5.5.0).
   */
  async write(queue: MessageQueue, offset: bigint): Promise<void> {
    const place = `${queue.brokerName} ${queue.topic}`
    for (;;) {
      const first = this.firstWrites.get(place)
      if (first === undefined) break
      if (await first) return await this.send(queue, offset)
    }
    const sending = this.send(queue, offset)
    const failed = (): boolean => !this.firstWrites.delete(place)
    this.firstWrites.set(
      place,
      sending.then(() => true, failed),
    )
    await sending
  }

  private async send(queue: MessageQueue, offset: bigint): Promise<void> {
    const addr = this.session.routes.readAddrOf(queue.brokerName)
    const header = { ...this.headerOf(queue), commitOffset: offset }
    await this.session.cluster.call(addr, updateConsumerOffset, { header })
  }

  private headerOf({ topic, queueId, brokerName }: MessageQueue): {
    consumerGroup: string
    topic: string
    queueId: number
    bname: string
  } {
    return { consumerGroup: this.consumerGroup, topic, queueId, bname: brokerName }
  }
}
