import { describe, expect, it } from 'vitest'
import { Bytes, binaryHeader } from '../../test-support/bytes.ts'
import { thrownBy } from '../../test-support/errors.ts'
import { MalformedError } from '../errors.ts'
import {
  type CommandHeader,
  decodeHeader,
  encodeHeader,
  LANGUAGES,
  SERIALIZE_JSON,
  SERIALIZE_ROCKETMQ,
} from './header.ts'

const json = (text: string): CommandHeader => decodeHeader(Buffer.from(text), SERIALIZE_JSON)
const binary = (bytes: Buffer): CommandHeader => decodeHeader(bytes, SERIALIZE_ROCKETMQ)

function expectRefused(run: () => unknown, code: string, words = ''): void {
  const error = thrownBy(run)
  expect(error).toBeInstanceOf(MalformedError)
  expect(error).toMatchObject({ code, message: expect.stringContaining(words) })
}

const plain: CommandHeader = {
  code: 208,
  language: 'OTHER',
  version: 501,
  opaque: 7,
  flag: 0,
  remark: undefined,
  extFields: { consumerGroup: 'g', topic: 't' },
}

describe('decodeHeader, JSON', () => {
  it('reads every field', () => {
    const text =
      '{"code":17,"extFields":{"a":"b"},"flag":1,"language":"JAVA","opaque":3,"remark":"no","version":501}'
    expect(json(text)).toEqual({
      code: 17,
      language: 'JAVA',
      version: 501,
      opaque: 3,
      flag: 1,
      remark: 'no',
      extFields: { a: 'b' },
    })
  })

  it('fills in what a terse peer leaves out', () => {
    expect(json('{"code":0,"opaque":1}')).toEqual({
      code: 0,
      language: 'OTHER',
      version: 0,
      opaque: 1,
      flag: 0,
      remark: undefined,
      extFields: {},
    })
  })

  it('reads null as absent', () => {
    const header = json('{"code":0,"opaque":1,"remark":null,"extFields":null,"language":null,"version":null}')
    expect(header).toMatchObject({ remark: undefined, extFields: {}, language: 'OTHER', version: 0 })
  })

  it('reads field values that other clients write as numbers or booleans as text, to the digit', () => {
    const text = '{"code":0,"opaque":1,"extFields":{"a":5,"b":true,"c":9007199254740993,"d":-1.5,"e":null}}'
    expect(json(text).extFields).toEqual({ a: '5', b: 'true', c: '9007199254740993', d: '-1.5' })
  })

  it('keeps a field named __proto__ a plain field', () => {
    const { extFields } = json('{"code":0,"opaque":1,"extFields":{"__proto__":"x","a":"b"}}')
    expect(Object.entries(extFields)).toEqual([
      ['__proto__', 'x'],
      ['a', 'b'],
    ])
    expect(Object.getPrototypeOf(extFields)).toBe(Object.prototype)
  })

  it.each([
    ['nothing', ''],
    ['no JSON', 'HTTP/1.1 400 Bad Request'],
    ['JSON cut short', '{"code":0,"opaque":'],
    ['text after the JSON', '{"code":0,"opaque":1}x'],
    ['a list', '[1]'],
    ['null', 'null'],
    ['a number', '5'],
    ['a text', '"a"'],
    ['a map keyed by objects', '{{}:1}'],
    ['no code', '{"opaque":1}'],
    ['no opaque', '{"code":1}'],
    ['a code that is text', '{"code":"1","opaque":1}'],
    ['a code past 32 bits', '{"code":4294967296,"opaque":1}'],
    ['an opaque past 32 bits', '{"code":1,"opaque":1e300}'],
    ['an opaque with a fraction', '{"code":1,"opaque":1.5}'],
    ['fields that are a list', '{"code":1,"opaque":1,"extFields":["a"]}'],
    ['fields that are a text', '{"code":1,"opaque":1,"extFields":"a"}'],
    ['a field that is an object', '{"code":1,"opaque":1,"extFields":{"a":{"toString":1}}}'],
    ['a field that is a list', '{"code":1,"opaque":1,"extFields":{"a":[1]}}'],
    [
      'a deeply nested field',
      `{"code":1,"opaque":1,"extFields":{"a":${'['.repeat(200_000)}${']'.repeat(200_000)}}}`,
    ],
    ['a deep nest alone', '['.repeat(1_000_000)],
    ['bytes that are not UTF-8', Buffer.from([0xff, 0xfe, 0x00])],
  ])('refuses %s', (_what, bytes) => {
    expectRefused(() => decodeHeader(Buffer.from(bytes), SERIALIZE_JSON), 'FRAME_MALFORMED')
  })
})

describe('decodeHeader, ROCKETMQ', () => {
  it('reads every field', () => {
    const bytes = binaryHeader({
      code: 17,
      language: 9,
      version: 501,
      opaque: -3,
      flag: 1,
      remark: 'нет',
      extFields: [
        ['topic', '订单'],
        ['empty', ''],
      ],
    })
    expect(binary(bytes)).toEqual({
      code: 17,
      language: 'GO',
      version: 501,
      opaque: -3,
      flag: 1,
      remark: 'нет',
      extFields: { topic: '订单', empty: '' },
    })
  })

  it('reads every language by its number, and unknown ones as OTHER', () => {
    LANGUAGES.forEach((language, number) => {
      expect(binary(binaryHeader({ language: number })).language).toBe(language)
    })
    expect(binary(binaryHeader({ language: LANGUAGES.length })).language).toBe('OTHER')
    expect(binary(binaryHeader({ language: -1 })).language).toBe('OTHER')
  })

  it('keeps the last of two fields with one name', () => {
    const extFields = [
      ['a', '1'],
      ['a', '2'],
    ] as const
    expect(binary(binaryHeader({ extFields })).extFields).toEqual({ a: '2' })
  })

  it('keeps a field named __proto__ a plain field', () => {
    const { extFields } = binary(binaryHeader({ extFields: [['__proto__', 'x']] }))
    expect(Object.entries(extFields)).toEqual([['__proto__', 'x']])
    expect(Object.getPrototypeOf(extFields)).toBe(Object.prototype)
  })

  it('refuses a header that is cut at any byte', () => {
    const whole = binaryHeader({ remark: 'remark', extFields: [['topic', 'value']] })
    for (let end = 0; end < whole.length; end++) {
      expectRefused(() => binary(whole.subarray(0, end)), 'FRAME_MALFORMED')
    }
  })

  const start = (): Bytes => new Bytes().int16(0).int8(0).int16(501).int32(1).int32(0)
  it.each([
    ['a remark of negative length', start().int32(-1).int32(0)],
    ['a remark longer than the header', start().int32(100).int32(0)],
    ['a remark of 2 GB', start().int32(2_147_483_647).int32(0)],
    ['fields of negative length', start().int32(0).int32(-1)],
    ['fields longer than the header', start().int32(0).int32(7).int16(0).int32(0)],
    ['fields of 2 GB', start().int32(0).int32(2_147_483_647)],
    ['a name of negative length', start().int32(0).int32(6).int16(-1).int32(0)],
    ['a name longer than the fields', start().int32(0).int32(6).int16(5).int32(0)],
    ['a value of negative length', start().int32(0).int32(6).int16(0).int32(-1)],
    ['a value longer than the fields', start().int32(0).int32(6).int16(0).int32(1)],
    ['fields that end inside a length', start().int32(0).int32(3).int16(0).int8(0)],
    ['fields that end before their value, with bytes behind', start().int32(0).int32(2).int16(0).int32(0)],
    ['bytes behind the fields', start().int32(0).int32(0).int8(0)],
  ])('refuses %s', (_what, bytes) => {
    expectRefused(() => binary(bytes.buffer), 'FRAME_MALFORMED')
  })
})

describe('decodeHeader', () => {
  it.each([2, 127, 255])('refuses the serialisation type %i and names it', type => {
    expectRefused(() => decodeHeader(Buffer.from('{}'), type), 'FRAME_MALFORMED', `${type}`)
  })
})

describe('encodeHeader, JSON', () => {
  it('writes what is there and leaves out a remark that is not', () => {
    expect(JSON.parse(encodeHeader(plain, SERIALIZE_JSON).toString())).toEqual({
      code: 208,
      language: 'OTHER',
      version: 501,
      opaque: 7,
      flag: 0,
      extFields: { consumerGroup: 'g', topic: 't' },
    })
  })
})

describe('encodeHeader, ROCKETMQ', () => {
  it('writes the same bytes as the builder', () => {
    const header = { ...plain, remark: '不', flag: 3 }
    expect(encodeHeader(header, SERIALIZE_ROCKETMQ)).toEqual(
      binaryHeader({ ...header, language: 7, extFields: Object.entries(plain.extFields) }),
    )
  })

  it('writes a language that has no number as OTHER', () => {
    expect(encodeHeader({ ...plain, language: 'COBOL' }, SERIALIZE_ROCKETMQ)[2]).toBe(7)
  })

  it.each([
    ['a code past 16 bits', { code: 32_768 }],
    ['a negative code', { code: -1 }],
    ['a version past 16 bits', { version: 40_000 }],
    ['a name past 32,767 bytes', { extFields: { ['n'.repeat(32_768)]: '' } }],
  ])('refuses %s', (_what, parts) => {
    expectRefused(() => encodeHeader({ ...plain, ...parts }, SERIALIZE_ROCKETMQ), 'BAD_ARGUMENT')
  })
})
