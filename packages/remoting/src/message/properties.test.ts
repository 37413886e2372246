import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MalformedError } from '../errors.ts'
import { messageTypeOf, TOPIC_MESSAGE_TYPES } from './message-type.ts'
import { checkUserProperty, keysOf, readProperties, writeProperties } from './properties.ts'
import { PropertyName, RESERVED_PROPERTIES, TRANSIENT_PROPERTY_PREFIX } from './property-names.ts'
import { readGolden } from './testing/golden.ts'

const { propertyTexts } = readGolden<{ propertyTexts: { text: string; read: Record<string, string> }[] }>(
  'messages.json',
)
const names = readGolden<{
  messageConst: Record<string, string>
  reservedProperties: string[]
  topicMessageTypes: string[]
}>('names.json')

describe('a property text', () => {
  it.each(propertyTexts)('is read as leniently as the Java client reads it: $text', ({ text, read }) => {
    expect(Object.fromEntries(readProperties(text))).toEqual(read)
  })

  it('is written in the order of the map', () => {
    const properties = new Map([
      ['b', '1'],
      ['7', '2'],
      ['a', '3'],
    ])
    expect(writeProperties(properties)).toBe('b\u00011\u00027\u00012\u0002a\u00013\u0002')
    expect([...readProperties(writeProperties(properties))]).toEqual([...properties])
  })

  it('holds a value with U+0001 in it, which readers take for a part of the value', () => {
    const properties = new Map([['a', 'b\u0001c']])
    expect(readProperties(writeProperties(properties))).toEqual(properties)
  })

  it.each([
    ['a name with U+0001', 'a\u0001b', 'c'],
    ['a name with U+0002', 'a\u0002b', 'c'],
    ['a value with U+0002', 'a', 'b\u0002c'],
  ])('is not written with %s, which would change the properties after it', (_, name, value) => {
    expect(() => writeProperties(new Map([[name, value]]))).toThrow(MalformedError)
  })

  it('may take 32767 bytes, which are not characters', () => {
    const room = 32_767 - 3
    expect(writeProperties(new Map([['a', 'x'.repeat(room)]]))).toHaveLength(32_767)
    expect(() => writeProperties(new Map([['a', 'x'.repeat(room + 1)]]))).toThrow('32768 bytes')
    expect(() => writeProperties(new Map([['a', 'ü'.repeat(room / 2 + 1)]]))).toThrow(MalformedError)
  })

  it('of any characters is read, and what was read is written and read the same', () => {
    const text = fc.string({
      unit: fc.constantFrom('\u0001', '\u0002', 'a', '__proto__', '🚀'),
      maxLength: 40,
    })
    fc.assert(
      fc.property(text, any => {
        const properties = readProperties(any)
        expect([...readProperties(writeProperties(properties))]).toEqual([...properties])
      }),
    )
  })
})

describe('the names of properties', () => {
  it('are those of MessageConst', () => {
    const constants = Object.entries(names.messageConst).filter(
      ([name]) => (name.startsWith('PROPERTY_') && !name.endsWith('_PREFIX')) || name === 'DUP_INFO',
    )
    const expected = constants.map(([name, value]) => [name.replace(/^PROPERTY_/, ''), value])
    expect(PropertyName).toEqual(Object.fromEntries(expected))
    expect(TRANSIENT_PROPERTY_PREFIX).toBe(names.messageConst.PROPERTY_TRANSIENT_PREFIX)
  })

  it('that are reserved are those that the Java client reserves', () => {
    expect([...RESERVED_PROPERTIES].sort()).toEqual([...names.reservedProperties].sort())
  })
})

describe('a property of an application', () => {
  it('may have any name that RocketMQ does not use', () => {
    expect(() => checkUserProperty('订单', '1')).not.toThrow()
    expect(() => checkUserProperty('keys', '1')).not.toThrow()
  })

  it.each(['KEYS', 'TAGS', 'UNIQ_KEY', '__CRC32#', '_SYS_MSG_PRIORITY_'])('may not be called %s', name => {
    expect(() => checkUserProperty(name, '1')).toThrow(name)
  })

  it('has neither a blank name nor a blank value', () => {
    for (const [name, value] of [
      ['', 'a'],
      [' ', 'a'],
      ['a', ''],
      ['a', '\t '],
    ] as const) {
      expect(() => checkUserProperty(name, value)).toThrow('blank')
    }
  })
})

describe('the keys of a message', () => {
  it('are separated by spaces, however many', () => {
    expect(keysOf(new Map([['KEYS', ' order-1  订单-2 ']]))).toEqual(['order-1', '订单-2'])
    expect(keysOf(new Map())).toEqual([])
  })
})

describe('the type of a message', () => {
  it.each([
    ['NORMAL', {}],
    ['NORMAL', { KEYS: 'a', TRAN_MSG: 'false' }],
    ['TRANSACTION', { TRAN_MSG: 'TRUE', DELAY: '1' }],
    ['DELAY', { DELAY: '1', __SHARDINGKEY: 'a' }],
    ['DELAY', { TIMER_DELIVER_MS: '1' }],
    ['DELAY', { TIMER_DELAY_SEC: '1' }],
    ['DELAY', { TIMER_DELAY_MS: '1' }],
    ['FIFO', { __SHARDINGKEY: 'a', _SYS_MSG_PRIORITY_: '1' }],
    ['PRIORITY', { _SYS_MSG_PRIORITY_: '1', __LITE_TOPIC: 'a' }],
    ['LITE', { __LITE_TOPIC: 'a' }],
  ])('is %s with %j', (type, properties) => {
    expect(messageTypeOf(new Map(Object.entries(properties)))).toBe(type)
  })

  it('is one of those that a topic can be made for', () => {
    expect(TOPIC_MESSAGE_TYPES).toEqual(names.topicMessageTypes)
  })
})
