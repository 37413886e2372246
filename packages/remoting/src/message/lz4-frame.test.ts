import { describe, expect, it } from 'vitest'
import { compressLz4Frame, inflateLz4Frame } from './lz4-frame.ts'
import { MessageFormatError } from './message-format-error.ts'
import { readGolden } from './testing/golden.ts'
import { xxHash32 } from './xxhash32.ts'

const LIMIT = 1_000_000

function uint32(value: number): Buffer {
  return Buffer.of(value & 0xff, (value >>> 8) & 0xff, (value >>> 16) & 0xff, value >>> 24)
}

/** A frame by hand: version 1, blocks of up to 64 KiB; `flags` beside the version. */
function frame(
  flags: number,
  blocks: readonly Buffer[],
  after: readonly Buffer[] = [],
  contentSize?: Buffer,
): Buffer {
  const descriptor = Buffer.concat([Buffer.of(0x40 | flags, 0x40), contentSize ?? Buffer.alloc(0)])
  const checksum = Buffer.of((xxHash32(descriptor) >>> 8) & 0xff)
  return Buffer.concat([uint32(0x184d2204), descriptor, checksum, ...blocks, uint32(0), ...after])
}

function block(...bytes: number[]): Buffer {
  return Buffer.concat([uint32(bytes.length), Buffer.from(bytes)])
}

function stored(text: string): Buffer {
  return Buffer.concat([uint32((0x8000_0000 | text.length) >>> 0), Buffer.from(text)])
}

function inflated(bytes: Buffer): string {
  return inflateLz4Frame(bytes, LIMIT).toString()
}

function refusal(bytes: Buffer): string {
  try {
    inflateLz4Frame(bytes, LIMIT)
  } catch (error) {
    if (error instanceof MessageFormatError && error.reason === 'BAD_COMPRESSION') return error.message
    throw error
  }
  throw new Error('nothing was refused')
}

const A = 0x61
const B = 0x62
const INDEPENDENT = 0x20

describe('xxHash32', () => {
  it.each(readGolden<{ xxHash32: { hex: string; hash: number }[] }>('compression.json').xxHash32)(
    'is the one of lz4-java: $hash',
    ({ hex, hash }) => {
      expect(xxHash32(Buffer.from(hex, 'hex'))).toBe(hash)
    },
  )
})

describe('an LZ4 frame put together by hand', () => {
  it('may hold nothing', () => {
    expect(inflated(frame(INDEPENDENT, []))).toBe('')
  })

  it('may hold blocks that are not compressed', () => {
    expect(inflated(frame(INDEPENDENT, [stored('hello '), stored('world')]))).toBe('hello world')
  })

  it('repeats what a match refers to, also into itself', () => {
    // two literals, then 4 bytes from 2 back, then 5 bytes from 1 back; one literal at the end
    const bytes = block(0x20, A, B, 2, 0, 0x01, 1, 0, 0x10, A)
    expect(inflated(frame(INDEPENDENT, [bytes]))).toBe('ababab' + 'bbbbb' + 'a')
  })

  it('has lengths of many bytes', () => {
    // 15 + 255 + 1 literals, then a match of 4 + 15 + 0 bytes from 1 back
    const literals = new Array<number>(271).fill(A)
    expect(inflated(frame(INDEPENDENT, [block(0xff, 255, 1, ...literals, 1, 0, 0, 0x10, B)]))).toBe(
      `${'a'.repeat(271 + 19)}b`,
    )
  })

  const linked = [stored('abcd'), block(0x00, 4, 0, 0x10, B)]

  it('reaches into the block before when its blocks are linked, not when they are independent', () => {
    expect(inflated(frame(0, linked))).toBe('abcdabcdb')
    expect(refusal(frame(INDEPENDENT, linked))).toContain('makes no sense')
  })

  it('does not reach into the frame before', () => {
    const second = frame(0, [block(0x00, 4, 0, 0x10, B)])
    expect(refusal(Buffer.concat([frame(0, [stored('abcd')]), second]))).toContain('makes no sense')
  })

  it('may be followed by another, and by bytes to skip', () => {
    const skipped = Buffer.concat([uint32(0x184d2a5f), uint32(3), Buffer.from('???')])
    const frames = [
      skipped,
      frame(INDEPENDENT, [stored('one ')]),
      skipped,
      frame(INDEPENDENT, [stored('two')]),
    ]
    expect(inflated(Buffer.concat(frames))).toBe('one two')
  })

  it('is refused when a checksum is wrong: of the header, a block or the content', () => {
    const broken = frame(INDEPENDENT, [])
    broken[6] = 1 + (broken[6] ?? 0)
    expect(refusal(broken)).toContain('the checksum of its frame')
    const withChecksum = Buffer.concat([stored('hello'), uint32(xxHash32(Buffer.from('hello')))])
    expect(inflated(frame(INDEPENDENT | 0x10, [withChecksum]))).toBe('hello')
    expect(refusal(frame(INDEPENDENT | 0x10, [Buffer.concat([stored('hello'), uint32(1)])]))).toContain(
      'a block',
    )
    const content = uint32(xxHash32(Buffer.from('hello')))
    expect(inflated(frame(INDEPENDENT | 0x04, [stored('hello')], [content]))).toBe('hello')
    expect(refusal(frame(INDEPENDENT | 0x04, [stored('hello')], [uint32(1)]))).toContain('the content')
  })

  it('is refused when it holds another number of bytes than it says', () => {
    const size = Buffer.concat([uint32(5), uint32(0)])
    expect(inflated(frame(INDEPENDENT | 0x08, [stored('hello')], [], size))).toBe('hello')
    expect(refusal(frame(INDEPENDENT | 0x08, [stored('hell')], [], size))).toContain(
      'another number of bytes',
    )
  })

  it('is refused as too large by its content size alone', () => {
    const size = Buffer.concat([uint32(0xffff_ffff), uint32(0xffff_ffff)])
    expect(() => inflated(frame(INDEPENDENT | 0x08, [], [], size))).toThrow('more than 1000000 bytes')
  })

  it.each([
    ['an empty body', Buffer.alloc(0)],
    ['another magic', Buffer.from('just some text')],
    ['an unknown version', frame(0xc0, [])],
    ['a reserved bit', frame(INDEPENDENT | 0x02, [])],
    ['a dictionary', frame(INDEPENDENT | 0x01, [], [], uint32(1))],
    ['text after its end', Buffer.concat([frame(INDEPENDENT, []), Buffer.from('text')])],
    ['a block that ends too early', frame(INDEPENDENT, [Buffer.concat([uint32(100), Buffer.from('short')])])],
    ['a block of 2 GB', frame(INDEPENDENT, [uint32(0x7fff_ffff)])],
    ['a block longer than 64 KiB', frame(INDEPENDENT, [stored('x'.repeat(65_537))])],
    [
      'a block that inflates to more than 64 KiB',
      frame(INDEPENDENT, [block(0x1f, A, 1, 0, ...new Array(260).fill(255), 0)]),
    ],
    ['a match of offset 0', frame(INDEPENDENT, [block(0x10, A, 0, 0, 0x10, A)])],
    ['a match before its start', frame(INDEPENDENT, [block(0x10, A, 2, 0, 0x10, A)])],
    ['literals past its end', frame(INDEPENDENT, [block(0x50, A)])],
    ['a length that never ends', frame(INDEPENDENT, [block(0xf0, 255, 255)])],
    ['half an offset', frame(INDEPENDENT, [block(0x10, A, 1)])],
    ['no token', frame(INDEPENDENT, [block(0x10, A, 1, 0)])],
  ])('is refused for %s', (_, bytes) => {
    expect(refusal(bytes)).toMatch(/LZ4/)
  })
})

describe('compressing with LZ4', () => {
  it('writes the frame that Java clients write: independent blocks of 4 MiB, no checksums', () => {
    expect(compressLz4Frame(Buffer.from('hello')).toString('hex')).toBe(
      `04224d186070730500008068656c6c6f00000000`,
    )
  })

  it('splits a body of more than 4 MiB into blocks', { timeout: 60_000 }, () => {
    const body = Buffer.alloc(9_000_000, 'many blocks ')
    expect(inflateLz4Frame(compressLz4Frame(body), 9_000_000).equals(body)).toBe(true)
  })
})
