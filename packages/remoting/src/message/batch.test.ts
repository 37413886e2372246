import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type BatchedMessage, decodeBatch, encodeBatch, unwrapBatches } from './batch.ts'
import { decodeMessages } from './decode-stored-message.ts'
import { MessageFormatError } from './message-format-error.ts'
import { readGolden } from './testing/golden.ts'
import { int16, int32, recordBytes } from './testing/record-bytes.ts'

interface GoldenBatched {
  readonly flag: number
  readonly bodyHex: string
  readonly properties: Readonly<Record<string, string>>
}
interface GoldenUnwrapped extends GoldenBatched {
  readonly topic: string
  readonly queueId: number
  readonly queueOffset: string
  readonly commitLogOffset: string
  readonly bornTimestamp: number
  readonly storeTimestamp: number
}
const golden = readGolden<{
  batch: { hex: string; read: GoldenBatched[] }
  innerBatch: { hex: string; read: GoldenUnwrapped[] }
}>('messages.json')

function batched({ flag, bodyHex, properties }: GoldenBatched): BatchedMessage {
  return { flag, body: Buffer.from(bodyHex, 'hex'), properties: new Map(Object.entries(properties)) }
}

/** One message of a batch by hand. */
function pieceBytes(size: number, bodyLength: number, propertiesLength: number): Buffer {
  return Buffer.concat([
    int32(size),
    int32(0),
    int32(0),
    int32(5),
    int32(bodyLength),
    Buffer.from('body'),
    int16(propertiesLength),
    Buffer.from('a\u0001b\u0002'),
  ])
}

function reasonOf(work: () => unknown): string {
  try {
    work()
  } catch (error) {
    if (error instanceof MessageFormatError) return error.reason
    throw error
  }
  return 'nothing was refused'
}

describe('a batch', () => {
  it('of the Java client is read as it reads it', () => {
    expect(decodeBatch(Buffer.from(golden.batch.hex, 'hex'))).toEqual(golden.batch.read.map(batched))
  })

  it('is written byte for byte as the Java client writes it', () => {
    expect(encodeBatch(golden.batch.read.map(batched)).toString('hex')).toBe(golden.batch.hex)
  })

  it('put together by hand is read field by field', () => {
    const [message, ...more] = decodeBatch(pieceBytes(30, 4, 4))
    expect(more).toEqual([])
    expect(message).toEqual({ flag: 5, body: Buffer.from('body'), properties: new Map([['a', 'b']]) })
  })

  it('of no messages is no bytes', () => {
    expect(encodeBatch([])).toHaveLength(0)
    expect(decodeBatch(Buffer.alloc(0))).toEqual([])
  })

  it('is refused as truncated wherever it ends', () => {
    const bytes = pieceBytes(30, 4, 4)
    for (let end = 1; end < bytes.length; end++) {
      expect(reasonOf(() => decodeBatch(bytes.subarray(0, end)))).toBe('TRUNCATED')
    }
  })

  it.each([
    ['no size', 0, 4, 4],
    ['a negative size', -1, 4, 4],
    ['less than its fields take', 21, 4, 4],
    ['a negative body', 30, -1, 4],
    ['a body past its end', 30, 9, 4],
    ['a body of 2 GB', 30, 0x7fff_ffff, 4],
    ['negative properties', 30, 4, -1],
    ['properties past its end', 30, 4, 5],
    ['properties that leave bytes over', 30, 4, 3],
  ])('is refused for a message that claims %s', (_, size, bodyLength, propertiesLength) => {
    expect(reasonOf(() => decodeBatch(pieceBytes(size, bodyLength, propertiesLength)))).toBe('BAD_LENGTH')
  })

  it('is the same after it was written and read, and random bytes are refused cleanly', () => {
    const text = fc.stringMatching(/^[a-z]{1,9}$/)
    const messages = fc.array(
      fc.record({
        flag: fc.integer({ min: -0x8000_0000, max: 0x7fff_ffff }),
        body: fc.uint8Array({ maxLength: 50 }).map(bytes => Buffer.from(bytes)),
        properties: fc.array(fc.tuple(text, text), { maxLength: 4 }).map(entries => new Map(entries)),
      }),
      { maxLength: 5 },
    )
    fc.assert(
      fc.property(messages, some => {
        expect(decodeBatch(encodeBatch(some))).toEqual(some)
      }),
    )
    fc.assert(
      fc.property(messages, fc.nat(), fc.nat(255), (some, at, byte) => {
        const bytes = Buffer.concat([encodeBatch(some), Buffer.alloc(1)])
        bytes[at % bytes.length] = byte
        expect(['BAD_LENGTH', 'TRUNCATED']).toContain(reasonOf(() => decodeBatch(bytes)))
      }),
    )
  })
})

describe('a batch that is stored as one message', () => {
  it('is taken apart as the Java client does it', () => {
    const unwrapped = unwrapBatches(decodeMessages(Buffer.from(golden.innerBatch.hex, 'hex')))
    expect(unwrapped).toHaveLength(golden.innerBatch.read.length)
    for (const [i, read] of golden.innerBatch.read.entries()) {
      // The Java client also writes the batch's wish to wait for the disk into each message, which none of them had.
      const { WAIT: _, ...properties } = read.properties
      expect(unwrapped[i]).toMatchObject({
        ...batched({ ...read, properties }),
        topic: read.topic,
        queueId: read.queueId,
        queueOffset: BigInt(read.queueOffset),
        commitLogOffset: BigInt(read.commitLogOffset),
        bornTimestamp: read.bornTimestamp,
        storeTimestamp: read.storeTimestamp,
      })
    }
  })

  const body = Buffer.concat([pieceBytes(30, 4, 4), pieceBytes(30, 4, 4)])
  const batchRecord = recordBytes({ sysFlag: 0xc0, body })

  it('takes its place among the others, which stay as they are', () => {
    const messages = decodeMessages(Buffer.concat([recordBytes(), batchRecord, recordBytes()]))
    const unwrapped = unwrapBatches(messages)
    expect(unwrapped.map(message => message.queueOffset)).toEqual([1234n, 1234n, 1235n, 1234n])
    expect(unwrapped[0]).toBe(messages[0])
    expect(unwrapped[3]).toBe(messages[2])
  })

  it('once apart holds no batch any more, so that taking it apart again changes nothing', () => {
    const unwrapped = unwrapBatches(decodeMessages(batchRecord))
    expect(unwrapped.map(message => message.sysFlag)).toEqual([0, 0])
    expect(unwrapBatches(unwrapped)).toEqual(unwrapped)
  })

  it('stays whole unless both bits say that clients take it apart', () => {
    for (const sysFlag of [0x40, 0x80]) {
      const messages = decodeMessages(recordBytes({ sysFlag, body }))
      expect(unwrapBatches(messages)).toEqual(messages)
    }
  })

  it('is refused when its body is none', () => {
    const messages = decodeMessages(recordBytes({ sysFlag: 0xc0, body: Buffer.from('no batch') }))
    expect(reasonOf(() => unwrapBatches(messages))).toBe('TRUNCATED')
  })
})
