import { describe, expect, it } from 'vitest'
import { MalformedError } from '../errors.ts'
import { decodeMessage } from './decode-stored-message.ts'
import { encodeStoredMessage, type StoredMessageFields } from './encode-stored-message.ts'
import { recordBytes } from './testing/record-bytes.ts'

const message: StoredMessageFields = {
  topic: 'TopicTest',
  queueId: 3,
  queueOffset: 1234n,
  commitLogOffset: 987_654_321n,
  sysFlag: 0,
  flag: -7,
  bornTimestamp: 1_760_000_000_123,
  bornHost: { host: '192.0.2.20', port: 51_234 },
  storeTimestamp: 1_760_000_000_456,
  storeHost: { host: '198.51.100.7', port: 10_911 },
  reconsumeTimes: 2,
  preparedTransactionOffset: 42n,
  properties: new Map([
    ['TAGS', 'TagA'],
    ['KEYS', 'order-1'],
  ]),
  storedBody: Buffer.from('hello'),
}

describe('writing a record', () => {
  it('puts each field in its place', () => {
    expect(encodeStoredMessage(message).toString('hex')).toBe(recordBytes().toString('hex'))
  })

  it('sets and clears the bits for IPv6 hosts itself', () => {
    const ipv6 = { host: '2001:db8::1', port: 10_911 }
    expect(decodeMessage(encodeStoredMessage({ ...message, storeHost: ipv6 })).sysFlag).toBe(0x20)
    expect(decodeMessage(encodeStoredMessage({ ...message, bornHost: ipv6 })).sysFlag).toBe(0x10)
    expect(decodeMessage(encodeStoredMessage({ ...message, sysFlag: 0x33 })).sysFlag).toBe(0x3)
  })

  it('takes version 2 for a topic of more than 127 bytes, not characters', () => {
    const short = encodeStoredMessage({ ...message, topic: 'ü'.repeat(63) })
    expect(decodeMessage(short).version).toBe(1)
    const long = encodeStoredMessage({ ...message, topic: 'ü'.repeat(64) })
    expect(decodeMessage(long)).toMatchObject({ version: 2, topic: 'ü'.repeat(64) })
  })

  it('takes version 2 for a short topic when asked to', () => {
    expect(decodeMessage(encodeStoredMessage({ ...message, version: 2 })).version).toBe(2)
  })

  it.each([
    ['a topic too long for version 1', { version: 1, topic: 't'.repeat(128) }],
    ['a topic too long for version 2', { topic: 't'.repeat(32_768) }],
    ['properties too long', { properties: new Map([['a', 'x'.repeat(32_767)]]) }],
    ['a host that is no IP address', { bornHost: { host: 'localhost', port: 1 } }],
  ] as const)('refuses %s', (_, change) => {
    expect(() => encodeStoredMessage({ ...message, ...change })).toThrow(MalformedError)
  })
})
