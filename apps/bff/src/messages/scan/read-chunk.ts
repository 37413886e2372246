/** Reads a piece of one queue, and keeps a row of each message that is wanted. */
import type { MessageHead } from '@gantry/contract'
import type { Admin, StoredMessage } from '@gantry/remoting'
import type { SearchFilter } from '../message-filter.ts'
import { presentHead } from '../message-present.ts'
import type { QueueRange } from './scan-cursor.ts'

/** What is kept of a message: its bytes go with the answer that held them. */
export interface ScanRow {
  readonly head: MessageHead
  readonly queueOffset: bigint
  readonly storeTimestamp: number
}

export interface Chunk {
  /** By offset. */
  readonly rows: readonly ScanRow[]
  /** Store times (ms) of the first and the last message that was looked at; undefined where there was none. */
  readonly firstMs: number | undefined
  readonly lastMs: number | undefined
  readonly damaged: number
}

export interface ChunkReader {
  readonly admin: Admin
  readonly filter: SearchFilter
  /** Store times, both included: a queue's index by time is not exact on every release. */
  readonly fromMs: number
  readonly toMs: number
  readonly signal: AbortSignal
}

/** Brokers give fewer, 32 unless set otherwise; but they pass over so many that have another tag. */
const MOST_AT_ONCE = 16_384n

export async function readChunk(reader: ChunkReader, range: QueueRange): Promise<Chunk> {
  const isJudgedByBroker = reader.filter.expression !== '*'
  const [chunk, firstMs, lastMs] = await Promise.all([
    readMessages(reader, range),
    // Of messages that the broker passed over nothing is known: their times are asked for.
    isJudgedByBroker ? storeTimeAt(reader, range, range.begin) : undefined,
    isJudgedByBroker ? storeTimeAt(reader, range, range.end - 1n) : undefined,
  ])
  return isJudgedByBroker ? { ...chunk, firstMs, lastMs } : chunk
}

async function readMessages(reader: ChunkReader, { queue, begin, end }: QueueRange): Promise<Chunk> {
  const { admin, filter, signal } = reader
  const rows: ScanRow[] = []
  let firstMs: number | undefined
  let lastMs: number | undefined
  let damaged = 0
  const onCorrupt = (): void => void damaged++
  for (let at = begin; at < end; ) {
    const maxMessages = Number(end - at < MOST_AT_ONCE ? end - at : MOST_AT_ONCE)
    const input = { offset: at, maxMessages, expression: filter.expression, onCorrupt }
    const { messages, nextBeginOffset } = await admin.messages.pull(queue, input, { signal })
    for (const message of messages) {
      if (message.queueOffset < at || message.queueOffset >= end) continue
      firstMs ??= message.storeTimestamp
      lastMs = message.storeTimestamp
      if (isWanted(reader, message)) rows.push(rowOf(queue.node.brokerName, message))
    }
    // Nothing more comes: the queue ends here, whatever its index said.
    if (nextBeginOffset <= at) break
    at = nextBeginOffset
  }
  return { rows, firstMs, lastMs, damaged }
}

function isWanted({ fromMs, toMs, filter }: ChunkReader, message: StoredMessage): boolean {
  const { storeTimestamp } = message
  return storeTimestamp >= fromMs && storeTimestamp <= toMs && filter.wants(message)
}

function rowOf(brokerName: string, message: StoredMessage): ScanRow {
  const { queueOffset, storeTimestamp } = message
  return { head: presentHead(brokerName, message), queueOffset, storeTimestamp }
}

async function storeTimeAt(
  { admin, signal }: ChunkReader,
  { queue }: QueueRange,
  offset: bigint,
): Promise<number | undefined> {
  const { messages } = await admin.messages.pull(queue, { offset, maxMessages: 1 }, { signal })
  return messages.find(({ queueOffset }) => queueOffset === offset)?.storeTimestamp
}
