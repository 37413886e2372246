/**
 * Messages that wait for a time of their own. They lie in the queue of rmq_sys_wheel_timer; the wheel has a slot for each second in
 * which some are due, and an alarm for each slot. Imitates `store/timer/TimerMessageStore`.
 *
 * A recall is a message, too: it is due in the slot of the one that it calls back, and goes first there.
 *
 * Not imitated: flow control, timers in RocksDB, and the counts by how far away messages are.
 */
import {
  type DataVersion,
  decodeMessage,
  PropertyName,
  type StoredMessage,
  TIMER_TOPIC,
} from '@gantry/remoting/internal'
import type { TimerCheckpoint } from '@gantry/remoting/requests'
import type { Alarm, Clock } from '../clock.ts'
import { firstVersion } from './data-version.ts'
import { entryOf } from './entry-of.ts'
import type { MessageStore, MessageToStore, StoredPlace } from './message-store.ts'
import type { Settings } from './settings.ts'
import { dueFromTimer, rolled, waitingForTime } from './timed-message.ts'
import { TimerMetrics } from './timer-metrics.ts'

export interface TimerWheelOptions {
  readonly clock: Clock
  readonly store: MessageStore
  readonly settings: Settings
  /** Stores a message that is due. */
  readonly deliver: (message: MessageToStore) => void
}

interface Entry {
  readonly position: number
  readonly enqueueMs: number
  /** The slot is only a station on the way to the time. */
  readonly isRolling: boolean
  readonly isRecall: boolean
}

/** `timerRollWindowSlot` */
const ROLL_WINDOW_SLOTS = 2 * 24 * 3600
/** Bytes of one entry in `store/timer/TimerLog`. */
const LOG_UNIT_BYTES = 52
/** What the broker notes as the time of entry of a message that came too late for the wheel. */
const NEVER_ENQUEUED = String(2n ** 63n - 1n)

export class TimerWheel {
  readonly metrics: TimerMetrics
  private readonly options: TimerWheelOptions
  private readonly slots = new Map<number, Entry[]>()
  private readonly alarms = new Map<number, Alarm>()
  private readonly dataVersion: DataVersion
  private queueOffset = 0
  private entries = 0
  private isRunning = false

  constructor(options: TimerWheelOptions) {
    this.options = options
    this.metrics = new TimerMetrics(options.clock)
    this.dataVersion = firstVersion(options.clock)
    options.store.onStored(stored => this.onStored(stored))
  }

  start(): void {
    this.isRunning = true
    for (const slotMs of [...this.slots.keys()].sort((a, b) => a - b)) this.arm(slotMs)
  }

  stop(): void {
    this.isRunning = false
    for (const alarm of this.alarms.values()) alarm.cancel()
    this.alarms.clear()
  }

  /**
   * The form in which a message waits, or the message itself when it has no time.
   * @throws Refused
   */
  waiting(message: MessageToStore): MessageToStore {
    return waitingForTime(message, this.options.settings, this.options.clock.now())
  }

  checkpoint(): TimerCheckpoint {
    return {
      lastReadTimeMs: this.slotOf(this.options.clock.now()),
      lastTimerLogFlushPos: BigInt(this.entries * LOG_UNIT_BYTES),
      lastTimerQueueOffset: BigInt(this.queueOffset),
      masterTimerQueueOffset: BigInt(this.queueOffset),
      dataVersion: this.dataVersion,
    }
  }

  private get precisionMs(): number {
    return this.options.settings.number('timerPrecisionMs')
  }

  private slotOf(ms: number): number {
    return Math.floor(ms / this.precisionMs) * this.precisionMs
  }

  private onStored({ topic, queueOffset, position }: StoredPlace): void {
    if (topic !== TIMER_TOPIC) return
    this.queueOffset = queueOffset + 1
    const message = this.read(position)
    if (message !== undefined) this.enqueue(message, position)
  }

  private enqueue(message: StoredMessage, position: number): void {
    const enqueueMs = this.slotOf(this.options.clock.now())
    const outMs = Number(message.properties.get(PropertyName.TIMER_OUT_MS))
    if (outMs < enqueueMs) {
      if (!isRecall(message)) this.deliver(message, NEVER_ENQUEUED)
      return
    }
    const slotMs = this.reachable(outMs, enqueueMs)
    const entry = { position, enqueueMs, isRolling: slotMs !== outMs, isRecall: isRecall(message) }
    entryOf(this.slots, slotMs, () => []).push(entry)
    this.entries++
    this.count(message, entry.isRecall ? -1 : 1)
    this.arm(slotMs)
  }

  /** The slot of a time, or of a station on the way to it that leaves enough for the rest. */
  private reachable(outMs: number, enqueueMs: number): number {
    const window = ROLL_WINDOW_SLOTS * this.precisionMs
    const beyond = outMs - enqueueMs - window
    if (beyond < 0) return outMs
    return enqueueMs + (beyond < window / 3 ? window / 2 : window)
  }

  /** A slot is read when it is over. */
  private arm(slotMs: number): void {
    if (!this.isRunning || this.alarms.has(slotMs)) return
    const leftMs = slotMs + this.precisionMs - this.options.clock.now()
    this.alarms.set(
      slotMs,
      this.options.clock.after(leftMs, () => this.dequeue(slotMs)),
    )
  }

  private dequeue(slotMs: number): void {
    this.alarms.delete(slotMs)
    if (slotMs + this.precisionMs > this.options.clock.now()) {
      this.arm(slotMs)
      return
    }
    const due = (this.slots.get(slotMs) ?? []).flatMap(entry => {
      const message = this.read(entry.position)
      return message === undefined ? [] : [{ entry, message }]
    })
    this.slots.delete(slotMs)
    const recalled = new Set<string>()
    for (const { entry, message } of due) {
      if (!entry.isRecall || entry.isRolling) continue
      recalled.add(message.properties.get(PropertyName.TIMER_DEL_UNIQKEY) ?? '')
      this.count(message, 1)
    }
    for (const { entry, message } of due) {
      if (entry.isRecall && !entry.isRolling) continue
      const uniqueId = message.properties.get(PropertyName.UNIQ_CLIENT_MESSAGE_ID_KEYIDX)
      this.count(message, -1)
      if (uniqueId === undefined || !recalled.has(uniqueId)) this.moveOn(message, entry)
    }
  }

  private moveOn(message: StoredMessage, entry: Entry): void {
    const enqueueMs = String(entry.enqueueMs)
    if (entry.isRolling) this.options.deliver(rolled(message, enqueueMs, this.options.clock.now()))
    else this.deliver(message, enqueueMs)
  }

  private deliver(message: StoredMessage, enqueueMs: string): void {
    this.options.deliver(dueFromTimer(message, enqueueMs, this.options.clock.now()))
  }

  private count({ properties }: StoredMessage, value: number): void {
    const topic = properties.get(PropertyName.REAL_TOPIC)
    if (topic !== undefined) this.metrics.add(topic, value)
  }

  private read(position: number): StoredMessage | undefined {
    const record = this.options.store.recordAt(position)
    return record && decodeMessage(record, 0, { verifyCrc: false })
  }
}

function isRecall({ properties }: StoredMessage): boolean {
  return properties.has(PropertyName.TIMER_DEL_UNIQKEY)
}
