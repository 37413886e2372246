/**
 * Messages that wait for one of the fixed delays. Each level is a queue of SCHEDULE_TOPIC_XXXX; since all in it wait equally long, only
 * the first has to be watched. Imitates `broker/schedule/ScheduleMessageService`.
 */
import {
  type DataVersion,
  decodeMessage,
  PropertyName,
  parseDelayLevels,
  type StoredMessage,
  SystemTopic,
} from '@gantry/remoting/internal'
import type { Alarm, Clock } from '../clock.ts'
import { firstVersion, nextVersion } from './data-version.ts'
import { type MessageStore, type MessageToStore, originalOf, type StoredPlace } from './message-store.ts'

/** `delayOffsetUpdateVersionStep` */
const VERSION_STEP = 200

export interface DelayLevelsOptions {
  readonly clock: Clock
  readonly store: MessageStore
  /** Text of `messageDelayLevel`. */
  readonly levels: string
  /** Stores a message that is due. */
  readonly deliver: (message: MessageToStore) => void
}

export class DelayLevels {
  private readonly clock: Clock
  private readonly store: MessageStore
  private readonly deliver: (message: MessageToStore) => void
  private readonly levelsMs: readonly number[]
  /** By level: the offset in its queue that is delivered next. */
  private readonly offsets = new Map<number, number>()
  private readonly alarms = new Map<number, Alarm>()
  private isRunning = false
  private deliveries = 0
  private currentVersion: DataVersion

  constructor(options: DelayLevelsOptions) {
    this.clock = options.clock
    this.store = options.store
    this.deliver = options.deliver
    this.levelsMs = parseDelayLevels(options.levels)
    this.currentVersion = firstVersion(options.clock)
    this.store.onStored(stored => this.onStored(stored))
  }

  get dataVersion(): DataVersion {
    return this.currentVersion
  }

  /** By level, of those that have ever held a message. */
  progress(): ReadonlyMap<number, number> {
    return this.offsets
  }

  start(): void {
    this.isRunning = true
    for (const level of this.offsets.keys()) this.run(level)
  }

  stop(): void {
    this.isRunning = false
    for (const alarm of this.alarms.values()) alarm.cancel()
    this.alarms.clear()
  }

  /** The form in which a message waits, or the message itself when it has no level. */
  waiting(message: MessageToStore): MessageToStore {
    const asked = Number(message.properties.get(PropertyName.DELAY_TIME_LEVEL) ?? 0)
    if (!(asked > 0)) return message
    const level = Math.min(asked, this.levelsMs.length)
    const delayMs = this.levelsMs[level - 1] ?? 0
    return {
      ...message,
      topic: SystemTopic.SCHEDULE,
      queueId: level - 1,
      tagsCode: storeTimestamp => storeTimestamp + delayMs,
      properties: new Map(message.properties)
        .set(PropertyName.DELAY_TIME_LEVEL, String(level))
        .set(PropertyName.REAL_TOPIC, message.topic)
        .set(PropertyName.REAL_QUEUE_ID, String(message.queueId)),
    }
  }

  private onStored({ topic, queueId }: StoredPlace): void {
    if (topic !== SystemTopic.SCHEDULE) return
    const level = queueId + 1
    if (!this.offsets.has(level)) this.offsets.set(level, 0)
    if (this.isRunning && !this.alarms.has(level)) this.run(level)
  }

  /** Delivers what is due and waits for the next. */
  private run(level: number): void {
    this.alarms.delete(level)
    const queue = this.store.queue(SystemTopic.SCHEDULE, level - 1)
    if (queue === undefined) return
    let offset = Math.max(this.offsets.get(level) ?? 0, queue.minOffset)
    for (let entry = queue.at(offset); entry !== undefined; entry = queue.at(++offset)) {
      const leftMs = entry.tagsCode - this.clock.now()
      if (leftMs > 0) {
        this.alarms.set(
          level,
          this.clock.after(leftMs, () => this.run(level)),
        )
        break
      }
      const record = this.store.log.slice(entry.position, entry.bytes)
      this.noteDelivery()
      if (record !== undefined) this.deliver(dueMessage(decodeMessage(record, 0, { verifyCrc: false })))
    }
    this.offsets.set(level, offset)
  }

  private noteDelivery(): void {
    if (++this.deliveries % VERSION_STEP === 0)
      this.currentVersion = nextVersion(this.currentVersion, this.clock)
  }
}

/** It keeps its level, since Java takes that away only after it has written the properties down. */
function dueMessage(waiting: StoredMessage): MessageToStore {
  return {
    ...originalOf(waiting),
    topic: waiting.properties.get(PropertyName.REAL_TOPIC) ?? waiting.topic,
    queueId: Number(waiting.properties.get(PropertyName.REAL_QUEUE_ID) ?? 0),
  }
}
