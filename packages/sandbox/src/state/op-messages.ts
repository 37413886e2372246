/**
 * Which half messages are over, as a broker notes it in the op topic: messages with the tag `d`, each with offsets in the half queue.
 * Imitates `broker/transaction/queue/TransactionalOpBatchService` and `TransactionalMessageServiceImpl#fillOpRemoveMap`.
 */
import { decodeMessage, type HostAddress, PropertyName, SystemTopic } from '@gantry/remoting/internal'
import type { Alarm, Clock } from '../clock.ts'
import type { MessageStore, MessageToStore } from './message-store.ts'

export interface OpMessagesOptions {
  readonly clock: Clock
  readonly store: MessageStore
  readonly host: HostAddress
  readonly put: (message: MessageToStore) => void
}

const OP_QUEUE_ID = 0
const REMOVE_TAG = 'd'
const SEPARATOR = ','
/** `transactionOpBatchInterval` */
const BATCH_INTERVAL_MS = 3_000
/** `transactionOpMsgMaxSize`, characters */
const MAX_SIZE = 4_096

export class OpMessages {
  private readonly options: OpMessagesOptions
  /** Offsets that are to go into the next op message. */
  private waiting = ''
  private alarm: Alarm | undefined

  constructor(options: OpMessagesOptions) {
    this.options = options
  }

  add(halfOffset: number): void {
    this.waiting += halfOffset + SEPARATOR
    if (this.waiting.length > MAX_SIZE) this.write()
    else this.alarm ??= this.options.clock.after(BATCH_INTERVAL_MS, () => this.write())
  }

  /** Writes what waits for the next op message now. */
  write(): void {
    this.alarm?.cancel()
    this.alarm = undefined
    if (this.waiting === '') return
    const body = Buffer.from(this.waiting)
    this.waiting = ''
    const { clock, host, put } = this.options
    put({
      topic: SystemTopic.TRANS_OP_HALF,
      queueId: OP_QUEUE_ID,
      flag: 0,
      sysFlag: 0,
      bornTimestamp: clock.now(),
      bornHost: host,
      reconsumeTimes: 0,
      properties: new Map([[PropertyName.TAGS, REMOVE_TAG]]),
      body,
    })
  }

  /**
   * Reads all op messages from an offset on.
   * @param minHalfOffset what is said of half messages before it is old news
   */
  readFrom(opOffset: number, minHalfOffset: number): EndedHalves {
    const { store } = this.options
    const ended = new EndedHalves(Math.max(opOffset, store.minOffset(SystemTopic.TRANS_OP_HALF, OP_QUEUE_ID)))
    for (let at = ended.opOffset; ; at++) {
      const record = store.recordOf(SystemTopic.TRANS_OP_HALF, OP_QUEUE_ID, at)
      if (record === undefined) return ended
      const offsets = decodeMessage(record).body.toString().split(SEPARATOR).filter(Boolean).map(Number)
      ended.note(
        at,
        offsets.filter(offset => offset >= minHalfOffset),
      )
    }
  }
}

/** Half messages that are over and have not been passed by, with the op messages that say so. */
export class EndedHalves {
  /** Op messages before it have nothing more to say. */
  opOffset: number
  private readonly opOffsets = new Map<number, number>()
  private readonly left = new Map<number, number>()

  constructor(opOffset: number) {
    this.opOffset = opOffset
  }

  note(opOffset: number, halfOffsets: readonly number[]): void {
    this.left.set(opOffset, new Set(halfOffsets).size)
    for (const halfOffset of halfOffsets) this.opOffsets.set(halfOffset, opOffset)
    this.moveOn()
  }

  /** @returns whether the half message at the offset is over; it is passed by with this */
  take(halfOffset: number): boolean {
    const opOffset = this.opOffsets.get(halfOffset)
    if (opOffset === undefined) return false
    this.opOffsets.delete(halfOffset)
    this.left.set(opOffset, (this.left.get(opOffset) ?? 1) - 1)
    this.moveOn()
    return true
  }

  private moveOn(): void {
    while (this.left.get(this.opOffset) === 0) this.left.delete(this.opOffset++)
  }
}
