/**
 * The broker's message ID: where a message lies.
 *
 *     IP address 4 or 16 bytes | port int32 | commit log offset int64
 *
 * as hex digits, 32 or 56 of them. Defined in `common/message/MessageDecoder#createMessageId`.
 */
import { type HostAddress, hostBytesOf, IPV4_HOST_BYTES, IPV6_HOST_BYTES, readHost } from './host-address.ts'

export interface OffsetMessageId {
  readonly kind: 'offset'
  /** The broker that stored the message. */
  readonly storeHost: HostAddress
  readonly commitLogOffset: bigint
}

const OFFSET_BYTES = 8
/** A commit log of 256 TiB: no disk holds more, and an ID whose offset is greater is none of a broker. */
const MAX_COMMIT_LOG_OFFSET = 1n << 48n

/** @throws MalformedError BAD_ARGUMENT when the host is not an IP address */
export function offsetMessageId(storeHost: HostAddress, commitLogOffset: bigint): string {
  const offset = Buffer.allocUnsafe(OFFSET_BYTES)
  offset.writeBigInt64BE(commitLogOffset)
  return upperHex(Buffer.concat([hostBytesOf(storeHost), offset]))
}

/** The ID out of a stored record, whose bytes already stand in the right order. */
export function offsetIdAt(record: Buffer, hostAt: number, hostBytes: number, offsetAt: number): string {
  return (
    record.toString('hex', hostAt, hostAt + hostBytes) +
    record.toString('hex', offsetAt, offsetAt + OFFSET_BYTES)
  ).toUpperCase()
}

/** Undefined when the text cannot be an ID of a broker. */
export function parseOffsetMessageId(id: string): OffsetMessageId | undefined {
  const bytes = hexBytes(id)
  if (bytes === undefined) return undefined
  const hostBytes = bytes.length - OFFSET_BYTES
  if (hostBytes !== IPV4_HOST_BYTES && hostBytes !== IPV6_HOST_BYTES) return undefined
  const storeHost = readHost(bytes, 0, hostBytes)
  const commitLogOffset = bytes.readBigInt64BE(hostBytes)
  if (storeHost.port < 1 || storeHost.port > 65_535) return undefined
  if (commitLogOffset < 0n || commitLogOffset >= MAX_COMMIT_LOG_OFFSET) return undefined
  return { kind: 'offset', storeHost, commitLogOffset }
}

/** The bytes of hex digits in either case; undefined for any other text. */
export function hexBytes(text: string): Buffer | undefined {
  return text.length % 2 === 0 && /^[0-9a-fA-F]+$/.test(text) ? Buffer.from(text, 'hex') : undefined
}

export function upperHex(bytes: Buffer): string {
  return bytes.toString('hex').toUpperCase()
}
