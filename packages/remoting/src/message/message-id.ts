/**
 * Every kind of message ID that people paste into a search field:
 *
 * - *unique*, by clients of the remoting protocol: `unique-message-id.ts`
 * - *offset*, by brokers: `offset-message-id.ts`
 * - *grpc*, by the 5.0 clients that speak gRPC, 34 hex digits: version 1 byte (1) | MAC address 6 bytes |
 *   process ID, its lower 2 bytes | seconds since 2021-01-01T00:00Z uint32 | sequence uint32, as the clients' own
 *   document `message_id.md` in apache/rocketmq-clients defines it
 */
import { hexBytes, type OffsetMessageId, parseOffsetMessageId } from './offset-message-id.ts'
import { parseUniqueMessageId, type UniqueMessageId } from './unique-message-id.ts'

export interface GrpcMessageId {
  readonly kind: 'grpc'
  /** `0a:1b:2c:3d:4e:5f` */
  readonly macAddress: string
  readonly pid: number
  /** When the ID was made, to the second; ms since 1970. */
  readonly timeMs: number
  readonly sequence: number
}

/** None of RocketMQ's own, such as the ID of a batch (several joined by commas) or a key. */
export interface UnknownMessageId {
  readonly kind: 'unknown'
}

export type MessageId = UniqueMessageId | OffsetMessageId | GrpcMessageId | UnknownMessageId

const GRPC_BYTES = 17
const GRPC_VERSION = 1
const GRPC_EPOCH_MS = Date.UTC(2021, 0, 1)

/**
 * Tells which kind of ID it is and reads it. Unique and offset IDs are equally long; it is the broker's if it has a
 * port and an offset that can be: a client whose ID looks so would need a process ID of 0 modulo 65,536, and luck.
 */
export function parseMessageId(id: string): MessageId {
  const trimmed = id.trim()
  return (
    parseOffsetMessageId(trimmed) ??
    parseUniqueMessageId(trimmed) ??
    parseGrpcMessageId(trimmed) ?? { kind: 'unknown' }
  )
}

function parseGrpcMessageId(id: string): GrpcMessageId | undefined {
  const bytes = hexBytes(id)
  if (bytes?.length !== GRPC_BYTES || bytes[0] !== GRPC_VERSION) return undefined
  const mac = bytes.toString('hex', 1, 7)
  return {
    kind: 'grpc',
    macAddress: mac.replace(/..(?!$)/g, '$&:'),
    pid: bytes.readUInt16BE(7),
    timeMs: GRPC_EPOCH_MS + 1000 * bytes.readUInt32BE(9),
    sequence: bytes.readUInt32BE(13),
  }
}
