/**
 * The message ID that a client makes before it sends, in the property `UNIQ_KEY`:
 *
 *     IP address 4 or 16 bytes | process ID, its lower 2 bytes | class loader's hash 4 bytes
 *     ms since the start of the month, uint32 | counter 2 bytes
 *
 * as hex digits, 32 or 56 of them. The month begins at midnight of its first day *in the client's time zone*, and which
 * month it is does not stand in the ID. Defined in `common/message/MessageClientIDSetter`.
 */
import { formatIp, parseIp } from './ip-address.ts'
import { hexBytes, upperHex } from './offset-message-id.ts'

export interface UniqueMessageId {
  readonly kind: 'unique'
  /** IP address of the client, as the client itself found it. */
  readonly host: string
  /** Lower 16 bits of the client's process ID. */
  readonly pid: number
  /** Tells clients of one process apart; a hash of the class loader in Java. */
  readonly instanceHash: number
  /** Since the first of a month at midnight in the client's time zone. */
  readonly monthOffsetMs: number
  readonly counter: number
}

/** Bytes after the IP address. */
const TAIL_BYTES = 12
/** 31 days and the hour that a month gains when clocks are put back. */
const LONGEST_MONTH_MS = 31 * 86_400_000 + 3_600_000
/** How far the clock of a client may be ahead of the reader's. */
const CLOCK_DIFFERENCE_MS = 60_000
/** A clock that was put back no further than this counts as standing still. */
const CLOCK_SLACK_MS = 1_000_000

/** Undefined when the text cannot be such an ID. */
export function parseUniqueMessageId(id: string): UniqueMessageId | undefined {
  const bytes = hexBytes(id)
  if (bytes === undefined) return undefined
  const ipBytes = bytes.length - TAIL_BYTES
  if (ipBytes !== 4 && ipBytes !== 16) return undefined
  const monthOffsetMs = bytes.readUInt32BE(ipBytes + 6)
  if (monthOffsetMs > LONGEST_MONTH_MS) return undefined
  return {
    kind: 'unique',
    host: formatIp(bytes, 0, ipBytes),
    pid: bytes.readUInt16BE(ipBytes),
    instanceHash: bytes.readInt32BE(ipBytes + 2),
    monthOffsetMs,
    counter: bytes.readUInt16BE(ipBytes + 10),
  }
}

/**
 * When the ID was made, ms since 1970: the last such time before `nowMs`, or up to a minute after it, since clocks differ.
 * (The Java client allows for no difference, and takes an ID made this very moment for one of the month before.) Right
 * only for an ID younger than a month, and off by as much as the client's time zone differs from the one assumed.
 *
 * @param utcOffsetMinutes the client's time zone, east of Greenwich; this process's own unless given
 */
export function uniqueMessageIdTimeMs(id: UniqueMessageId, nowMs: number, utcOffsetMinutes?: number): number {
  const latestMs = nowMs + CLOCK_DIFFERENCE_MS
  const inThisMonthMs = startOfMonthMs(latestMs, 0, utcOffsetMinutes) + id.monthOffsetMs
  if (inThisMonthMs <= latestMs) return inThisMonthMs
  return startOfMonthMs(latestMs, -1, utcOffsetMinutes) + id.monthOffsetMs
}

export interface UniqueMessageIdSource {
  /** IP address that others know this machine by. */
  readonly host: string
  readonly pid: number
  /** Any int32 that no other source of this process uses. */
  readonly instanceHash: number
  readonly nowMs: () => number
  /** Time zone in which months begin; this process's own unless given, as Java clients have it. */
  readonly utcOffsetMinutes?: number
}

/**
 * Makes IDs, each another one: up to 65,536 a millisecond.
 * @throws MalformedError BAD_ARGUMENT when the host is not an IP address
 */
export function uniqueMessageIds(source: UniqueMessageIdSource): () => string {
  const head = Buffer.alloc(6)
  head.writeUInt16BE(source.pid & 0xffff, 0)
  head.writeInt32BE(source.instanceHash | 0, 2)
  const prefix = upperHex(Buffer.concat([parseIp(source.host), head]))
  const tail = Buffer.alloc(6)
  let monthMs = 0
  let nextMonthMs = 0
  let counter = 0
  return () => {
    const nowMs = source.nowMs()
    if (nowMs >= nextMonthMs) {
      monthMs = startOfMonthMs(nowMs, 0, source.utcOffsetMinutes)
      nextMonthMs = startOfMonthMs(nowMs, 1, source.utcOffsetMinutes)
    }
    const sinceMs = nowMs - monthMs
    tail.writeUInt32BE((sinceMs < 0 && sinceMs > -CLOCK_SLACK_MS ? 0 : sinceMs) >>> 0, 0)
    tail.writeUInt16BE(counter++ & 0xffff, 4)
    return prefix + upperHex(tail)
  }
}

/** @param months 0 for the month that `nowMs` is in, -1 for the one before */
function startOfMonthMs(nowMs: number, months: number, utcOffsetMinutes: number | undefined): number {
  if (utcOffsetMinutes === undefined) {
    const local = new Date(nowMs)
    return new Date(local.getFullYear(), local.getMonth() + months, 1).getTime()
  }
  const offsetMs = utcOffsetMinutes * 60_000
  const shifted = new Date(nowMs + offsetMs)
  return Date.UTC(shifted.getUTCFullYear(), shifted.getUTCMonth() + months, 1) - offsetMs
}
