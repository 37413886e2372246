/**
 * Compressed bodies: zlib (RFC 1950), an LZ4 frame or a Zstandard frame, as `common/compression/CompressorFactory` has
 * them. Which one it is stands in the system flag, see `compressionTypeOf`.
 *
 * Clients before 5.0 always compress with zlib, never say so, and inflate every compressed body with zlib: what they
 * are to read must be written with ZLIB.
 */
import { constants, deflateSync, inflateSync, zstdCompressSync, zstdDecompressSync } from 'node:zlib'
import { compressLz4Frame, inflateLz4Frame } from './lz4-frame.ts'
import { InflatedTooLarge, MessageFormatError } from './message-format-error.ts'
import type { CompressionType } from './sys-flag.ts'

/** Default limit of an inflated body: what brokers take in one frame. Most keep messages to 4 MiB, inflated or not. */
export const MAX_INFLATED_BYTES = 16_777_216

/** What Java clients use unless configured otherwise; for ZLIB and ZSTD. */
const DEFAULT_LEVEL = 5

export function compressBody(body: Buffer, type: CompressionType, level: number = DEFAULT_LEVEL): Buffer {
  switch (type) {
    case 'LZ4':
      return compressLz4Frame(body)
    case 'ZSTD':
      return zstdCompressSync(body, { params: { [constants.ZSTD_c_compressionLevel]: level } })
    case 'ZLIB':
      return deflateSync(body, { level })
  }
}

/**
 * Inflates a body; stops as soon as it passes `maxBytes`, so a small body that claims gigabytes costs no more than that.
 * @throws InflatedTooLarge
 * @throws MessageFormatError BAD_COMPRESSION when the bytes are not compressed so, end too early or are damaged
 */
export function inflateBody(
  storedBody: Buffer,
  type: CompressionType,
  maxBytes: number = MAX_INFLATED_BYTES,
): Buffer {
  if (type === 'LZ4') return inflateLz4Frame(storedBody, maxBytes)
  try {
    return type === 'ZSTD'
      ? inflateZstd(storedBody, maxBytes)
      : inflateSync(storedBody, { maxOutputLength: maxBytes })
  } catch (error) {
    if (error instanceof RangeError) throw new InflatedTooLarge(maxBytes)
    throw new MessageFormatError('BAD_COMPRESSION', `The body cannot be inflated with ${type}.`, {}, error)
  }
}

/** Node reads one frame and leaves the rest; Java clients read frame after frame, so do we. */
function inflateZstd(storedBody: Buffer, maxBytes: number): Buffer {
  const parts: Buffer[] = []
  let at = 0
  let inflatedBytes = 0
  do {
    const options = { maxOutputLength: maxBytes - inflatedBytes, info: true }
    const result: unknown = zstdDecompressSync(storedBody.subarray(at), options)
    if (!isInflated(result)) throw new TypeError('node:zlib gave no account of what it read')
    at += result.engine.bytesWritten
    inflatedBytes += result.buffer.length
    parts.push(result.buffer)
  } while (at < storedBody.length)
  return parts.length === 1 && parts[0] !== undefined ? parts[0] : Buffer.concat(parts)
}

/** What node:zlib returns for the option `info`, which its types leave out for Zstandard. */
interface Inflated {
  readonly buffer: Buffer
  readonly engine: { readonly bytesWritten: number }
}

function isInflated(result: unknown): result is Inflated {
  return (
    typeof result === 'object' &&
    result !== null &&
    'engine' in result &&
    typeof result.engine === 'object' &&
    result.engine !== null &&
    'bytesWritten' in result.engine &&
    'buffer' in result &&
    Buffer.isBuffer(result.buffer)
  )
}
