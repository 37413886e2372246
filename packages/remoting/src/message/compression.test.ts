import { crc32, deflateSync, zstdCompressSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compressBody, inflateBody } from './compression.ts'
import { InflatedTooLarge, MessageFormatError } from './message-format-error.ts'
import type { CompressionType } from './sys-flag.ts'
import { readGolden } from './testing/golden.ts'

interface GoldenCompressed {
  readonly type: CompressionType
  readonly name: string
  readonly bodyBytes: number
  readonly bodyCrc32: number
  readonly hex: string
}
const { compressed } = readGolden<{ compressed: GoldenCompressed[] }>('compression.json')
const TYPES: readonly CompressionType[] = ['LZ4', 'ZSTD', 'ZLIB']

function failureOf(work: () => unknown): MessageFormatError {
  try {
    work()
  } catch (error) {
    if (error instanceof MessageFormatError) return error
    throw error
  }
  throw new Error('nothing was refused')
}

describe('a body compressed by Apache RocketMQ', () => {
  it.each(compressed)('is inflated: $type, $name', ({ type, hex, bodyBytes, bodyCrc32 }) => {
    const body = inflateBody(Buffer.from(hex, 'hex'), type)
    expect(body).toHaveLength(bodyBytes)
    expect(crc32(body)).toBe(bodyCrc32)
  })

  it.each(compressed)(
    'is inflated up to its exact size and no further: $type, $name',
    ({ type, hex, bodyBytes }) => {
      if (bodyBytes < 2) return
      const stored = Buffer.from(hex, 'hex')
      expect(inflateBody(stored, type, bodyBytes)).toHaveLength(bodyBytes)
      expect(failureOf(() => inflateBody(stored, type, bodyBytes - 1))).toBeInstanceOf(InflatedTooLarge)
    },
  )
})

describe.each(TYPES)('%s', { timeout: 60_000 }, type => {
  const body = Buffer.from('订单 order 🚀 '.repeat(100))

  it('gives back any body', () => {
    const chunk = fc.record({
      bytes: fc.uint8Array({ maxLength: 60 }),
      times: fc.integer({ min: 1, max: 300 }),
    })
    fc.assert(
      fc.property(fc.array(chunk, { maxLength: 6 }), chunks => {
        const any = Buffer.concat(
          chunks.flatMap(({ bytes, times }) => new Array<Uint8Array>(times).fill(bytes)),
        )
        expect(inflateBody(compressBody(any, type), type).equals(any)).toBe(true)
      }),
      { numRuns: 60 },
    )
  })

  it('makes a body smaller', () => {
    expect(compressBody(body, type).length).toBeLessThan(body.length / 5)
  })

  it('stops at the limit without inflating the rest', () => {
    const bomb = compressBody(Buffer.alloc(40_000_000), type)
    const before = process.memoryUsage().arrayBuffers
    const error = failureOf(() => inflateBody(bomb, type, 1000))
    expect(error).toMatchObject({ reason: 'INFLATED_TOO_LARGE', limitBytes: 1000 })
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(20_000_000)
  })

  it('has a limit of 16 MiB unless told otherwise', () => {
    const atLimit = compressBody(Buffer.alloc(16_777_216), type)
    expect(inflateBody(atLimit, type)).toHaveLength(16_777_216)
    const past = compressBody(Buffer.alloc(16_777_217), type)
    expect(failureOf(() => inflateBody(past, type))).toBeInstanceOf(InflatedTooLarge)
  })

  it('refuses a body cut short anywhere', () => {
    const stored = compressBody(body, type)
    for (let end = 0; end < stored.length; end++) {
      expect(failureOf(() => inflateBody(stored.subarray(0, end), type)).reason).toBe('BAD_COMPRESSION')
    }
  })

  it('refuses bytes compressed in another way, and text', () => {
    for (const other of TYPES.filter(one => one !== type)) {
      expect(failureOf(() => inflateBody(compressBody(body, other), type)).reason).toBe('BAD_COMPRESSION')
    }
    expect(failureOf(() => inflateBody(Buffer.from('just text'), type)).reason).toBe('BAD_COMPRESSION')
  })

  it('damaged anywhere, gives a body or a MessageFormatError', () => {
    const stored = compressBody(body, type)
    fc.assert(
      fc.property(fc.nat(stored.length - 1), fc.nat(255), (at, byte) => {
        const damaged = Buffer.from(stored)
        damaged[at] = byte
        try {
          inflateBody(damaged, type)
        } catch (error) {
          expect(error).toBeInstanceOf(MessageFormatError)
        }
      }),
      { numRuns: 300 },
    )
  })

  it('does not show the body in an error', () => {
    const error = failureOf(() => inflateBody(Buffer.from('a very secret body'), type))
    expect(JSON.stringify([error.message, `${error.cause}`])).not.toContain('secret')
  })
})

describe('what Java clients accept beside the usual', () => {
  it('is several Zstandard frames one after the other, within one limit', () => {
    const frames = Buffer.concat([
      zstdCompressSync(Buffer.from('one ')),
      zstdCompressSync(Buffer.from('two')),
    ])
    expect(inflateBody(frames, 'ZSTD').toString()).toBe('one two')
    expect(inflateBody(frames, 'ZSTD', 7).toString()).toBe('one two')
    expect(failureOf(() => inflateBody(frames, 'ZSTD', 6))).toBeInstanceOf(InflatedTooLarge)
    expect(failureOf(() => inflateBody(frames, 'ZSTD', 4))).toBeInstanceOf(InflatedTooLarge)
  })

  it('is bytes after the end of zlib, but not after the end of Zstandard', () => {
    const more = Buffer.from('more')
    expect(inflateBody(Buffer.concat([deflateSync(Buffer.from('a')), more]), 'ZLIB').toString()).toBe('a')
    const zstd = Buffer.concat([zstdCompressSync(Buffer.from('a')), more])
    expect(failureOf(() => inflateBody(zstd, 'ZSTD')).reason).toBe('BAD_COMPRESSION')
  })
})
