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
const LENGTH_BYTES = 4
const MAX_HEADER_BYTES = 0xff_ff_ff
const EMPTY = Buffer.alloc(0)

/**
 * The bytes before the body; send the body right after them.
 * @throws MalformedError BAD_ARGUMENT when the header does not fit the serialisation
 */
export function encodeFrameHead(header: CommandHeader, bodyBytes: number, type: SerializeType): Buffer {
  const encoded = encodeHeader(header, type)
  if (encoded.length > MAX_HEADER_BYTES) {
    throw new MalformedError(
      'BAD_ARGUMENT',
      `The header fields take ${encoded.length} bytes; RocketMQ allows ${MAX_HEADER_BYTES} bytes.`,
    )
  }
  const head = Buffer.allocUnsafe(8 + encoded.length)
  head.writeInt32BE(4 + encoded.length + bodyBytes, 0)
  head.writeInt32BE((type << 24) | encoded.length, 4)
  encoded.copy(head, 8)
  return head
}

/** @throws MalformedError BAD_ARGUMENT when the header does not fit the serialisation */
export function encodeFrame(header: CommandHeader, body: Buffer | undefined, type: SerializeType): Buffer {
  const head = encodeFrameHead(header, body?.length ?? 0, type)
  return body === undefined || body.length === 0 ? head : Buffer.concat([head, body])
}

/**
 * Takes bytes as a socket delivers them and gives out whole frames. Keeps only the frame it waits for, in one buffer
 * of that frame's size, so memory is bounded by `maxFrameBytes` however small the pieces are. After it has thrown it
 * must not be used again: the stream has no point at which to pick up.
 */
export class FrameReader {
  private readonly maxFrameBytes: number
  /** Room for the frame under way; only four bytes while its length is not known. */
  private partial: Buffer | undefined
  private filled = 0

  constructor(maxFrameBytes: number = MAX_FRAME_BYTES) {
    this.maxFrameBytes = maxFrameBytes
  }

  /** Bytes held back until their frame is complete. */
  get pendingBytes(): number {
    return this.filled
  }

  /**
   * @returns the frames that this chunk completes, in order; bodies are views of the received bytes
   * @throws MalformedError FRAME_MALFORMED or FRAME_TOO_LARGE
   */
  push(chunk: Buffer): Frame[] {
    const frames: Frame[] = []
    let rest = chunk
    while (rest.length > 0) {
      if (this.partial === undefined && rest.length >= LENGTH_BYTES) {
        const end = LENGTH_BYTES + this.checkedLength(rest)
        if (rest.length >= end) {
          frames.push(decodeFrame(rest.subarray(LENGTH_BYTES, end)))
          rest = rest.subarray(end)
          continue
        }
        this.partial = Buffer.allocUnsafe(end)
      }
      rest = rest.subarray(this.fill(rest))
      const complete = this.takeComplete()
      if (complete !== undefined) frames.push(decodeFrame(complete.subarray(LENGTH_BYTES)))
    }
    return frames
  }

  /** Copies into the frame under way what belongs to it and returns how many bytes that were. */
  private fill(bytes: Buffer): number {
    this.partial ??= Buffer.allocUnsafe(LENGTH_BYTES)
    const taken = bytes.copy(this.partial, this.filled)
    this.filled += taken
    return taken
  }

  /** The frame under way once its last byte is there. Makes room for the whole of it once its length is there. */
  private takeComplete(): Buffer | undefined {
    if (this.partial === undefined || this.filled < this.partial.length) return undefined
    const { partial } = this
    if (this.filled > LENGTH_BYTES) {
      this.partial = undefined
      this.filled = 0
      return partial
    }
    this.partial = Buffer.allocUnsafe(LENGTH_BYTES + this.checkedLength(partial))
    partial.copy(this.partial)
    return undefined
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
