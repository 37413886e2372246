/** Writes stored messages; their layout is told in `stored-message.ts`. */
import { MalformedError } from '../errors.ts'
import { hostBytesOf, IPV4_HOST_BYTES } from './host-address.ts'
import { writeProperties } from './properties.ts'
import {
  bodyCrcOf,
  FIXED_BYTES,
  FieldAt,
  MAGIC_V1,
  MAGIC_V2,
  type MessageVersion,
  type StoredMessage,
} from './stored-message.ts'
import { SysFlag } from './sys-flag.ts'

/**
 * What is needed to write a record. Size and CRC are worked out; the version is too unless given, and of the system
 * flag the bits for IPv6 hosts. `storedBody` is written as it is: compress it first where `sysFlag` says so.
 */
export interface StoredMessageFields
  extends Pick<
    StoredMessage,
    | 'topic'
    | 'queueId'
    | 'queueOffset'
    | 'commitLogOffset'
    | 'sysFlag'
    | 'flag'
    | 'bornTimestamp'
    | 'bornHost'
    | 'storeTimestamp'
    | 'storeHost'
    | 'reconsumeTimes'
    | 'preparedTransactionOffset'
    | 'properties'
    | 'storedBody'
  > {
  readonly version?: MessageVersion
}

/** Longest topic that version 1 holds: brokers read its length as a signed byte. */
const MAX_TOPIC_BYTES_V1 = 127
const MAX_TOPIC_BYTES_V2 = 32_767

/** @throws MalformedError BAD_ARGUMENT when a topic, property text or host does not fit the layout */
export function encodeStoredMessage(message: StoredMessageFields): Buffer {
  const topic = Buffer.from(message.topic)
  const version = versionFor(message, topic.length)
  const properties = Buffer.from(writeProperties(message.properties))
  const bornHost = hostBytesOf(message.bornHost)
  const storeHost = hostBytesOf(message.storeHost)
  const body = message.storedBody
  const bodyLengthAt = FIXED_BYTES + bornHost.length + storeHost.length
  const size = bodyLengthAt + 4 + body.length + version + topic.length + 2 + properties.length
  const record = Buffer.allocUnsafe(size)
  record.writeInt32BE(size, FieldAt.STORE_SIZE)
  record.writeInt32BE(version === 1 ? MAGIC_V1 : MAGIC_V2, FieldAt.MAGIC)
  record.writeInt32BE(bodyCrcOf(body), FieldAt.BODY_CRC)
  record.writeInt32BE(message.queueId, FieldAt.QUEUE_ID)
  record.writeInt32BE(message.flag, FieldAt.FLAG)
  record.writeBigInt64BE(message.queueOffset, FieldAt.QUEUE_OFFSET)
  record.writeBigInt64BE(message.commitLogOffset, FieldAt.COMMIT_LOG_OFFSET)
  record.writeInt32BE(withHostBits(message.sysFlag, bornHost, storeHost), FieldAt.SYS_FLAG)
  record.writeBigInt64BE(BigInt(message.bornTimestamp), FieldAt.BORN_TIMESTAMP)
  let at = FieldAt.BORN_HOST + bornHost.copy(record, FieldAt.BORN_HOST)
  at = record.writeBigInt64BE(BigInt(message.storeTimestamp), at)
  at += storeHost.copy(record, at)
  at = record.writeInt32BE(message.reconsumeTimes, at)
  at = record.writeBigInt64BE(message.preparedTransactionOffset, at)
  at = record.writeInt32BE(body.length, at)
  at += body.copy(record, at)
  at = record.writeUIntBE(topic.length, at, version)
  at += topic.copy(record, at)
  at = record.writeInt16BE(properties.length, at)
  properties.copy(record, at)
  return record
}

function versionFor(message: StoredMessageFields, topicBytes: number): MessageVersion {
  const version = message.version ?? (topicBytes > MAX_TOPIC_BYTES_V1 ? 2 : 1)
  const limit = version === 1 ? MAX_TOPIC_BYTES_V1 : MAX_TOPIC_BYTES_V2
  if (topicBytes <= limit) return version
  throw new MalformedError(
    'BAD_ARGUMENT',
    `The topic takes ${topicBytes} bytes; a message of version ${version} holds ${limit}.`,
    'topic',
  )
}

function withHostBits(sysFlag: number, bornHost: Buffer, storeHost: Buffer): number {
  const plain = sysFlag & ~(SysFlag.BORNHOST_V6 | SysFlag.STOREHOST_V6)
  const born = bornHost.length === IPV4_HOST_BYTES ? 0 : SysFlag.BORNHOST_V6
  return plain | born | (storeHost.length === IPV4_HOST_BYTES ? 0 : SysFlag.STOREHOST_V6)
}
