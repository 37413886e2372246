import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeMessage, decodeMessages } from './decode-stored-message.ts'
import { encodeStoredMessage, type StoredMessageFields } from './encode-stored-message.ts'
import { parseIp } from './ip-address.ts'
import { MessageFormatError } from './message-format-error.ts'
import { SysFlag } from './sys-flag.ts'
import { readGolden } from './testing/golden.ts'

interface GoldenMessage {
  readonly name: string
  readonly hex: string
  readonly read: {
    readonly topic: string
    readonly queueId: number
    readonly queueOffset: string
    readonly commitLogOffset: string
    readonly storeSize: number
    readonly sysFlagWithoutCompressed: number
    readonly flag: number
    readonly bodyCRC: number
    readonly bornTimestamp: number
    readonly bornHost: string
    readonly bornPort: number
    readonly storeTimestamp: number
    readonly storeHost: string
    readonly storePort: number
    readonly reconsumeTimes: number
    readonly preparedTransactionOffset: string
    readonly properties: Readonly<Record<string, string>>
    readonly bodyHex: string
    readonly msgId: string
    readonly offsetMsgId: string
  }
}

const { stored } = readGolden<{ stored: GoldenMessage[] }>('messages.json')

describe('a message stored by Apache RocketMQ', () => {
  it.each(stored)('is read as the Java client reads it: $name', ({ hex, read }) => {
    const message = decodeMessage(Buffer.from(hex, 'hex'))

    expect(message.topic).toBe(read.topic)
    expect(message.queueId).toBe(read.queueId)
    expect(message.queueOffset).toBe(BigInt(read.queueOffset))
    expect(message.commitLogOffset).toBe(BigInt(read.commitLogOffset))
    expect(message.storeSize).toBe(read.storeSize)
    expect(message.sysFlag & ~SysFlag.COMPRESSED).toBe(read.sysFlagWithoutCompressed)
    expect(message.flag).toBe(read.flag)
    expect(message.bodyCRC).toBe(read.bodyCRC)
    expect(message.bornTimestamp).toBe(read.bornTimestamp)
    expect(parseIp(message.bornHost.host).toString('hex')).toBe(read.bornHost)
    expect(message.bornHost.port).toBe(read.bornPort)
    expect(message.storeTimestamp).toBe(read.storeTimestamp)
    expect(parseIp(message.storeHost.host).toString('hex')).toBe(read.storeHost)
    expect(message.storeHost.port).toBe(read.storePort)
    expect(message.reconsumeTimes).toBe(read.reconsumeTimes)
    expect(message.preparedTransactionOffset).toBe(BigInt(read.preparedTransactionOffset))
    expect(message.properties).toEqual(new Map(Object.entries(read.properties)))
    expect(message.body.toString('hex')).toBe(read.bodyHex)
    expect(message.msgId).toBe(read.msgId)
    expect(message.offsetMsgId).toBe(read.offsetMsgId)
  })

  it.each(stored)('is written back byte for byte: $name', ({ hex }) => {
    const bytes = Buffer.from(hex, 'hex')
    expect(encodeStoredMessage(decodeMessage(bytes)).toString('hex')).toBe(bytes.toString('hex'))
  })

  it('is found in a run of others', () => {
    const run = Buffer.concat(stored.map(({ hex }) => Buffer.from(hex, 'hex')))
    expect(decodeMessages(run).map(message => message.offsetMsgId)).toEqual(
      stored.map(({ read }) => read.offsetMsgId),
    )
  })
})

/** Anything a property may hold: no separators, since those cannot be told from the text. */
const propertyText = fc.string({ unit: 'binary', minLength: 1, maxLength: 20 }).map(withoutSeparators)
const ip = fc.oneof(fc.ipV4(), fc.ipV6())
const host = fc.record({ host: ip, port: fc.integer({ min: 0, max: 65_535 }) })
const int32 = fc.integer({ min: -0x8000_0000, max: 0x7fff_ffff })
const int64 = fc.bigInt({ min: -(1n << 63n), max: (1n << 63n) - 1n })
const timestamp = fc.integer({ min: -1, max: Number.MAX_SAFE_INTEGER })

const fields: fc.Arbitrary<StoredMessageFields> = fc.record({
  topic: fc.string({ unit: 'grapheme', maxLength: 60 }),
  queueId: int32,
  queueOffset: int64,
  commitLogOffset: int64,
  sysFlag: int32,
  flag: int32,
  bornTimestamp: timestamp,
  bornHost: host,
  storeTimestamp: timestamp,
  storeHost: host,
  reconsumeTimes: int32,
  preparedTransactionOffset: int64,
  properties: fc
    .array(fc.tuple(propertyText, propertyText), { maxLength: 8 })
    .map(entries => new Map(entries.filter(([name, value]) => name !== '' && value !== ''))),
  storedBody: fc.uint8Array({ maxLength: 200 }).map(bytes => Buffer.from(bytes)),
})

describe('a message of any content', { timeout: 60_000 }, () => {
  it('is the same after it was written and read', () => {
    fc.assert(
      fc.property(fields, message => {
        const read = decodeMessage(encodeStoredMessage(message))
        const { bornHost, storeHost, sysFlag, properties, ...plain } = message
        expect(read).toMatchObject(plain)
        expect([...read.properties]).toEqual([...properties])
        expect(parseIp(read.bornHost.host)).toEqual(parseIp(bornHost.host))
        expect(parseIp(read.storeHost.host)).toEqual(parseIp(storeHost.host))
        const hostBits = SysFlag.BORNHOST_V6 | SysFlag.STOREHOST_V6
        expect(read.sysFlag & ~hostBits).toBe(sysFlag & ~hostBits)
        expect(encodeStoredMessage(read)).toEqual(encodeStoredMessage(message))
      }),
      { numRuns: 300 },
    )
  })

  it('damaged anywhere, is read or refused with a MessageFormatError, body and all', () => {
    const records = stored.map(({ hex }) => Buffer.from(hex, 'hex'))
    const change = fc.record({ at: fc.nat(), byte: fc.nat(255) })
    fc.assert(
      fc.property(
        fc.nat(records.length - 1),
        fc.array(change, { minLength: 1, maxLength: 5 }),
        (which, changes) => {
          const run = Buffer.concat([records[which] ?? Buffer.alloc(0), records[0] ?? Buffer.alloc(0)])
          for (const { at, byte } of changes) run[at % run.length] = byte
          expectReadOrRefused(run)
        },
      ),
      { numRuns: 1000 },
    )
  })

  it('of random bytes is refused with a MessageFormatError', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 300 }), bytes =>
        expectReadOrRefused(Buffer.from(bytes)),
      ),
      { numRuns: 1000 },
    )
  })
})

function expectReadOrRefused(run: Buffer): void {
  for (const options of [{}, { verifyCrc: false, onCorrupt: () => {} }]) {
    try {
      for (const message of decodeMessages(run, options)) message.body.toString()
    } catch (error) {
      expect(error).toBeInstanceOf(MessageFormatError)
    }
  }
}

function withoutSeparators(text: string): string {
  // A lone surrogate has no bytes in UTF-8 either.
  return text.replaceAll('\u0001', '').replaceAll('\u0002', '').toWellFormed()
}
