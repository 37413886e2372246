/**
 * Half messages of one broker: kept until their producer ends them, asked about when it does not.
 * Imitates `broker/transaction/queue/TransactionalMessageServiceImpl` and `broker/transaction/TransactionalMessageCheckService`.
 *
 * How far the broker has come is the offset of the group CID_RMQ_SYS_TRANS, as anybody can see. What is asked about goes to the end
 * of the half topic, so that the offset always moves on.
 *
 * Not imitated: half messages in RocksDB, and that a check may come between the end of a transaction and its op message.
 */
import {
  decodeMessage,
  type HostAddress,
  PropertyName,
  type StoredMessage,
  SystemTopic,
} from '@gantry/remoting/internal'
import type { Alarm, Clock } from '../clock.ts'
import {
  asHalf,
  committed,
  givenUp,
  HALF_QUEUE_ID,
  renewed,
  renewedUnasked,
  resumed,
} from './half-message.ts'
import type { MessageStore, MessageToStore, StoredPlace } from './message-store.ts'
import type { OffsetTable } from './offset-table.ts'
import { type EndedHalves, OpMessages } from './op-messages.ts'
import type { Settings } from './settings.ts'
import type { TopicTable } from './topic-table.ts'

export type CheckListener = (half: StoredMessage) => void

export interface TransactionsOptions {
  readonly clock: Clock
  readonly store: MessageStore
  readonly topics: TopicTable
  readonly offsets: OffsetTable
  readonly settings: Settings
  readonly host: HostAddress
  readonly put: (message: MessageToStore) => StoredPlace
}

/** Whose offsets tell how far half messages are settled. */
const TRANSACTION_GROUP = 'CID_RMQ_SYS_TRANS'
const HOUR_MS = 3_600_000
const OP_QUEUE_ID = 0

export class Transactions {
  private readonly options: TransactionsOptions
  private readonly ops: OpMessages
  private ask: CheckListener = () => {}
  private alarm: Alarm | undefined

  constructor(options: TransactionsOptions) {
    this.options = options
    this.ops = new OpMessages(options)
  }

  /** Who asks the producer of a half message how its transaction went. */
  onCheck(listener: CheckListener): void {
    this.ask = listener
  }

  start(): void {
    this.waitForCheck()
  }

  stop(): void {
    this.alarm?.cancel()
    this.ops.write()
  }

  prepare(message: MessageToStore): StoredPlace {
    return this.options.put(asHalf(message))
  }

  /** Shows the message to consumers. */
  commit(half: StoredMessage): StoredPlace {
    const place = this.options.put(committed(half))
    this.remove(half)
    return place
  }

  rollback(half: StoredMessage): void {
    this.remove(half)
  }

  /** Puts a message that was given up back among the half messages. */
  resume(message: StoredMessage): void {
    this.options.put(resumed(message))
  }

  /** Whether only an answer to a check may end it any more, because it has told how long it takes and that is over. */
  isTooLate(half: StoredMessage): boolean {
    const seconds = half.properties.get(PropertyName.CHECK_IMMUNITY_TIME_IN_SECONDS)
    if (seconds === undefined) return false
    const allowedMs = Math.max(Number(seconds) * 1000 || 0, this.timeoutMs)
    return this.ageOf(half) > allowedMs
  }

  /** Asks about everything that is due. */
  check(): void {
    const { store, offsets, clock } = this.options
    this.ops.write()
    const startedAt = clock.now()
    const begin = Math.max(this.progress(SystemTopic.TRANS_HALF), this.minOffset(SystemTopic.TRANS_HALF))
    const ended = this.ops.readFrom(this.progress(SystemTopic.TRANS_OP_HALF), begin)
    let offset = begin
    for (; ; offset++) {
      if (ended.take(offset)) continue
      const record = store.recordOf(SystemTopic.TRANS_HALF, HALF_QUEUE_ID, offset)
      if (record === undefined) break
      const half = decodeMessage(record, 0, { verifyCrc: false })
      if (!this.settle(half, ended, startedAt)) break
    }
    offsets.commit(TRANSACTION_GROUP, SystemTopic.TRANS_HALF, HALF_QUEUE_ID, offset)
    offsets.commit(TRANSACTION_GROUP, SystemTopic.TRANS_OP_HALF, OP_QUEUE_ID, ended.opOffset)
  }

  private get timeoutMs(): number {
    return this.options.settings.number('transactionTimeOut')
  }

  /** @returns false when it is too early for this message, and so for all behind it */
  private settle(half: StoredMessage, ended: EndedHalves, startedAt: number): boolean {
    const { put, settings, topics } = this.options
    const times = Number(half.properties.get(PropertyName.TRANSACTION_CHECK_TIMES) ?? 0)
    if (times >= settings.number('transactionCheckMax') || this.isExpired(half)) {
      topics.forBroker(SystemTopic.TRANS_CHECK_MAX_TIME, 1)
      put(givenUp(half))
      return true
    }
    if (half.storeTimestamp >= startedAt) return false
    const properties = new Map(half.properties).set(PropertyName.TRANSACTION_CHECK_TIMES, String(times + 1))
    const ageMs = this.ageOf(half)
    const immunity = half.properties.get(PropertyName.CHECK_IMMUNITY_TIME_IN_SECONDS)
    if (immunity === undefined) {
      if (ageMs >= 0 && ageMs <= this.timeoutMs) return false
    } else if (ageMs <= this.immunityMs(immunity)) {
      const firstOffset = half.properties.get(PropertyName.TRANSACTION_PREPARED_QUEUE_OFFSET)
      if (firstOffset === undefined || !ended.take(Number(firstOffset))) put(renewedUnasked(half, properties))
      return true
    }
    const { position } = put(renewed(half, properties))
    const record = this.options.store.recordAt(position)
    if (record !== undefined) this.ask(decodeMessage(record, 0, { verifyCrc: false }))
    return true
  }

  private immunityMs(seconds: string): number {
    return /^\d+$/.test(seconds) ? Number(seconds) * 1000 : this.timeoutMs
  }

  /** Older than the broker keeps messages. */
  private isExpired(half: StoredMessage): boolean {
    return this.ageOf(half) > this.options.settings.number('fileReservedTime') * HOUR_MS
  }

  private ageOf(half: StoredMessage): number {
    return this.options.clock.now() - half.bornTimestamp
  }

  private remove({ topic, queueOffset }: StoredMessage): void {
    if (topic === SystemTopic.TRANS_HALF) this.ops.add(Number(queueOffset))
  }

  private progress(topic: string): number {
    return this.options.offsets.query(TRANSACTION_GROUP, topic, HALF_QUEUE_ID) ?? 0
  }

  private minOffset(topic: string): number {
    return this.options.store.minOffset(topic, HALF_QUEUE_ID)
  }

  private waitForCheck(): void {
    this.alarm = this.options.clock.after(this.options.settings.number('transactionCheckInterval'), () => {
      this.check()
      this.waitForCheck()
    })
  }
}
