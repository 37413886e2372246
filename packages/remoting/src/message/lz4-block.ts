/**
 * One LZ4 block: a run of sequences, each
 *
 *     token   upper 4 bits: literals, lower 4 bits: match length - 4; 15 means that more length bytes follow
 *     lengths of literals, bytes of 255 and a last one below
 *     literals
 *     offset  uint16, little endian: how far back the match begins
 *     lengths of the match
 *
 * The last sequence ends after its literals. Defined in LZ4's `lz4_Block_format`.
 */
import { InflatedTooLarge, MessageFormatError } from './message-format-error.ts'

const MIN_MATCH = 4
const LENGTH_MASK = 15
/** The format's own rules: the last 5 bytes are literals, and no match begins in the last 12. */
const LAST_LITERALS = 5
const MATCH_LIMIT = 12
const MAX_OFFSET = 65_535
const HASH_BITS = 13
const HASH_PRIME = 0x9e3779b1 | 0

/** Inflated bytes; grows as they come, never past its limit. */
export class Lz4Output {
  private bytes: Buffer
  private readonly limitBytes: number
  private length = 0

  constructor(limitBytes: number, expectedBytes: number) {
    this.limitBytes = limitBytes
    this.bytes = Buffer.allocUnsafe(Math.min(expectedBytes, limitBytes))
  }

  get size(): number {
    return this.length
  }

  /** A view of all bytes from `start` on; write nothing after it was taken. */
  view(start = 0): Buffer {
    return this.bytes.subarray(start, this.length)
  }

  /** Adds bytes as they are. */
  append(source: Buffer, from: number, to: number): void {
    this.reserve(to - from)
    source.copy(this.bytes, this.length, from, to)
    this.length += to - from
  }

  /** Adds `count` bytes that begin `offset` before the end; they may run into themselves. */
  repeat(offset: number, count: number): void {
    this.reserve(count)
    const from = this.length - offset
    if (count <= offset) this.bytes.copyWithin(this.length, from, from + count)
    else for (let i = 0; i < count; i++) this.bytes[this.length + i] = this.bytes[from + i] ?? 0
    this.length += count
  }

  private reserve(count: number): void {
    const needed = this.length + count
    if (needed <= this.bytes.length) return
    if (needed > this.limitBytes) throw new InflatedTooLarge(this.limitBytes)
    const grown = Buffer.allocUnsafe(Math.min(Math.max(needed, 2 * this.bytes.length), this.limitBytes))
    this.bytes.copy(grown, 0, 0, this.length)
    this.bytes = grown
  }
}

/**
 * Inflates one block onto the end of `output`.
 * @param reachBack position in the output from which on a match may copy
 * @throws MessageFormatError BAD_COMPRESSION
 * @throws InflatedTooLarge
 */
export function inflateLz4Block(block: Buffer, output: Lz4Output, reachBack: number): void {
  let at = 0
  const moreLength = (short: number): number => {
    let length = short
    if (short < LENGTH_MASK) return length
    for (;;) {
      const more = block[at++]
      if (more === undefined) throw damaged()
      length += more
      if (more < 255) return length
    }
  }
  for (;;) {
    const token = block[at++]
    if (token === undefined) throw damaged()
    const literals = moreLength(token >> 4)
    if (literals > block.length - at) throw damaged()
    output.append(block, at, at + literals)
    at += literals
    if (at === block.length) return
    if (at + 2 > block.length) throw damaged()
    const offset = block.readUInt16LE(at)
    at += 2
    if (offset === 0 || offset > output.size - reachBack) throw damaged()
    output.repeat(offset, moreLength(token & LENGTH_MASK) + MIN_MATCH)
  }
}

/** Compresses to one block; greedy, one candidate per hash, as LZ4's fast mode. */
export function compressLz4Block(source: Buffer): Buffer {
  const target = Buffer.allocUnsafe(source.length + Math.ceil(source.length / 255) + 16)
  const seen = new Int32Array(1 << HASH_BITS).fill(-1)
  let written = 0
  let anchor = 0
  let at = 0
  while (at < source.length - MATCH_LIMIT) {
    const word = source.readInt32LE(at)
    const hash = Math.imul(word, HASH_PRIME) >>> (32 - HASH_BITS)
    const candidate = seen[hash] ?? -1
    seen[hash] = at
    if (candidate < 0 || at - candidate > MAX_OFFSET || source.readInt32LE(candidate) !== word) {
      at++
      continue
    }
    const end = matchEnd(source, candidate + MIN_MATCH, at + MIN_MATCH)
    written = writeSequence(target, written, source.subarray(anchor, at), at - candidate, end - at)
    at = end
    anchor = end
  }
  written = writeSequence(target, written, source.subarray(anchor), 0, 0)
  return target.subarray(0, written)
}

function matchEnd(source: Buffer, candidate: number, at: number): number {
  const last = source.length - LAST_LITERALS
  let end = at
  while (end < last && source[candidate + end - at] === source[end]) end++
  return end
}

/** @param matchLength 0 for the last sequence, which has literals only */
function writeSequence(
  target: Buffer,
  at: number,
  literals: Buffer,
  offset: number,
  matchLength: number,
): number {
  const matched = Math.max(matchLength - MIN_MATCH, 0)
  target[at] = (Math.min(literals.length, LENGTH_MASK) << 4) | Math.min(matched, LENGTH_MASK)
  let next = writeLength(target, at + 1, literals.length)
  next += literals.copy(target, next)
  if (matchLength === 0) return next
  next = target.writeUInt16LE(offset, next)
  return writeLength(target, next, matched)
}

function writeLength(target: Buffer, at: number, length: number): number {
  if (length < LENGTH_MASK) return at
  let next = at
  let rest = length - LENGTH_MASK
  for (; rest >= 255; rest -= 255) target[next++] = 255
  target[next++] = rest
  return next
}

function damaged(): MessageFormatError {
  return new MessageFormatError('BAD_COMPRESSION', 'The body is damaged: a block of LZ4 makes no sense.')
}
