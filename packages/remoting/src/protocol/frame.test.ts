import { describe, expect, it } from 'vitest'
import { Bytes, binaryHeader, frameBytes, inPieces, jsonFrame } from '../../test-support/bytes.ts'
import { thrownBy } from '../../test-support/errors.ts'
import { liveBytes } from '../../test-support/memory.ts'
import { MalformedError } from '../errors.ts'
import { encodeFrame, encodeFrameHead, type Frame, FrameReader, MAX_FRAME_BYTES } from './frame.ts'
import { SERIALIZE_JSON, SERIALIZE_ROCKETMQ } from './header.ts'

/** Three commands of different forms in one stream. */
const FRAMES = [
  jsonFrame({ code: 17, opaque: 1, extFields: { topic: '订单 🚀' } }),
  frameBytes({ header: binaryHeader({ code: 0, opaque: 2, flag: 1, remark: 'ok' }), type: 1, body: 'body' }),
  jsonFrame({ code: 1, opaque: 3, flag: 1, remark: 'no', body: Buffer.from([0, 255, 13]) }),
]
const STREAM = Buffer.concat(FRAMES)

const header = {
  code: 34,
  language: 'OTHER',
  version: 501,
  opaque: 9,
  flag: 0,
  remark: undefined,
  extFields: { key: 'ключ' },
}

function read(pieces: Buffer[], maxFrameBytes?: number): Frame[] {
  const reader = new FrameReader(maxFrameBytes)
  return pieces.flatMap(piece => reader.push(piece))
}

function refusalOf(bytes: Buffer, maxFrameBytes?: number): MalformedError {
  const error = thrownBy(() => read([bytes], maxFrameBytes))
  expect(error).toBeInstanceOf(MalformedError)
  return error as MalformedError
}

describe('FrameReader', () => {
  it('reads the header and the body of a command', () => {
    const [frame, ...others] = read([frameBytes({ header: '{"code":5,"opaque":6,"flag":1}', body: 'abc' })])
    expect(others).toEqual([])
    expect(frame?.header).toMatchObject({ code: 5, opaque: 6, flag: 1 })
    expect(frame?.body.toString()).toBe('abc')
    expect(frame?.serializeType).toBe(SERIALIZE_JSON)
  })

  it('gives an empty body where there is none', () => {
    expect(read([jsonFrame()])[0]?.body.length).toBe(0)
  })

  it('reads frames that arrive joined, in order and in either serialisation', () => {
    const frames = read([STREAM])
    expect(frames.map(frame => frame.header.opaque)).toEqual([1, 2, 3])
    expect(frames.map(frame => frame.serializeType)).toEqual([0, SERIALIZE_ROCKETMQ, 0])
    expect(frames.map(frame => frame.body.toString('latin1'))).toEqual(['', 'body', '\x00\xff\r'])
  })

  it('reads the same frames wherever the stream is cut in two', () => {
    const whole = read([STREAM])
    for (let at = 0; at <= STREAM.length; at++) {
      expect(read([STREAM.subarray(0, at), STREAM.subarray(at)])).toEqual(whole)
    }
  })

  it('reads the same frames in pieces of every small size', () => {
    const whole = read([STREAM])
    for (let size = 1; size <= 64; size++) expect(read(inPieces(STREAM, size))).toEqual(whole)
  })

  it('gives out each frame with the byte that completes it', () => {
    const reader = new FrameReader()
    const ends = new Set([0, 1, 2].map(n => Buffer.concat(FRAMES.slice(0, n + 1)).length))
    inPieces(STREAM, 1).forEach((byte, at) => {
      expect(reader.push(byte).length).toBe(ends.has(at + 1) ? 1 : 0)
    })
  })

  it('holds back only the frame it waits for', () => {
    const reader = new FrameReader()
    expect(reader.pendingBytes).toBe(0)
    reader.push(Buffer.concat([STREAM, FRAMES[0]?.subarray(0, 9) ?? Buffer.of()]))
    expect(reader.pendingBytes).toBe(9)
    reader.push(FRAMES[0]?.subarray(9) ?? Buffer.of())
    expect(reader.pendingBytes).toBe(0)
  })

  it('takes empty chunks at any point', () => {
    const pieces = inPieces(STREAM, 5).flatMap(piece => [Buffer.of(), piece, Buffer.of()])
    expect(read(pieces)).toEqual(read([STREAM]))
  })

  it('leaves a body alone when later bytes arrive', () => {
    const reader = new FrameReader()
    const large = jsonFrame({ body: Buffer.alloc(100_000, 1) })
    const frames = inPieces(large, 1_000).flatMap(piece => reader.push(piece))
    inPieces(jsonFrame({ body: Buffer.alloc(100_000, 2) }), 1_000).flatMap(piece => reader.push(piece))
    expect(frames[0]?.body.equals(Buffer.alloc(100_000, 1))).toBe(true)
  })

  it('keeps little more than the bytes of a frame that comes one byte at a time', () => {
    const bytes = jsonFrame({ body: Buffer.alloc(1_000_000) })
    const reader = new FrameReader()
    const before = liveBytes()
    for (let at = 0; at < bytes.length - 1; at++) reader.push(Buffer.from(bytes.subarray(at, at + 1)))
    expect(liveBytes() - before).toBeLessThan(5_000_000)
    expect(reader.pendingBytes).toBe(bytes.length - 1)
  })
})

describe('FrameReader, with a hostile peer', () => {
  it.each([-1, -2_147_483_648, 0, 3])('refuses a length of %i', length => {
    const error = refusalOf(frameBytes({ header: '{}', length }))
    expect(error.code).toBe('FRAME_MALFORMED')
    expect(error.message).toContain(`${length}`)
  })

  it('refuses a frame of 2 GB by its first four bytes', () => {
    const error = refusalOf(new Bytes().int32(2_147_483_647).buffer)
    expect(error.code).toBe('FRAME_TOO_LARGE')
    expect(error.message).toContain('2147483647')
    expect(error.message).toContain(`${MAX_FRAME_BYTES}`)
  })

  it('refuses by the first four bytes also when they come one by one', () => {
    const reader = new FrameReader()
    const bytes = new Bytes().int32(MAX_FRAME_BYTES + 1).buffer
    for (const byte of inPieces(bytes.subarray(0, 3), 1)) expect(reader.push(byte)).toEqual([])
    expect(thrownBy(() => reader.push(bytes.subarray(3)))).toMatchObject({ code: 'FRAME_TOO_LARGE' })
  })

  it('takes a frame of exactly the limit and refuses one byte more', () => {
    const frame = (bodyBytes: number): Buffer =>
      frameBytes({ header: '{"code":0,"opaque":0}', body: Buffer.alloc(bodyBytes) })
    const room = 1_000 - 4 - '{"code":0,"opaque":0}'.length
    expect(read([frame(room)], 1_000)).toHaveLength(1)
    expect(refusalOf(frame(room + 1), 1_000).code).toBe('FRAME_TOO_LARGE')
  })

  it('refuses a header that is longer than its frame', () => {
    const error = refusalOf(frameBytes({ header: '{"code":0,"opaque":0}', headerLength: 22 }))
    expect(error.code).toBe('FRAME_MALFORMED')
    expect(error.message).toContain('header of 22 bytes')
  })

  it.each([2, 3, 99, -1])('refuses the serialisation type %i', type => {
    const error = refusalOf(frameBytes({ header: '{"code":0,"opaque":0}', type }))
    expect(error.code).toBe('FRAME_MALFORMED')
    expect(error.message).toContain(`${type & 0xff}`)
  })

  it('refuses an empty header', () => {
    expect(refusalOf(frameBytes({ header: '' })).code).toBe('FRAME_MALFORMED')
    expect(refusalOf(frameBytes({ header: '', type: 1 })).code).toBe('FRAME_MALFORMED')
  })
})

describe('encodeFrame', () => {
  it('writes the lengths, the serialisation type, the header and the body', () => {
    const frame = encodeFrame(header, Buffer.from('body'), SERIALIZE_ROCKETMQ)
    const written = binaryHeader({ ...header, language: 7, remark: '', extFields: [['key', 'ключ']] })
    expect(frame).toEqual(frameBytes({ header: written, type: 1, body: 'body' }))
  })

  it('writes a JSON header that a JSON parser reads', () => {
    const frame = encodeFrame(header, undefined, SERIALIZE_JSON)
    expect(frame.readInt32BE(0)).toBe(frame.length - 4)
    expect(frame.readInt32BE(4)).toBe(frame.length - 8)
    expect(JSON.parse(frame.toString('utf8', 8))).toEqual(JSON.parse(JSON.stringify(header)))
  })

  it('writes the head alone for a body that is sent after it', () => {
    const body = Buffer.from('body')
    const head = encodeFrameHead(header, body.length, SERIALIZE_JSON)
    expect(Buffer.concat([head, body])).toEqual(encodeFrame(header, body, SERIALIZE_JSON))
  })

  it('refuses a header whose length does not fit its three bytes', () => {
    const large = { ...header, remark: 'x'.repeat(0x1_00_00_00) }
    const error = thrownBy(() => encodeFrame(large, undefined, SERIALIZE_JSON))
    expect(error).toMatchObject({ name: 'MalformedError', code: 'BAD_ARGUMENT' })
  })
})
