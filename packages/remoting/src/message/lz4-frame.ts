/**
 * LZ4 frames, as lz4-java's LZ4FrameOutputStream writes them for RocketMQ; little endian:
 *
 *     magic uint32 0x184d2204
 *     flags 1 byte: bits 6..7 version (1), 5 blocks are independent, 4 blocks have checksums,
 *           3 content size follows, 2 content has a checksum, 0 dictionary ID follows
 *     block size 1 byte: bits 4..6, 4 for 64 KiB to 7 for 4 MiB
 *     content size uint64, if flagged | header checksum 1 byte
 *     blocks: size uint32, whose highest bit says "not compressed"; bytes; checksum uint32, if flagged
 *     end mark uint32 0 | content checksum uint32, if flagged
 *
 * Frames may follow each other; those of magic 0x184d2a50 to 0x184d2a5f are skipped. Checksums are xxHash32. Defined
 * in LZ4's `lz4_Frame_format`; used in `common/compression/Lz4Compressor`.
 *
 * Our own code, since no kept npm package fits: the native ones inflate a frame whole, without a limit, and the ones
 * in JavaScript are years old and check no checksum.
 */
import { compressLz4Block, inflateLz4Block, Lz4Output } from './lz4-block.ts'
import { InflatedTooLarge, MessageFormatError } from './message-format-error.ts'
import { xxHash32 } from './xxhash32.ts'

const MAGIC = 0x184d2204
const SKIPPABLE_MAGIC = 0x184d2a50
const VERSION = 1 << 6
const INDEPENDENT = 1 << 5
const BLOCK_CHECKSUM = 1 << 4
const CONTENT_SIZE = 1 << 3
const CONTENT_CHECKSUM = 1 << 2
const RESERVED = 1 << 1
const DICTIONARY = 1
const NOT_COMPRESSED = 0x8000_0000
const BLOCK_4_MIB = 7
/** How far back a match reaches at most, also into blocks before its own. */
const WINDOW_BYTES = 65_535

interface FrameHeader {
  readonly flags: number
  readonly maxBlockBytes: number
  readonly contentBytes: bigint | undefined
}

/**
 * @throws MessageFormatError BAD_COMPRESSION
 * @throws InflatedTooLarge as soon as the frames turn out to hold more than `maxBytes`
 */
export function inflateLz4Frame(frames: Buffer, maxBytes: number): Buffer {
  const reader = new FrameBytes(frames)
  const output = new Lz4Output(maxBytes, 4 * frames.length)
  do {
    const magic = reader.uint32()
    if (magic === MAGIC) inflateFrame(reader, output, maxBytes)
    else if ((magic & 0xffff_fff0) >>> 0 === SKIPPABLE_MAGIC) reader.bytes(reader.uint32())
    else throw damaged('it begins with other bytes than an LZ4 frame')
  } while (reader.left > 0)
  return output.view()
}

/** One frame of independent blocks of up to 4 MiB, without checksums: what RocketMQ's Java clients write. */
export function compressLz4Frame(source: Buffer): Buffer {
  const header = Buffer.alloc(7)
  header.writeUInt32LE(MAGIC, 0)
  header[4] = VERSION | INDEPENDENT
  header[5] = BLOCK_4_MIB << 4
  header[6] = headerChecksum(header.subarray(4, 6))
  const parts: Buffer[] = [header]
  const blockBytes = maxBlockBytesOf(BLOCK_4_MIB)
  for (let at = 0; at < source.length; at += blockBytes) {
    const raw = source.subarray(at, at + blockBytes)
    const compressed = compressLz4Block(raw)
    const isSmaller = compressed.length < raw.length
    const size = Buffer.alloc(4)
    size.writeUInt32LE(isSmaller ? compressed.length : (raw.length | NOT_COMPRESSED) >>> 0)
    parts.push(size, isSmaller ? compressed : raw)
  }
  parts.push(Buffer.alloc(4))
  return Buffer.concat(parts)
}

function inflateFrame(reader: FrameBytes, output: Lz4Output, maxBytes: number): void {
  const { flags, maxBlockBytes, contentBytes } = readHeader(reader)
  const start = output.size
  if (contentBytes !== undefined && BigInt(start) + contentBytes > BigInt(maxBytes)) {
    throw new InflatedTooLarge(maxBytes)
  }
  for (let size = reader.uint32(); size !== 0; size = reader.uint32()) {
    const blockStart = output.size
    const block = reader.bytes((size & ~NOT_COMPRESSED) >>> 0)
    if (block.length > maxBlockBytes) throw damaged('a block is longer than its frame allows')
    if ((flags & BLOCK_CHECKSUM) !== 0) checkHash(block, reader.uint32(), 'a block')
    if (size >= NOT_COMPRESSED) output.append(block, 0, block.length)
    else {
      const isIndependent = (flags & INDEPENDENT) !== 0
      inflateLz4Block(block, output, isIndependent ? blockStart : Math.max(start, blockStart - WINDOW_BYTES))
    }
    if (output.size - blockStart > maxBlockBytes) throw damaged('a block is longer than its frame allows')
  }
  if ((flags & CONTENT_CHECKSUM) !== 0) checkHash(output.view(start), reader.uint32(), 'the content')
  if (contentBytes !== undefined && BigInt(output.size - start) !== contentBytes) {
    throw damaged('it holds another number of bytes than its frame says')
  }
}

function readHeader(reader: FrameBytes): FrameHeader {
  const start = reader.at
  const [flags = 0, blockByte = 0] = reader.bytes(2)
  if ((flags & 0xc0) !== VERSION || (flags & RESERVED) !== 0)
    throw damaged('its frame has an unknown version')
  if ((flags & DICTIONARY) !== 0) throw damaged('its frame asks for a dictionary')
  const contentBytes = (flags & CONTENT_SIZE) === 0 ? undefined : reader.uint64()
  const described = reader.between(start, reader.at)
  if (reader.bytes(1)[0] !== headerChecksum(described)) throw damaged('the checksum of its frame is wrong')
  const sizeCode = blockByte >> 4
  if ((blockByte & 0x0f) !== 0 || sizeCode < 4 || sizeCode > BLOCK_4_MIB) {
    throw damaged('its frame has an unknown block size')
  }
  return { flags, maxBlockBytes: maxBlockBytesOf(sizeCode), contentBytes }
}

/** 64 KiB, 256 KiB, 1 MiB, 4 MiB for 4 to 7. */
function maxBlockBytesOf(sizeCode: number): number {
  return 1 << (2 * sizeCode + 8)
}

function headerChecksum(descriptor: Buffer): number {
  return (xxHash32(descriptor) >>> 8) & 0xff
}

function checkHash(bytes: Buffer, expected: number, of: string): void {
  if (xxHash32(bytes) !== expected) throw damaged(`the checksum of ${of} is wrong`)
}

/** Takes bytes from the front and refuses to take more than there are. */
class FrameBytes {
  readonly buffer: Buffer
  at = 0

  constructor(buffer: Buffer) {
    this.buffer = buffer
  }

  get left(): number {
    return this.buffer.length - this.at
  }

  bytes(count: number): Buffer {
    if (count > this.left) throw damaged('it ends too early')
    this.at += count
    return this.buffer.subarray(this.at - count, this.at)
  }

  between(from: number, to: number): Buffer {
    return this.buffer.subarray(from, to)
  }

  uint32(): number {
    return this.bytes(4).readUInt32LE()
  }

  uint64(): bigint {
    return this.bytes(8).readBigUInt64LE()
  }
}

function damaged(why: string): MessageFormatError {
  return new MessageFormatError('BAD_COMPRESSION', `The body cannot be inflated with LZ4: ${why}.`)
}
