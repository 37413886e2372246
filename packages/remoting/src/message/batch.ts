/**
 * Several messages of one topic in one body: of SEND_BATCH_MESSAGE, and of a stored inner batch. Each, big endian:
 *
 *     bytes int32 | magic int32 0 | CRC int32 0 | flag int32 | body length int32, body
 *     properties length int16, properties
 *
 * Defined in `common/message/MessageDecoder#encodeMessages`; taken apart by clients in `#decodeMessage` and
 * `client/impl/consumer/PullAPIWrapper#processPullResult`.
 */
import { MessageFormatError } from './message-format-error.ts'
import { type Properties, readProperties, writeProperties } from './properties.ts'
import { PropertyName } from './property-names.ts'
import { bodyCrcOf, type StoredMessage } from './stored-message.ts'
import { isInnerBatch, SysFlag, withCompression } from './sys-flag.ts'

export interface BatchedMessage {
  readonly flag: number
  readonly properties: Properties
  readonly body: Buffer
}

/** All but the body and the properties. */
const OVERHEAD_BYTES = 22
const FLAG_AT = 12
const BODY_LENGTH_AT = 16
const BODY_AT = 20

/** @throws MalformedError BAD_ARGUMENT when the properties of a message are too long or hold a separator */
export function encodeBatch(messages: readonly BatchedMessage[]): Buffer {
  return Buffer.concat(messages.flatMap(encodeOne))
}

/**
 * Bodies are views of `buffer`.
 * @throws MessageFormatError TRUNCATED or BAD_LENGTH
 */
export function decodeBatch(buffer: Buffer): BatchedMessage[] {
  const messages: BatchedMessage[] = []
  let at = 0
  while (at < buffer.length) {
    const end = endOfOne(buffer, at)
    messages.push(decodeOne(buffer, at, end))
    at = end
  }
  return messages
}

/**
 * Puts the messages of stored inner batches in the place of the batch and leaves all others as they are. A message out
 * of a batch has the batch's hosts, times and commit log offset, and its own place in the queue.
 * @throws MessageFormatError when the body of a batch is none
 */
export function unwrapBatches(messages: readonly StoredMessage[]): StoredMessage[] {
  return messages.flatMap(message => (isInnerBatch(message.sysFlag) ? unwrap(message) : [message]))
}

function unwrap(batch: StoredMessage): StoredMessage[] {
  const sysFlag = withCompression(batch.sysFlag & ~(SysFlag.INNER_BATCH | SysFlag.NEED_UNWRAP), undefined)
  return decodeBatch(batch.body).map((message, i) => ({
    version: batch.version,
    topic: batch.topic,
    queueId: batch.queueId,
    queueOffset: batch.queueOffset + BigInt(i),
    commitLogOffset: batch.commitLogOffset,
    storeSize: 0,
    sysFlag,
    flag: message.flag,
    bodyCRC: bodyCrcOf(message.body),
    bornTimestamp: batch.bornTimestamp,
    bornHost: batch.bornHost,
    storeTimestamp: batch.storeTimestamp,
    storeHost: batch.storeHost,
    reconsumeTimes: 0,
    preparedTransactionOffset: 0n,
    properties: message.properties,
    storedBody: message.body,
    body: message.body,
    msgId: message.properties.get(PropertyName.UNIQ_CLIENT_MESSAGE_ID_KEYIDX) ?? batch.offsetMsgId,
    offsetMsgId: batch.offsetMsgId,
  }))
}

function encodeOne(message: BatchedMessage): Buffer[] {
  const properties = Buffer.from(writeProperties(message.properties))
  const head = Buffer.alloc(BODY_AT)
  head.writeInt32BE(OVERHEAD_BYTES + message.body.length + properties.length, 0)
  head.writeInt32BE(message.flag, FLAG_AT)
  head.writeInt32BE(message.body.length, BODY_LENGTH_AT)
  const propertiesLength = Buffer.alloc(2)
  propertiesLength.writeInt16BE(properties.length)
  return [head, message.body, propertiesLength, properties]
}

function decodeOne(buffer: Buffer, at: number, end: number): BatchedMessage {
  const bodyBytes = buffer.readInt32BE(at + BODY_LENGTH_AT)
  const bodyEnd = at + BODY_AT + bodyBytes
  if (bodyBytes < 0 || bodyEnd + 2 > end) throw badLength(at, `its body claims ${bodyBytes} bytes`)
  const propertiesBytes = buffer.readInt16BE(bodyEnd)
  if (propertiesBytes < 0 || bodyEnd + 2 + propertiesBytes !== end) {
    throw badLength(at, `its properties claim ${propertiesBytes} bytes`)
  }
  return {
    flag: buffer.readInt32BE(at + FLAG_AT),
    body: buffer.subarray(at + BODY_AT, bodyEnd),
    properties: readProperties(buffer.toString('utf8', bodyEnd + 2, end)),
  }
}

function endOfOne(buffer: Buffer, at: number): number {
  const left = buffer.length - at
  const bytes = left < 4 ? OVERHEAD_BYTES : buffer.readInt32BE(at)
  if (bytes < OVERHEAD_BYTES) throw badLength(at, `it claims ${bytes} bytes`)
  if (bytes <= left) return at + bytes
  const why = `The batch ends after ${left} of the ${bytes} bytes of its message at byte ${at}.`
  throw new MessageFormatError('TRUNCATED', why, { position: at })
}

function badLength(at: number, why: string): MessageFormatError {
  return new MessageFormatError(
    'BAD_LENGTH',
    `The message at byte ${at} of a batch makes no sense: ${why}.`,
    {
      position: at,
    },
  )
}
