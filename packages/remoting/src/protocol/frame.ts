/**
 * Frames on the wire, big endian:
 *
 *     length int32        of all that follows
 *     header length int32 the upper byte is the header's serialisation type, the lower three its length in bytes
 *     header | body
 *
 * Defined by RocketMQ in `remoting/protocol/RemotingCommand` and `remoting/netty/NettyDecoder`.
 */
import { MalformedError } from '../errors.ts'
import { type CommandHeader, decodeHeader, encodeHeader, type SerializeType } from './header.ts'

export interface Frame {
  readonly header: CommandHeader
  readonly body: Buffer
  readonly serializeType: SerializeType
}

/** What brokers accept by default (`com.rocketmq.remoting.frameMaxLength`): 16 MiB. */
export const MAX_FRAME_BYTES = 16_777_216
const EMPTY = Buffer.alloc(0)

/** The bytes before the body; send the body right after them. */
export function encodeFrameHead(header: CommandHeader, bodyBytes: number, type: SerializeType): Buffer {
  const encoded = encodeHeader(header, type)
  const head = Buffer.allocUnsafe(8 + encoded.length)
  head.writeInt32BE(4 + encoded.length + bodyBytes, 0)
  head.writeInt32BE((type << 24) | encoded.length, 4)
  encoded.copy(head, 8)
  return head
}

export function encodeFrame(header: CommandHeader, body: Buffer | undefined, type: SerializeType): Buffer {
  const head = encodeFrameHead(header, body?.length ?? 0, type)
  return body === undefined || body.length === 0 ? head : Buffer.concat([head, body])
}

/**
 * Takes bytes as a socket delivers them and gives out whole frames. Keeps only what belongs to the frame it waits
 * for, so memory is bounded by `maxFrameBytes`. After it has thrown it must not be used again: the stream has no
 * point at which to pick up.
 */
export class FrameReader {
  private readonly maxFrameBytes: number
  private chunks: Buffer[] = []
  private buffered = 0

  constructor(maxFrameBytes: number = MAX_FRAME_BYTES) {
    this.maxFrameBytes = maxFrameBytes
  }

  /** Bytes held back until their frame is complete. */
  get pendingBytes(): number {
    return this.buffered
  }

  /**
   * @returns the frames that this chunk completes, in order; bodies are views of the received bytes
   * @throws MalformedError FRAME_MALFORMED or FRAME_TOO_LARGE
   */
  push(chunk: Buffer): Frame[] {
    const frames: Frame[] = []
    let rest = this.join(chunk)
    while (rest !== undefined && rest.length >= 4) {
      const length = this.checkedLength(rest)
      if (rest.length < 4 + length) break
      frames.push(decodeFrame(rest.subarray(4, 4 + length)))
      rest = rest.subarray(4 + length)
    }
    if (rest !== undefined && rest.length > 0) {
      this.chunks = [rest]
      this.buffered = rest.length
    }
    return frames
  }

  /** All bytes at hand as one buffer once a frame may be complete; undefined while one surely is not. */
  private join(chunk: Buffer): Buffer | undefined {
    if (this.buffered === 0) return chunk
    this.chunks.push(chunk)
    this.buffered += chunk.length
    if (this.chunks[0] !== undefined && this.chunks[0].length >= 4) {
      if (this.buffered < 4 + this.checkedLength(this.chunks[0])) return undefined
    }
    const joined = Buffer.concat(this.chunks, this.buffered)
    this.chunks = []
    this.buffered = 0
    return joined
  }

  private checkedLength(bytes: Buffer): number {
    const length = bytes.readInt32BE(0)
    if (length < 4)
      throw new MalformedError('FRAME_MALFORMED', `This is no RocketMQ frame: its length is ${length}.`)
    if (length > this.maxFrameBytes) {
      throw new MalformedError(
        'FRAME_TOO_LARGE',
        `A frame claims ${length} bytes; the limit is ${this.maxFrameBytes} bytes.`,
      )
    }
    return length
  }
}

/** @param bytes a frame without its leading length */
function decodeFrame(bytes: Buffer): Frame {
  const word = bytes.readUInt32BE(0)
  const headerBytes = word & 0xffffff
  const type = word >>> 24
  if (4 + headerBytes > bytes.length) {
    throw new MalformedError(
      'FRAME_MALFORMED',
      `This is no RocketMQ frame: a header of ${headerBytes} bytes in a frame of ${bytes.length}.`,
    )
  }
  const header = decodeHeader(bytes.subarray(4, 4 + headerBytes), type)
  const body = bytes.length === 4 + headerBytes ? EMPTY : bytes.subarray(4 + headerBytes)
  return { header, body, serializeType: type as SerializeType }
}
