/**
 * Reads messages of a queue as a pull does. Imitates `store/DefaultMessageStore#getMessage`.
 */
import type { MessageFilter } from '../filter/message-filter.ts'
import type { MessageStore } from './message-store.ts'
import type { QueueIndex } from './queue-index.ts'

export type ReadStatus =
  | 'FOUND'
  | 'NO_MATCHED_MESSAGE'
  | 'NO_MESSAGE_IN_QUEUE'
  | 'OFFSET_TOO_SMALL'
  | 'OFFSET_OVERFLOW_ONE'
  | 'OFFSET_OVERFLOW_BADLY'

export interface ReadResult {
  readonly status: ReadStatus
  readonly nextBeginOffset: number
  readonly minOffset: number
  readonly maxOffset: number
  /** Records one after the other, as views of the log. */
  readonly parts: readonly Buffer[]
  readonly messages: number
  readonly bytes: number
}

export interface ReadRequest {
  readonly topic: string
  readonly queueId: number
  readonly offset: number
  readonly maxMessages: number
  readonly filter?: MessageFilter | undefined
}

/** `maxTransferBytesOnMessageInMemory` of `MessageStoreConfig`: more than one message never takes more. */
const MAX_TRANSFER_BYTES = 256 * 1024
/** `maxTransferCountOnMessageInMemory` */
const MAX_TRANSFER_COUNT = 32
/** Entries that one pull looks at: `maxFilterMessageSize`, or as many as are asked for. */
const MAX_SCANNED = 800

export function readQueue(store: MessageStore, request: ReadRequest): ReadResult {
  const { offset } = request
  const queue = store.queue(request.topic, request.queueId)
  // A broker makes the queue that it is asked for, so it never says NO_MATCHED_LOGIC_QUEUE.
  if (queue === undefined || queue.maxOffset === 0) return nothing('NO_MESSAGE_IN_QUEUE', 0, 0, 0)
  const { minOffset, maxOffset } = queue
  if (offset < minOffset) return nothing('OFFSET_TOO_SMALL', minOffset, minOffset, maxOffset)
  if (offset === maxOffset) return nothing('OFFSET_OVERFLOW_ONE', offset, minOffset, maxOffset)
  if (offset > maxOffset) return nothing('OFFSET_OVERFLOW_BADLY', maxOffset, minOffset, maxOffset)
  return scan(store, queue, request)
}

function nothing(
  status: ReadStatus,
  nextBeginOffset: number,
  minOffset: number,
  maxOffset: number,
): ReadResult {
  return { status, nextBeginOffset, minOffset, maxOffset, parts: [], messages: 0, bytes: 0 }
}

function scan(store: MessageStore, queue: QueueIndex, request: ReadRequest): ReadResult {
  const { filter, maxMessages } = request
  const { minOffset, maxOffset } = queue
  const end = Math.min(maxOffset, request.offset + Math.max(MAX_SCANNED, maxMessages))
  const run = new RecordRun(store)
  let offset = request.offset
  for (; offset < end; offset++) {
    const entry = queue.at(offset)
    if (entry === undefined || run.isFull(entry.bytes, maxMessages)) break
    if (filter?.matchesTagsCode(entry.tagsCode) === false) continue
    run.add(entry.position, entry.bytes, filter)
  }
  const { parts, messages, bytes } = run.finish()
  const status = messages > 0 ? 'FOUND' : 'NO_MATCHED_MESSAGE'
  return { status, nextBeginOffset: offset, minOffset, maxOffset, parts, messages, bytes }
}

/** Joins records that lie side by side in the log, so that a pull of many is written as one piece. */
class RecordRun {
  private readonly store: MessageStore
  private readonly parts: Buffer[] = []
  private from = 0
  private to = 0
  private messages = 0
  private bytes = 0

  constructor(store: MessageStore) {
    this.store = store
  }

  isFull(nextBytes: number, maxMessages: number): boolean {
    if (this.messages === 0) return false
    return (
      this.messages >= Math.min(maxMessages, MAX_TRANSFER_COUNT) ||
      this.bytes + nextBytes > MAX_TRANSFER_BYTES
    )
  }

  add(position: number, bytes: number, filter: MessageFilter | undefined): void {
    const record = this.store.log.slice(position, bytes)
    if (record === undefined || filter?.matchesRecord(record) === false) return
    const isNext =
      position === this.to && this.store.log.slice(this.from, position + bytes - this.from) !== undefined
    if (!isNext) {
      this.close()
      this.from = position
    }
    this.to = position + bytes
    this.messages++
    this.bytes += bytes
  }

  finish(): { parts: Buffer[]; messages: number; bytes: number } {
    this.close()
    return { parts: this.parts, messages: this.messages, bytes: this.bytes }
  }

  private close(): void {
    if (this.to === this.from) return
    const part = this.store.log.slice(this.from, this.to - this.from)
    if (part !== undefined) this.parts.push(part)
    this.from = this.to
  }
}
