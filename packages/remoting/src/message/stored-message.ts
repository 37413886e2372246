/**
 * A message as a broker keeps it in its commit log, and as it sends it in the bodies of pull, query and view; big
 * endian:
 *
 *     record bytes int32 | magic int32 | body CRC int32 | queue ID int32 | flag int32 | queue offset int64
 *     commit log offset int64 | system flag int32 | born time int64, ms | born host 8 or 20 bytes
 *     store time int64, ms | store host 8 or 20 bytes | reconsume times int32 | prepared transaction offset int64
 *     body length int32, body | topic length int8 or int16, topic | properties length int16, properties
 *
 * The magic tells the version: 1 has one byte for the topic's length, 2 has two (names of more than 127 bytes). The
 * system flag tells whether a host has an IPv6 address and how the body is compressed; the CRC is of the body as stored.
 *
 * Defined in `common/message/MessageDecoder`, `common/message/MessageVersion`, `store/MessageExtEncoder`.
 */
import { crc32 } from 'node:zlib'
import type { HostAddress } from './host-address.ts'
import type { Properties } from './properties.ts'

export type MessageVersion = 1 | 2

export interface StoredMessage {
  readonly version: MessageVersion
  readonly topic: string
  readonly queueId: number
  /** Place in its queue. */
  readonly queueOffset: bigint
  /** Place in the broker's commit log, bytes; RocketMQ calls it physicOffset, too. */
  readonly commitLogOffset: bigint
  /** Bytes of the whole record; 0 for a message out of an inner batch, which has no record of its own. */
  readonly storeSize: number
  /** As stored; see `sys-flag.ts`. */
  readonly sysFlag: number
  /** The application's own; RocketMQ only hands it on. */
  readonly flag: number
  readonly bodyCRC: number
  /** When the client made the message, by its clock; ms since 1970. */
  readonly bornTimestamp: number
  readonly bornHost: HostAddress
  /** When the broker stored it; ms since 1970. */
  readonly storeTimestamp: number
  readonly storeHost: HostAddress
  /** How often it was delivered again. */
  readonly reconsumeTimes: number
  /** Commit log offset of the prepared message that a transaction's end refers to. */
  readonly preparedTransactionOffset: bigint
  readonly properties: Properties
  /** The body as stored, compressed if the system flag says so; a view of the bytes that were decoded. */
  readonly storedBody: Buffer
  /**
   * The application's body. A compressed one is inflated when it is first read, so that listing messages costs
   * nothing for it and one damaged body does not spoil its neighbours.
   * @throws MessageFormatError BAD_COMPRESSION
   * @throws InflatedTooLarge
   */
  readonly body: Buffer
  /** The client's unique ID if the message has one, else `offsetMsgId`; what the Java client calls msgId. */
  readonly msgId: string
  /** The broker's ID, made of store host and commit log offset. */
  readonly offsetMsgId: string
}

/** 0xdaa320a7 */
export const MAGIC_V1 = -626_843_481
/** 0xdaa320ab */
export const MAGIC_V2 = -626_843_477

/** Bytes of all fields before the body's, but for the two hosts. */
export const FIXED_BYTES = 68
/** Where the fields before the born host are. */
export const FieldAt = {
  STORE_SIZE: 0,
  MAGIC: 4,
  BODY_CRC: 8,
  QUEUE_ID: 12,
  FLAG: 16,
  QUEUE_OFFSET: 20,
  COMMIT_LOG_OFFSET: 28,
  SYS_FLAG: 36,
  BORN_TIMESTAMP: 40,
  BORN_HOST: 48,
} as const

/** RocketMQ's CRC of a body: CRC-32 without its highest bit, so that it is never negative. */
export function bodyCrcOf(storedBody: Buffer): number {
  return crc32(storedBody) & 0x7fff_ffff
}
