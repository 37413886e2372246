/**
 * What precedes a message that is sent, and what a broker answers: shared by SEND_MESSAGE 10, SEND_MESSAGE_V2 310,
 * SEND_BATCH_MESSAGE 320, SEND_REPLY_MESSAGE 324 and SEND_REPLY_MESSAGE_V2 325.
 *
 * Defined in `remoting/protocol/header/SendMessageRequestHeader`, `SendMessageRequestHeaderV2` and
 * `SendMessageResponseHeader`. V2 carries the same values under one letter each, to save bytes:
 *
 *     a producerGroup   b topic   c defaultTopic   d defaultTopicQueueNums   e queueId   f sysFlag   g bornTimestamp
 *     h flag   i properties   j reconsumeTimes   k unitMode   l maxReconsumeTimes   m batch   n bname
 */
import { type FieldsShape, fields, type HeaderFields } from '../../protocol/fields.ts'
import { bool, int32, int64, millis, optional, text } from '../../protocol/shape.ts'
import { rpcFields } from './rpc-fields.ts'

const shapes = {
  producerGroup: text,
  topic: text,
  /** Template of a topic that is created on the fly, `TBW102`; needed also where that is switched off. */
  defaultTopic: text,
  defaultTopicQueueNums: int32,
  /** -1 lets the broker choose. */
  queueId: int32,
  /** Bits of `common/sysflag/MessageSysFlag`: compression, transaction state, IPv6 hosts. */
  sysFlag: int32,
  /** Client's clock at sending. */
  bornTimestamp: millis,
  /** The application's own number. */
  flag: int32,
  /** The property string of `common/message/MessageDecoder`; at most 32,767 bytes. */
  properties: optional(text),
  /** Deliveries so far, when a consumer sends a message to its retry topic. */
  reconsumeTimes: optional(int32),
  unitMode: optional(bool),
  /** Deliveries after which a message for a retry topic goes to the dead-letter topic. */
  maxReconsumeTimes: optional(int32),
  /** The body is a run of messages. */
  batch: optional(bool),
  ...rpcFields,
}

type FieldName = keyof typeof shapes
export const sendMessageHeader = fields(shapes)
export type SendMessageHeader = ReturnType<typeof sendMessageHeader.read>

const LETTERS: Readonly<Record<FieldName, string>> = {
  producerGroup: 'a',
  topic: 'b',
  defaultTopic: 'c',
  defaultTopicQueueNums: 'd',
  queueId: 'e',
  sysFlag: 'f',
  bornTimestamp: 'g',
  flag: 'h',
  properties: 'i',
  reconsumeTimes: 'j',
  unitMode: 'k',
  maxReconsumeTimes: 'l',
  batch: 'm',
  bname: 'n',
}
const TO_LETTER = Object.entries(LETTERS)
const FROM_LETTER = TO_LETTER.map(([name, letter]): [string, string] => [letter, name])

export const sendMessageHeaderV2: FieldsShape<SendMessageHeader> = {
  read: wire => sendMessageHeader.read(renamed(wire, FROM_LETTER)),
  write: value => renamed(sendMessageHeader.write(value), TO_LETTER),
}

function renamed(
  wire: HeaderFields,
  names: ReadonlyArray<readonly [string, string]>,
): Record<string, string> {
  const result: Record<string, string> = {}
  for (const [from, to] of names) {
    const value = wire[from]
    if (value !== undefined) result[to] = value
  }
  return result
}

export const sendMessageResponseHeader = fields({
  /** The broker's offset ID, for a batch those of all its messages with commas between; `0` from a reply that is not stored. */
  msgId: text,
  queueId: int32,
  /** Of a half message: its place in the half topic, not that in the topic of the message. */
  queueOffset: int64,
  /** The client's unique ID of the message; unknown to replies. */
  transactionId: optional(text),
  /** Name of a batch that is stored as one (5.0 and later). */
  batchUniqId: optional(text),
  /** What RECALL_MESSAGE takes to call a delayed message back (5.3.2 and later). */
  recallHandle: optional(text),
  /** Region of the broker: goes into the trace. */
  MSG_REGION: optional(text),
  /** Whether the broker wants traces. */
  TRACE_ON: optional(bool),
})

/**
 * FLUSH_DISK_TIMEOUT, SLAVE_NOT_AVAILABLE, FLUSH_SLAVE_TIMEOUT: the message is stored and has its IDs, but is less
 * safe than asked for.
 */
export const STORED_LESS_SAFELY: readonly number[] = [10, 11, 12]
