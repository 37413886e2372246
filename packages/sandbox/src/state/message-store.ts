/**
 * The messages of one broker: the log, an index for each queue, the index of keys. Imitates `store/DefaultMessageStore`.
 *
 * Not imitated: flushing, compaction topics, and queues that store batches as one record (`BatchCQ`).
 */
import {
  encodeStoredMessage,
  FieldAt,
  type HostAddress,
  offsetMessageId,
  type Properties,
  PropertyName,
  type StoredMessage,
  SysFlag,
  splitKeys,
  transactionPhaseOf,
} from '@gantry/remoting/internal'
import type { Clock } from '../clock.ts'
import { entryOf } from './entry-of.ts'
import { hashOf, KeyIndex } from './key-index.ts'
import { QueueIndex } from './queue-index.ts'
import { type LogLimits, SegmentLog } from './segment-log.ts'

export interface MessageToStore {
  readonly topic: string
  readonly queueId: number
  readonly flag: number
  readonly sysFlag: number
  readonly bornTimestamp: number
  readonly bornHost: HostAddress
  readonly reconsumeTimes: number
  /** Position of the half message that a transaction's end refers to. */
  readonly preparedTransactionOffset?: number
  readonly properties: Properties
  /** As it is stored: compressed if `sysFlag` says so. */
  readonly body: Buffer
  /** What the index of the queue holds in the place of the tag's hash. */
  readonly tagsCode?: (storeTimestamp: number) => number
}

export interface StoredPlace {
  readonly topic: string
  readonly queueId: number
  readonly queueOffset: number
  readonly position: number
  readonly bytes: number
  readonly storeTimestamp: number
  readonly tagsCode: number
  /** The broker's message ID. */
  readonly offsetMsgId: string
}

export type StoredListener = (stored: StoredPlace, message: MessageToStore) => void

/** Bytes before the store time of a record with an IPv4 born host. */
const STORE_TIMESTAMP_AT = FieldAt.BORN_HOST + 8
const BORN_HOST_V6_BYTES = 12

export class MessageStore {
  readonly log: SegmentLog
  private readonly clock: Clock
  private readonly storeHost: HostAddress
  private readonly queues = new Map<string, Map<number, QueueIndex>>()
  private readonly keys = new KeyIndex()
  private readonly listeners: StoredListener[] = []
  /** Position that the oldest records had when the indexes were last trimmed. */
  private trimmedTo = 0

  constructor(clock: Clock, storeHost: HostAddress, limits: LogLimits) {
    this.clock = clock
    this.storeHost = storeHost
    this.log = new SegmentLog(limits)
  }

  /** Is told of each message that a queue has got, right after it can be read. */
  onStored(listener: StoredListener): void {
    this.listeners.push(listener)
  }

  put(message: MessageToStore): StoredPlace {
    const { topic, queueId } = message
    const queue = this.queueFor(topic, queueId)
    const storeTimestamp = this.clock.now()
    const queueOffset = queue.maxOffset
    const position = this.log.maxPosition
    const record = encodeStoredMessage({
      ...message,
      queueOffset: BigInt(queueOffset),
      commitLogOffset: BigInt(position),
      storeTimestamp,
      storeHost: this.storeHost,
      preparedTransactionOffset: BigInt(message.preparedTransactionOffset ?? 0),
      storedBody: message.body,
    })
    this.log.append(record, storeTimestamp)
    this.trim()
    const tagsCode = message.tagsCode?.(storeTimestamp) ?? tagsCodeOf(message.properties)
    const offsetMsgId = offsetMessageId(this.storeHost, BigInt(position))
    const stored = {
      topic,
      queueId,
      queueOffset,
      position,
      bytes: record.length,
      storeTimestamp,
      tagsCode,
      offsetMsgId,
    }
    this.dispatch(queue, stored, message)
    return stored
  }

  /** The index of a queue that has ever held a message. */
  queue(topic: string, queueId: number): QueueIndex | undefined {
    return this.queues.get(topic)?.get(queueId)
  }

  topics(): Iterable<string> {
    return this.queues.keys()
  }

  minOffset(topic: string, queueId: number): number {
    return this.queue(topic, queueId)?.minOffset ?? 0
  }

  maxOffset(topic: string, queueId: number): number {
    return this.queue(topic, queueId)?.maxOffset ?? 0
  }

  /** The record that begins at a position; undefined when none does or it was dropped. */
  recordAt(position: number): Buffer | undefined {
    const size = this.log.slice(position, 4)?.readInt32BE(0)
    return size === undefined || size < STORE_TIMESTAMP_AT ? undefined : this.log.slice(position, size)
  }

  recordOf(topic: string, queueId: number, offset: number): Buffer | undefined {
    const entry = this.queue(topic, queueId)?.at(offset)
    return entry && this.log.slice(entry.position, entry.bytes)
  }

  /** When the message at an offset was stored, ms since 1970; -1 where there is none. */
  storeTimestampAt(topic: string, queueId: number, offset: number): number {
    const record = this.recordOf(topic, queueId, offset)
    return record === undefined ? -1 : storeTimestampOf(record)
  }

  /** Of the oldest message that is still there, ms since 1970; -1 when there is none. */
  earliestStoreTimestamp(): number {
    const record = this.recordAt(this.log.minPosition)
    return record === undefined ? -1 : storeTimestampOf(record)
  }

  /** Positions of messages that carry the key in the topic, the newest first. */
  findKey(topic: string, key: string): Iterable<number> {
    return this.keys.find(`${topic}#${key}`)
  }

  /** Forgets the queues of a topic. Its records stay in the log until they are dropped. */
  removeTopic(topic: string): void {
    this.queues.delete(topic)
  }

  /** Drops messages that were stored before that time. */
  dropOlderThan(ms: number): void {
    this.log.dropOlderThan(ms)
    this.trim()
  }

  private dispatch(queue: QueueIndex, stored: StoredPlace, message: MessageToStore): void {
    const phase = transactionPhaseOf(message.sysFlag)
    if (phase !== 'ROLLBACK') this.indexKeys(stored, message.properties)
    if (phase === 'PREPARED' || phase === 'ROLLBACK') return
    queue.push(stored.position, stored.bytes, stored.tagsCode)
    for (const listener of this.listeners) listener(stored, message)
  }

  private indexKeys({ topic, position }: StoredPlace, properties: Properties): void {
    const uniqueId = properties.get(PropertyName.UNIQ_CLIENT_MESSAGE_ID_KEYIDX)
    if (uniqueId !== undefined) this.keys.add(`${topic}#${uniqueId}`, position)
    for (const key of splitKeys(properties.get(PropertyName.KEYS) ?? ''))
      this.keys.add(`${topic}#${key}`, position)
  }

  private queueFor(topic: string, queueId: number): QueueIndex {
    const byId = entryOf(this.queues, topic, () => new Map<number, QueueIndex>())
    return entryOf(byId, queueId, () => new QueueIndex())
  }

  private trim(): void {
    const min = this.log.minPosition
    if (min === this.trimmedTo) return
    this.trimmedTo = min
    for (const byId of this.queues.values()) for (const queue of byId.values()) queue.dropBefore(min)
    this.keys.dropBefore(min)
  }
}

function tagsCodeOf(properties: Properties): number {
  const tags = properties.get(PropertyName.TAGS)
  return tags === undefined ? 0 : hashOf(tags)
}

/** Store time of a record, ms since 1970. */
export function storeTimestampOf(record: Buffer): number {
  const isV6 = (record.readInt32BE(FieldAt.SYS_FLAG) & SysFlag.BORNHOST_V6) !== 0
  return Number(record.readBigInt64BE(STORE_TIMESTAMP_AT + (isV6 ? BORN_HOST_V6_BYTES : 0)))
}

/** A stored message as it can be stored once more. */
export function originalOf(message: StoredMessage): MessageToStore {
  const { topic, queueId, flag, sysFlag, bornTimestamp, bornHost, reconsumeTimes, properties, storedBody } =
    message
  return {
    topic,
    queueId,
    flag,
    sysFlag,
    bornTimestamp,
    bornHost,
    reconsumeTimes,
    properties,
    body: Buffer.from(storedBody),
  }
}
