/**
 * What a broker knows of messages taken by POP, and brings back of them. Imitates `broker/processor/PopReviveService#reviveRetry`.
 *
 * Not imitated: the other two ways in which a broker can be told to keep check-points (`PopBufferMergeService`, `PopConsumerService`),
 * and limits to what a group has not acknowledged.
 */
import {
  decodeMessage,
  type HostAddress,
  isRetryTopic,
  normalTopicOf,
  type PopRetryVersion,
  PropertyName,
  popRetryTopicOf,
  type StoredMessage,
} from '@gantry/remoting/internal'
import type { Clock } from '../clock.ts'
import type { GroupTable } from './group-table.ts'
import { HeldPops } from './held-pops.ts'
import { MessageRequestModes } from './message-request-modes.ts'
import { type MessageStore, type MessageToStore, originalOf } from './message-store.ts'
import type { OffsetTable } from './offset-table.ts'
import { type PopCheckPoint, PopCheckPoints } from './pop-check-points.ts'
import { PopOrders } from './pop-orders.ts'
import type { Settings } from './settings.ts'
import type { TopicTable } from './topic-table.ts'

export interface PopOptions {
  readonly clock: Clock
  readonly host: HostAddress
  readonly store: MessageStore
  readonly topics: TopicTable
  readonly groups: GroupTable
  readonly offsets: OffsetTable
  readonly settings: Settings
  /** Stores a message that comes again. */
  readonly deliver: (message: MessageToStore) => void
}

const RETRY_QUEUES = 1
const RETRY_QUEUE_ID = 0

export class Pop {
  readonly checkPoints: PopCheckPoints
  readonly orders: PopOrders
  readonly held: HeldPops
  readonly heldNotifications: HeldPops
  readonly modes = new MessageRequestModes()
  private readonly options: PopOptions
  private takings = 0

  constructor(options: PopOptions) {
    const { clock, store } = options
    this.options = options
    this.checkPoints = new PopCheckPoints(clock, (checkPoint, left) => this.revive(checkPoint, left))
    this.held = new HeldPops(clock, 'FIRST_COME')
    this.heldNotifications = new HeldPops(clock, 'LAST_COME')
    this.orders = new PopOrders(clock, queue => this.held.wakeFor(queue))
    store.onStored((stored, message) => {
      const record = (): Buffer | undefined => store.log.slice(stored.position, stored.bytes)
      this.held.onStored(stored, message, record)
      this.heldNotifications.onStored(stored, message, record)
    })
  }

  start(): void {
    this.checkPoints.start()
  }

  stop(): void {
    this.checkPoints.stop()
  }

  /** The queue of the revive topic that the next check-point belongs to. */
  nextReviveQueue(): number {
    return this.takings++ % Math.max(this.options.settings.number('reviveQueueNum'), 1)
  }

  /** Where messages that come again go to. */
  retryTopic(topic: string, group: string): string {
    const version: PopRetryVersion = this.options.settings.isOn('enableRetryTopicV2') ? 2 : 1
    return popRetryTopicOf(topic, group, version)
  }

  private revive(checkPoint: PopCheckPoint, offsets: readonly number[]): void {
    const { topics, groups, store, deliver } = this.options
    const { topic, group, queueId } = checkPoint
    const normalTopic = normalTopicOf(topic, group) ?? topic
    if (topics.get(normalTopic) === undefined || groups.find(group) === undefined) return
    const retryTopic = isRetryTopic(topic) ? topic : this.retryTopic(topic, group)
    for (const offset of offsets) {
      const record = store.recordOf(topic, queueId, offset)
      if (record === undefined) continue
      this.makeRetryTopic(retryTopic, group)
      deliver(this.again(decodeMessage(record, 0, { verifyCrc: false }), checkPoint, retryTopic))
    }
  }

  private makeRetryTopic(retryTopic: string, group: string): void {
    const { topics, offsets } = this.options
    if (topics.get(retryTopic) !== undefined) return
    topics.forBroker(retryTopic, RETRY_QUEUES)
    if (offsets.query(group, retryTopic, RETRY_QUEUE_ID) === undefined) {
      offsets.commit(group, retryTopic, RETRY_QUEUE_ID, 0)
    }
  }

  private again(message: StoredMessage, checkPoint: PopCheckPoint, retryTopic: string): MessageToStore {
    const properties = new Map(message.properties).set(PropertyName.ORIGIN_GROUP, checkPoint.group)
    if (message.reconsumeTimes === 0 || !properties.has(PropertyName.FIRST_POP_TIME)) {
      properties.set(PropertyName.FIRST_POP_TIME, String(checkPoint.popTime))
    }
    return {
      ...originalOf(message),
      topic: retryTopic,
      queueId: RETRY_QUEUE_ID,
      bornHost: this.options.host,
      reconsumeTimes: message.reconsumeTimes + (checkPoint.isSuspended ? 0 : 1),
      properties,
    }
  }
}
