/**
 * Frames made by hand, for tests. Nothing here uses the package's own encoder, so that one mistake cannot cancel
 * itself. Every length can be a lie.
 */

/** Writes big-endian values one after another. */
export class Bytes {
  private readonly parts: Buffer[] = []

  int8(value: number): this {
    const part = Buffer.alloc(1)
    part.writeInt8(value)
    return this.raw(part)
  }

  int16(value: number): this {
    const part = Buffer.alloc(2)
    part.writeInt16BE(value)
    return this.raw(part)
  }

  int32(value: number): this {
    const part = Buffer.alloc(4)
    part.writeInt32BE(value)
    return this.raw(part)
  }

  raw(part: Buffer | string): this {
    this.parts.push(Buffer.from(part))
    return this
  }

  get buffer(): Buffer {
    return Buffer.concat(this.parts)
  }
}

export interface FrameParts {
  readonly header: Buffer | string
  readonly body?: Buffer | string
  /** Serialisation of the header: 0 JSON (default), 1 ROCKETMQ. */
  readonly type?: number
  /** What the frame claims its length to be. */
  readonly length?: number
  /** What the frame claims its header's length to be. */
  readonly headerLength?: number
}

export function frameBytes({ header, body = '', type = 0, length, headerLength }: FrameParts): Buffer {
  const head = Buffer.from(header)
  const tail = Buffer.from(body)
  return new Bytes()
    .int32(length ?? 4 + head.length + tail.length)
    .int8(type)
    .raw(threeBytes(headerLength ?? head.length))
    .raw(head)
    .raw(tail).buffer
}

function threeBytes(value: number): Buffer {
  return Buffer.from([(value >> 16) & 0xff, (value >> 8) & 0xff, value & 0xff])
}

export interface CommandParts {
  readonly code?: number
  readonly opaque?: number
  /** 0 request (default), 1 response, 2 one-way. */
  readonly flag?: number
  readonly language?: string
  readonly version?: number
  readonly remark?: string
  readonly extFields?: Readonly<Record<string, unknown>>
  readonly body?: Buffer | string
}

/** A command with a JSON header, as a Java peer writes it. */
export function jsonFrame({ body = '', ...header }: CommandParts = {}): Buffer {
  const all = { code: 0, flag: 0, language: 'JAVA', opaque: 0, version: 501, ...header }
  return frameBytes({ header: JSON.stringify({ ...all, serializeTypeCurrentRPC: 'JSON' }), body })
}

/** The bytes of a ROCKETMQ header; `language` by its number. */
export function binaryHeader(
  parts: Omit<CommandParts, 'language' | 'body' | 'extFields'> & {
    readonly language?: number
    readonly extFields?: ReadonlyArray<readonly [string, string]>
  } = {},
): Buffer {
  const fields = new Bytes()
  for (const [key, value] of parts.extFields ?? []) {
    fields.int16(Buffer.byteLength(key)).raw(key).int32(Buffer.byteLength(value)).raw(value)
  }
  const remark = parts.remark ?? ''
  return new Bytes()
    .int16(parts.code ?? 0)
    .int8(parts.language ?? 0)
    .int16(parts.version ?? 501)
    .int32(parts.opaque ?? 0)
    .int32(parts.flag ?? 0)
    .int32(Buffer.byteLength(remark))
    .raw(remark)
    .int32(fields.buffer.length)
    .raw(fields.buffer).buffer
}

/** The bytes in pieces of `size`. */
export function inPieces(bytes: Buffer, size: number): Buffer[] {
  const pieces: Buffer[] = []
  for (let at = 0; at < bytes.length; at += size) pieces.push(bytes.subarray(at, at + size))
  return pieces
}
