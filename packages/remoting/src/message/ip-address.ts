/**
 * IP addresses between bytes (4 or 16, network order) and text. IPv6 is written as RFC 5952 wants it
 * (`2001:db8::1`), and read in every form of RFC 4291; a zone (`%eth0`) has no place in the bytes and is dropped.
 */
import { MalformedError } from '../errors.ts'

const IPV6_GROUPS = 8

/** @param ipBytes 4 or 16 */
export function formatIp(buffer: Buffer, at: number, ipBytes: number): string {
  if (ipBytes === 4) return `${buffer[at]}.${buffer[at + 1]}.${buffer[at + 2]}.${buffer[at + 3]}`
  const groups: number[] = []
  for (let i = 0; i < IPV6_GROUPS; i++) groups.push(buffer.readUInt16BE(at + 2 * i))
  if (groups.slice(0, 5).every(group => group === 0) && groups[5] === 0xffff) {
    return `::ffff:${formatIp(buffer, at + 12, 4)}`
  }
  const zeros = longestZeros(groups)
  if (zeros.length < 2) return groups.map(hex).join(':')
  const head = groups.slice(0, zeros.start).map(hex).join(':')
  return `${head}::${groups
    .slice(zeros.start + zeros.length)
    .map(hex)
    .join(':')}`
}

/**
 * @returns 4 or 16 bytes
 * @throws MalformedError BAD_ARGUMENT when the text is not an IP address
 */
export function parseIp(text: string): Buffer {
  const bytes = text.includes(':') ? ipv6Bytes(text) : ipv4Bytes(text)
  if (bytes === undefined) throw new MalformedError('BAD_ARGUMENT', `'${text}' is not an IP address.`)
  return Buffer.from(bytes)
}

function longestZeros(groups: readonly number[]): { start: number; length: number } {
  let best = { start: 0, length: 0 }
  let start = 0
  for (let i = 0; i < groups.length; i++) {
    if (groups[i] !== 0) start = i + 1
    else if (i + 1 - start > best.length) best = { start, length: i + 1 - start }
  }
  return best
}

function hex(group: number): string {
  return group.toString(16)
}

function ipv4Bytes(text: string): number[] | undefined {
  const parts = text.split('.')
  if (parts.length !== 4 || !parts.every(part => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) < 256))
    return undefined
  return parts.map(Number)
}

function ipv6Bytes(text: string): number[] | undefined {
  const bare = text.replace(/^\[(.*)\]$/, '$1').replace(/%.*$/, '')
  const halves = bare.split('::')
  if (halves.length > 2) return undefined
  const head = groupBytes(halves[0] ?? '', halves.length === 1)
  const tail = groupBytes(halves[1] ?? '', true)
  if (head === undefined || tail === undefined) return undefined
  const missing = 16 - head.length - tail.length
  if (halves.length === 1) return missing === 0 ? head : undefined
  return missing < 2 ? undefined : [...head, ...new Array<number>(missing).fill(0), ...tail]
}

/** Groups of up to four hex digits; at the end of an address the last may be an IPv4 address. */
function groupBytes(text: string, isEnd: boolean): number[] | undefined {
  if (text === '') return []
  const bytes: number[] = []
  const parts = text.split(':')
  for (const [i, part] of parts.entries()) {
    if (/^[0-9a-fA-F]{1,4}$/.test(part)) {
      const group = Number.parseInt(part, 16)
      bytes.push(group >> 8, group & 0xff)
      continue
    }
    const ipv4 = isEnd && i === parts.length - 1 ? ipv4Bytes(part) : undefined
    if (ipv4 === undefined) return undefined
    bytes.push(...ipv4)
  }
  return bytes
}
