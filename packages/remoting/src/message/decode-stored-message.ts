/** Reads stored messages; their layout is told in `stored-message.ts`. */
import { inflateBody, MAX_INFLATED_BYTES } from './compression.ts'
import { type HostAddress, IPV4_HOST_BYTES, IPV6_HOST_BYTES, readHost } from './host-address.ts'
import { MessageFormatError, type MessageFormatReason } from './message-format-error.ts'
import { offsetIdAt } from './offset-message-id.ts'
import { type Properties, readProperties } from './properties.ts'
import { PropertyName } from './property-names.ts'
import {
  bodyCrcOf,
  FIXED_BYTES,
  FieldAt,
  MAGIC_V1,
  MAGIC_V2,
  type MessageVersion,
  type StoredMessage,
} from './stored-message.ts'
import { compressionTypeOf, SysFlag } from './sys-flag.ts'

export interface DecodeOptions {
  /** Compare each body with its CRC, where it has one; on unless false. */
  readonly verifyCrc?: boolean
  /** Most bytes that a compressed body may hold; MAX_INFLATED_BYTES unless given. */
  readonly maxInflatedBytes?: number
  /**
   * Is told of each record that cannot be read. The ones after it are read all the same, as far as the broken one
   * still tells where it ends. Without this the first broken record ends the decoding.
   */
  readonly onCorrupt?: (error: MessageFormatError) => void
}

/** A record with two IPv4 hosts and nothing in body, topic and properties. */
const MIN_RECORD_BYTES = FIXED_BYTES + 2 * IPV4_HOST_BYTES + 4 + 1 + 2

/**
 * Reads a run of records, as the body of a pull holds it. A batch inside comes as one message: see `unwrapBatches`.
 * @throws MessageFormatError unless `onCorrupt` is given
 */
export function decodeMessages(buffer: Buffer, options: DecodeOptions = {}): StoredMessage[] {
  const messages: StoredMessage[] = []
  let at = 0
  while (at < buffer.length) {
    try {
      const message = new StoredRecord(buffer, at, options)
      messages.push(message)
      at += message.storeSize
    } catch (error) {
      if (options.onCorrupt === undefined || !(error instanceof MessageFormatError)) throw error
      options.onCorrupt(error)
      at = error.resumeAt ?? buffer.length
    }
  }
  return messages
}

/**
 * Reads the record that begins at `at`; the next begins `storeSize` bytes later.
 * @throws MessageFormatError
 */
export function decodeMessage(buffer: Buffer, at = 0, options: DecodeOptions = {}): StoredMessage {
  return new StoredRecord(buffer, at, options)
}

class StoredRecord implements StoredMessage {
  readonly version: MessageVersion
  readonly topic: string
  readonly queueId: number
  readonly queueOffset: bigint
  readonly commitLogOffset: bigint
  readonly storeSize: number
  readonly sysFlag: number
  readonly flag: number
  readonly bodyCRC: number
  readonly bornTimestamp: number
  readonly bornHost: HostAddress
  readonly storeTimestamp: number
  readonly storeHost: HostAddress
  readonly reconsumeTimes: number
  readonly preparedTransactionOffset: bigint
  readonly properties: Properties
  readonly storedBody: Buffer
  readonly offsetMsgId: string
  readonly msgId: string
  private inflated: Buffer | undefined
  private readonly maxInflatedBytes: number

  constructor(buffer: Buffer, at: number, options: DecodeOptions) {
    this.storeSize = checkedSize(buffer, at)
    const end = at + this.storeSize
    this.version = versionAt(buffer, at, end)
    this.bodyCRC = buffer.readInt32BE(at + FieldAt.BODY_CRC)
    this.queueId = buffer.readInt32BE(at + FieldAt.QUEUE_ID)
    this.flag = buffer.readInt32BE(at + FieldAt.FLAG)
    this.queueOffset = buffer.readBigInt64BE(at + FieldAt.QUEUE_OFFSET)
    this.commitLogOffset = buffer.readBigInt64BE(at + FieldAt.COMMIT_LOG_OFFSET)
    this.sysFlag = buffer.readInt32BE(at + FieldAt.SYS_FLAG)
    this.bornTimestamp = readMillis(buffer, at + FieldAt.BORN_TIMESTAMP)

    const bornHostBytes = (this.sysFlag & SysFlag.BORNHOST_V6) === 0 ? IPV4_HOST_BYTES : IPV6_HOST_BYTES
    const storeHostBytes = (this.sysFlag & SysFlag.STOREHOST_V6) === 0 ? IPV4_HOST_BYTES : IPV6_HOST_BYTES
    const bodyLengthAt = at + FIXED_BYTES + bornHostBytes + storeHostBytes
    if (bodyLengthAt + 4 > end)
      throw broken('BAD_LENGTH', at, end, `its ${this.storeSize} bytes end in a host`)
    const storeHostAt = at + FieldAt.BORN_HOST + bornHostBytes + 8
    this.bornHost = readHost(buffer, at + FieldAt.BORN_HOST, bornHostBytes)
    this.storeTimestamp = readMillis(buffer, storeHostAt - 8)
    this.storeHost = readHost(buffer, storeHostAt, storeHostBytes)
    this.reconsumeTimes = buffer.readInt32BE(bodyLengthAt - 12)
    this.preparedTransactionOffset = buffer.readBigInt64BE(bodyLengthAt - 8)

    const bodyAt = bodyLengthAt + 4
    const topicLengthAt = bodyAt + checkedLength(buffer.readInt32BE(bodyLengthAt), 'body', at, bodyAt, end)
    this.storedBody = buffer.subarray(bodyAt, topicLengthAt)
    if (options.verifyCrc !== false) this.checkCrc(at, end)

    const topicAt = topicLengthAt + this.version
    if (topicAt > end) throw broken('BAD_LENGTH', at, end, 'it ends before its topic')
    const topicBytes =
      this.version === 1 ? buffer.readUInt8(topicLengthAt) : buffer.readInt16BE(topicLengthAt)
    const topicEnd = topicAt + checkedLength(topicBytes, 'topic', at, topicAt, end)
    this.topic = buffer.toString('utf8', topicAt, topicEnd)

    const propertiesAt = topicEnd + 2
    if (propertiesAt > end) throw broken('BAD_LENGTH', at, end, 'it ends before its properties')
    const propertiesBytes = buffer.readInt16BE(topicEnd)
    if (propertiesAt + checkedLength(propertiesBytes, 'properties', at, propertiesAt, end) !== end) {
      throw broken('BAD_LENGTH', at, end, `its fields do not fill its ${this.storeSize} bytes`)
    }
    this.properties = readProperties(buffer.toString('utf8', propertiesAt, end))
    this.offsetMsgId = offsetIdAt(buffer, storeHostAt, storeHostBytes, at + FieldAt.COMMIT_LOG_OFFSET)
    this.msgId = this.properties.get(PropertyName.UNIQ_CLIENT_MESSAGE_ID_KEYIDX) ?? this.offsetMsgId
    this.inflated = undefined
    this.maxInflatedBytes = options.maxInflatedBytes ?? MAX_INFLATED_BYTES
  }

  get body(): Buffer {
    if ((this.sysFlag & SysFlag.COMPRESSED) === 0 || this.storedBody.length === 0) return this.storedBody
    if (this.inflated === undefined) {
      this.inflated = inflateBody(
        this.storedBody,
        compressionTypeOf(this.sysFlag) ?? 'ZLIB',
        this.maxInflatedBytes,
      )
    }
    return this.inflated
  }

  private checkCrc(at: number, end: number): void {
    // Java leaves 0 on a message that it took out of a batch, and writes it so when it writes the message again.
    if (this.storedBody.length === 0 || this.bodyCRC === 0) return
    const crc = bodyCrcOf(this.storedBody)
    if (crc !== this.bodyCRC) {
      throw broken('CRC_MISMATCH', at, end, `the CRC of its body is ${crc}, not ${this.bodyCRC} as stored`)
    }
  }
}

function checkedSize(buffer: Buffer, at: number): number {
  const left = buffer.length - at
  if (left < 4)
    throw new MessageFormatError('TRUNCATED', `A message begins at byte ${at}, ${left} before the end.`, {
      position: at,
    })
  const size = buffer.readInt32BE(at)
  if (size < MIN_RECORD_BYTES) {
    throw new MessageFormatError(
      'BAD_LENGTH',
      `The message at byte ${at} claims ${size} bytes; it takes ${MIN_RECORD_BYTES} at least.`,
      { position: at },
    )
  }
  if (size > left) {
    throw new MessageFormatError(
      'TRUNCATED',
      `The message at byte ${at} claims ${size} bytes; ${left} are left.`,
      {
        position: at,
      },
    )
  }
  return size
}

function versionAt(buffer: Buffer, at: number, end: number): MessageVersion {
  const magic = buffer.readInt32BE(at + FieldAt.MAGIC)
  if (magic === MAGIC_V1) return 1
  if (magic === MAGIC_V2) return 2
  throw broken('BAD_MAGIC', at, end, `its magic code is 0x${(magic >>> 0).toString(16)}`)
}

function checkedLength(length: number, of: string, at: number, from: number, end: number): number {
  if (length >= 0 && from + length <= end) return length
  throw broken('BAD_LENGTH', at, end, `its ${of} claims ${length} bytes where ${end - from} are left`)
}

function broken(reason: MessageFormatReason, at: number, resumeAt: number, why: string): MessageFormatError {
  return new MessageFormatError(reason, `The message at byte ${at} makes no sense: ${why}.`, {
    position: at,
    resumeAt,
  })
}

/** Exact up to the year 287396, when milliseconds pass 2^53. */
function readMillis(buffer: Buffer, at: number): number {
  return buffer.readInt32BE(at) * 0x1_0000_0000 + buffer.readUInt32BE(at + 4)
}
