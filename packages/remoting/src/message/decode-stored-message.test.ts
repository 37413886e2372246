import { deflateSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { type DecodeOptions, decodeMessage, decodeMessages } from './decode-stored-message.ts'
import { InflatedTooLarge, MessageFormatError } from './message-format-error.ts'
import { int8, int16, int32, recordBytes } from './testing/record-bytes.ts'

const V2 = 0xdaa320ab

function failureOf(work: () => unknown): MessageFormatError {
  try {
    work()
  } catch (error) {
    if (error instanceof MessageFormatError) return error
    throw error
  }
  throw new Error('nothing was refused')
}

function refusal(buffer: Buffer, options?: DecodeOptions): MessageFormatError {
  return failureOf(() => decodeMessages(buffer, options))
}

describe('reading a record', () => {
  it('takes each field from its place', () => {
    const message = decodeMessage(recordBytes())
    expect(message).toMatchObject({
      version: 1,
      topic: 'TopicTest',
      queueId: 3,
      flag: -7,
      queueOffset: 1234n,
      commitLogOffset: 987_654_321n,
      sysFlag: 0,
      bornTimestamp: 1_760_000_000_123,
      bornHost: { host: '192.0.2.20', port: 51_234 },
      storeTimestamp: 1_760_000_000_456,
      storeHost: { host: '198.51.100.7', port: 10_911 },
      reconsumeTimes: 2,
      preparedTransactionOffset: 42n,
      offsetMsgId: 'C633640700002A9F000000003ADE68B1',
    })
    expect(message.body.toString()).toBe('hello')
    expect([...message.properties]).toEqual([
      ['TAGS', 'TagA'],
      ['KEYS', 'order-1'],
    ])
  })

  it('takes hosts of 16 bytes where the system flag says so, either alone or both', () => {
    const ipv6 = [0x20, 0x01, 0x0d, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]
    const born = decodeMessage(recordBytes({ sysFlag: 0x10, bornHost: ipv6 }))
    expect([born.bornHost.host, born.storeHost.host]).toEqual(['2001:db8::1', '198.51.100.7'])
    const store = decodeMessage(recordBytes({ sysFlag: 0x20, storeHost: ipv6 }))
    expect([store.bornHost.host, store.storeHost.host]).toEqual(['192.0.2.20', '2001:db8::1'])
    const both = decodeMessage(recordBytes({ sysFlag: 0x30, bornHost: ipv6, storeHost: ipv6 }))
    expect(both.topic).toBe('TopicTest')
    expect(both.offsetMsgId).toBe('20010DB800000000000000000000000100002A9F000000003ADE68B1')
  })

  it('reads the topic length as two bytes in version 2', () => {
    const topic = 't'.repeat(300)
    const message = decodeMessage(recordBytes({ magic: V2, topic, topicLength: int16(300) }))
    expect(message.version).toBe(2)
    expect(message.topic).toBe(topic)
  })

  it('reads a topic of 128 to 255 bytes in version 1, which POP brokers write for long retry topics', () => {
    expect(decodeMessage(recordBytes({ topic: 't'.repeat(200) })).topic).toBe('t'.repeat(200))
  })

  it('gives the unique ID of the client as msgId when the message has one, else the offset ID', () => {
    const withId = decodeMessage(recordBytes({ properties: 'UNIQ_KEY\u0001C0A8\u0002' }))
    expect(withId.msgId).toBe('C0A8')
    expect(withId.offsetMsgId).toBe('C633640700002A9F000000003ADE68B1')
    expect(decodeMessage(recordBytes({ properties: '' })).msgId).toBe('C633640700002A9F000000003ADE68B1')
  })

  it('takes names of properties that objects have for names like others', () => {
    const properties = '__proto__\u0001a\u0002constructor\u0001b\u0002'
    const message = decodeMessage(recordBytes({ properties }))
    expect(message.properties.get('__proto__')).toBe('a')
    expect(message.properties.get('constructor')).toBe('b')
    expect(message.properties.has('toString')).toBe(false)
  })

  it('copies no body: it is a view of the bytes given', () => {
    const buffer = recordBytes()
    const message = decodeMessage(buffer)
    buffer.write('HELLO', buffer.indexOf('hello'))
    expect(message.body.toString()).toBe('HELLO')
  })

  it('begins where it is told to', () => {
    const first = recordBytes({ topic: 'first' })
    const run = Buffer.concat([first, recordBytes({ topic: 'second' })])
    expect(decodeMessage(run).storeSize).toBe(first.length)
    expect(decodeMessage(run, first.length).topic).toBe('second')
  })

  it('finds no message in no bytes', () => {
    expect(decodeMessages(Buffer.alloc(0))).toEqual([])
  })
})

describe('a record that is not sound', () => {
  const sound = recordBytes()

  it('is refused as truncated wherever its bytes end', () => {
    for (let end = 1; end < sound.length; end++) {
      expect(refusal(sound.subarray(0, end))).toMatchObject({ reason: 'TRUNCATED', position: 0 })
    }
  })

  it('is refused when it claims fewer bytes than the layout takes, none, or less than none', () => {
    for (const size of [90, 4, 0, -1, -0x8000_0000]) {
      expect(refusal(recordBytes({ size }))).toMatchObject({
        reason: 'BAD_LENGTH',
        position: 0,
        resumeAt: undefined,
      })
    }
  })

  it('is refused when it claims 2 GB, without taking memory for them', () => {
    expect(refusal(recordBytes({ size: 0x7fff_ffff })).reason).toBe('TRUNCATED')
    expect(refusal(recordBytes({ bodyLength: 0x7fff_ffff })).reason).toBe('BAD_LENGTH')
  })

  it.each([
    ['a negative body length', { bodyLength: -1 }],
    ['a body length that leads out of it', { bodyLength: 1000 }],
    ['a topic length that leads out of it', { topicLength: int8(255) }],
    ['a negative topic length in version 2', { magic: V2, topicLength: int16(-1) }],
    ['a negative properties length', { propertiesLength: -1 }],
    ['a properties length that leads out of it', { propertiesLength: 32_767 }],
    ['a properties length that leaves bytes over', { propertiesLength: 3 }],
    ['bytes after its properties', { trailer: Buffer.alloc(3) }],
    ['a body that leaves no room for a topic', { bodyLength: 5 + 1 + 9 + 2 + 23 }],
    ['hosts longer than its rest', { size: 91, sysFlag: 0x30 }],
  ])('is refused for %s', (_, parts) => {
    const record = recordBytes(parts)
    expect(refusal(record, { verifyCrc: false })).toMatchObject({ reason: 'BAD_LENGTH', position: 0 })
  })

  it('is refused when its topic leaves no room for the length of the properties', () => {
    const record = recordBytes({ topic: 'abcdef', topicLength: int8(7), properties: '' })
    expect(refusal(record)).toMatchObject({ reason: 'BAD_LENGTH' })
  })

  it('is refused for another magic code, and that is told in hex', () => {
    const blank = refusal(recordBytes({ magic: 0xcbd43194 }))
    expect(blank.reason).toBe('BAD_MAGIC')
    expect(blank.message).toContain('0xcbd43194')
  })

  it('is refused when its body is not the one that was stored, unless nobody asks', () => {
    const record = recordBytes({ bodyCRC: 1 })
    expect(refusal(record)).toMatchObject({ reason: 'CRC_MISMATCH', code: 'BODY_MALFORMED' })
    expect(decodeMessage(record, 0, { verifyCrc: false }).body.toString()).toBe('hello')
  })

  it('with an empty body needs no CRC, as brokers have it', () => {
    expect(decodeMessage(recordBytes({ body: Buffer.alloc(0), bodyCRC: 77 })).body.length).toBe(0)
  })

  it('with a CRC of 0 has none that was worked out, as on messages that Java took out of a batch and wrote again', () => {
    expect(decodeMessage(recordBytes({ bodyCRC: 0 })).body.toString()).toBe('hello')
  })

  it('does not show its body in the error', () => {
    const error = refusal(recordBytes({ body: Buffer.from('very secret'), bodyCRC: 1 }))
    expect(`${error.message} ${JSON.stringify(error)}`).not.toContain('secret')
  })
})

describe('a run with a broken record', () => {
  const good = recordBytes({ topic: 'good' })
  const corrupt = recordBytes({ topic: 'corrupt', bodyCRC: 1 })

  it('ends at the broken one when nobody listens', () => {
    expect(refusal(Buffer.concat([good, corrupt, good]))).toMatchObject({ position: good.length })
  })

  it('is read past it when somebody does', () => {
    const errors: MessageFormatError[] = []
    const run = Buffer.concat([good, corrupt, good, corrupt])
    const messages = decodeMessages(run, { onCorrupt: error => errors.push(error) })
    expect(messages.map(({ topic }) => topic)).toEqual(['good', 'good'])
    expect(errors.map(({ position }) => position)).toEqual([good.length, 2 * good.length + corrupt.length])
  })

  it('ends all the same where the size itself makes no sense', () => {
    const errors: MessageFormatError[] = []
    const run = Buffer.concat([good, int32(0), good])
    const messages = decodeMessages(run, { onCorrupt: error => errors.push(error) })
    expect(messages).toHaveLength(1)
    expect(errors).toHaveLength(1)
  })

  it('hands on what the listener throws', () => {
    const stop = new Error('stop')
    const onCorrupt = (): never => {
      throw stop
    }
    expect(() => decodeMessages(corrupt, { onCorrupt })).toThrow(stop)
  })
})

describe('a compressed body', () => {
  const body = Buffer.alloc(1_000_000, 'x')
  const compressed = deflateSync(body)

  it('is inflated when it is read, once', () => {
    const message = decodeMessage(recordBytes({ sysFlag: 0x301, body: compressed }))
    expect(message.storedBody).toEqual(compressed)
    expect(message.body.equals(body)).toBe(true)
    expect(message.body).toBe(message.body)
  })

  it('past the limit given is not inflated, and the rest of the message can be read', () => {
    const record = recordBytes({ sysFlag: 0x301, body: compressed })
    const message = decodeMessage(record, 0, { maxInflatedBytes: 999_999 })
    expect(message.topic).toBe('TopicTest')
    const error = failureOf(() => message.body)
    expect(error).toBeInstanceOf(InflatedTooLarge)
    expect(error).toMatchObject({ reason: 'INFLATED_TOO_LARGE', limitBytes: 999_999 })
    expect(decodeMessage(record, 0, { maxInflatedBytes: 1_000_000 }).body.length).toBe(1_000_000)
  })

  it('that is not compressed as its flag says is refused when it is read', () => {
    for (const sysFlag of [0x1, 0x101, 0x201, 0x301]) {
      const message = decodeMessage(recordBytes({ sysFlag, body: Buffer.from('not compressed at all') }))
      expect(failureOf(() => message.body).reason).toBe('BAD_COMPRESSION')
    }
  })

  it('of a type that nobody knows is refused when it is read', () => {
    const message = decodeMessage(recordBytes({ sysFlag: 0x701, body: compressed }))
    expect(failureOf(() => message.body).reason).toBe('BAD_COMPRESSION')
  })
})
