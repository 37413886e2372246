import { describe, expect, it } from 'vitest'
import { thrownBy } from '../../test-support/errors.ts'
import { MalformedError } from '../errors.ts'
import { JsonMap, type JsonValue, parseJson } from './json.ts'
import {
  anyJson,
  bool,
  double,
  int32,
  int64,
  list,
  mapOf,
  millis,
  object,
  optional,
  pairs,
  type Shape,
  text,
  withDefault,
  word,
} from './shape.ts'

const INT64_MAX = 9_223_372_036_854_775_807n
const INT64_MIN = -9_223_372_036_854_775_808n

/** What the tests below need of a shape; a `Shape<T>` is no `Shape<unknown>`, since it also writes. */
interface Readable {
  readonly expected: string
  readonly read: (value: JsonValue | undefined) => unknown
}

function refusal(shape: Readable, value: JsonValue | undefined): MalformedError {
  const error = thrownBy(() => shape.read(value))
  expect(error).toBeInstanceOf(MalformedError)
  expect(error).toMatchObject({ code: 'BODY_MALFORMED' })
  return error as MalformedError
}

describe('scalars', () => {
  it.each([
    ['text', text, 'a', 'a'],
    ['an empty text', text, '', ''],
    ['text that came as a number', text, 5, '5'],
    ['text that came as a 64-bit number', text, INT64_MAX, '9223372036854775807'],
    ['int32', int32, 5, 5],
    ['the lowest int32', int32, -2_147_483_648, -2_147_483_648],
    ['int32 in a header field', int32, '-7', -7],
    ['int64', int64, 5, 5n],
    ['int64 past 2^53', int64, INT64_MAX, INT64_MAX],
    ['int64 in a header field', int64, '-9223372036854775808', INT64_MIN],
    ['milliseconds', millis, 1_700_000_000_000, 1_700_000_000_000],
    ['milliseconds in a header field', millis, '1700000000000', 1_700_000_000_000],
    ['a double', double, 1.5, 1.5],
    ['a double that happens to be whole', double, 3, 3],
    ['a double in a header field', double, '1.5E-3', 0.0015],
    ['a double past 2^53', double, 2n ** 60n, 2 ** 60],
    ['true', bool, true, true],
    ['false in a header field', bool, 'false', false],
    ['a word that is not known', word('A', 'B'), 'C', 'C'],
  ] as const)('read %s', (_what, shape, value, expected) => {
    expect(shape.read(value)).toBe(expected)
  })

  it.each([
    ['text', text, [true, [], {}, new JsonMap()]],
    ['int32', int32, [2_147_483_648, 1.5, '', ' ', '1e3', '0x10', '5 ', 'a', '1.0', true, [], {}, 5n]],
    ['int64', int64, [1.5, 1e20, '', ' ', '1e3', 'a', '1.0', true, [], {}, INT64_MAX + 1n, INT64_MIN - 1n]],
    ['int64 in a header field', int64, ['9223372036854775808', '-9223372036854775809', `${'1'.repeat(30)}`]],
    ['milliseconds', millis, [1.5, 1e20, '', ' ', '1e3', 'a', INT64_MAX, true, [], {}]],
    ['a double', double, ['', ' ', 'a', '1.5x', true, [], {}]],
    ['true or false', bool, ['', 'yes', 0, 1, [], {}]],
  ] as const)('refuse what is no %s', (_what, shape, values) => {
    for (const value of values) refusal(shape, value as JsonValue)
  })

  it('refuse what is missing', () => {
    for (const shape of [text, int32, int64, millis, bool]) {
      expect(refusal(shape, undefined).message).toBe(`Expected ${shape.expected}, found nothing.`)
      expect(refusal(shape, null).message).toBe(`Expected ${shape.expected}, found null.`)
    }
    refusal(double, undefined)
  })

  it('read a double that fastjson wrote as null, or Java as a word, as what it was', () => {
    expect(double.read(null)).toBeNaN()
    expect(double.read('NaN')).toBeNaN()
    expect(double.read('-Infinity')).toBe(Number.NEGATIVE_INFINITY)
  })

  it('write what they read', () => {
    expect(int64.write(5n)).toBe(5n)
    expect(millis.write(5)).toBe(5)
    expect(text.write('a')).toBe('a')
    expect(bool.write(false)).toBe(false)
  })

  it('read from text as from a value', () => {
    expect(int64.parse('5')).toBe(5n)
    expect(bool.parse('true')).toBe(true)
  })
})

describe('object', () => {
  const shape = object({ name: text, count: optional(int32), perm: withDefault(int32, 6) })

  it('reads its fields and ignores those it does not know', () => {
    expect(shape.read({ name: 'a', count: 1, perm: 2, newer: [] })).toEqual({ name: 'a', count: 1, perm: 2 })
  })

  it('reads optional and defaulted fields that are missing or null', () => {
    expect(shape.read({ name: 'a' })).toEqual({ name: 'a', count: undefined, perm: 6 })
    expect(shape.read({ name: 'a', count: null, perm: null })).toEqual({ name: 'a', perm: 6 })
  })

  it('refuses optional and defaulted fields of a wrong type', () => {
    expect(refusal(shape, { name: 'a', count: 'x' }).path).toBe('count')
    expect(refusal(shape, { name: 'a', perm: 'x' }).path).toBe('perm')
  })

  it('names the missing field', () => {
    expect(refusal(shape, {})).toMatchObject({ path: 'name', message: 'Expected text, found nothing.' })
  })

  it.each([undefined, null, 1, 'a', [], new JsonMap([[1, 2]])])('refuses %j', value => {
    expect(refusal(shape, value).message).toMatch(/^Expected an object, found /)
  })

  it('writes its fields and leaves out those that are undefined', () => {
    expect(shape.write({ name: 'a', perm: 4 })).toEqual({ name: 'a', perm: 4 })
    expect(shape.write({ name: 'a', count: 0, perm: 4 })).toEqual({ name: 'a', count: 0, perm: 4 })
  })
})

describe('list', () => {
  it('reads and writes its items', () => {
    expect(list(int64).read([1, 2])).toEqual([1n, 2n])
    expect(list(int64).write([1n])).toEqual([1n])
    expect(list(optional(int32)).write([undefined, 1])).toEqual([null, 1])
  })

  it('reads null and nothing as an empty list', () => {
    expect(list(text).read(null)).toEqual([])
    expect(list(text).read(undefined)).toEqual([])
  })

  it('names the place of a wrong item', () => {
    expect(refusal(list(int32), [1, 'x', 3]).path).toBe('1')
    expect(refusal(list(int32), {}).message).toBe('Expected a list, found an object.')
  })
})

describe('mapOf', () => {
  it('reads a map keyed by text, whatever the keys are called', () => {
    const source = parseJson('{"__proto__":1,"constructor":2,"a":3}')
    expect(mapOf(text, int32).read(source)).toEqual(
      new Map([
        ['__proto__', 1],
        ['constructor', 2],
        ['a', 3],
      ]),
    )
  })

  it('reads a map keyed by numbers, bare or quoted', () => {
    const expected = new Map([
      [0n, 'a'],
      [INT64_MAX, 'b'],
    ])
    expect(mapOf(int64, text).read(parseJson('{0:"a",9223372036854775807:"b"}'))).toEqual(expected)
    expect(mapOf(int64, text).read(parseJson('{"0":"a","9223372036854775807":"b"}'))).toEqual(expected)
  })

  it('reads null and nothing as an empty map', () => {
    expect(mapOf(text, text).read(null)).toEqual(new Map())
    expect(mapOf(text, text).read(undefined)).toEqual(new Map())
  })

  it('writes numeric keys bare and text keys quoted', () => {
    expect(mapOf(int32, text).write(new Map([[0, 'a']]))).toEqual(new JsonMap([[0, 'a']]))
    expect(mapOf(text, int32).write(new Map([['0', 1]]))).toEqual(new JsonMap([['0', 1]]))
  })

  it('names the key of a wrong item, and the place of a wrong key', () => {
    expect(refusal(mapOf(text, int32), { a: 1, b: 'x' }).path).toBe('b')
    expect(refusal(mapOf(int32, text), { 1: 'a', x: 'b' }).path).toBe('key 1')
    expect(refusal(mapOf(text, text), []).message).toBe('Expected a map, found a list.')
  })

  it('shortens a key of absurd length', () => {
    expect(refusal(mapOf(text, int32), { ['k'.repeat(1_000_000)]: 'x' }).path.length).toBeLessThan(300)
  })
})

describe('pairs', () => {
  const key = object({ topic: text, queueId: int32 })
  const shape = pairs(key, int64)

  it('reads a map keyed by objects in the order sent', () => {
    const source = parseJson('{{"topic":"b","queueId":1}:5,{"topic":"a","queueId":0}:6}')
    expect(shape.read(source)).toEqual([
      [{ topic: 'b', queueId: 1 }, 5n],
      [{ topic: 'a', queueId: 0 }, 6n],
    ])
  })

  it('reads keys that another library wrote as texts of JSON', () => {
    const source = { '{"topic":"b","queueId":1}': 5 }
    expect(shape.read(source)).toEqual([[{ topic: 'b', queueId: 1 }, 5n]])
  })

  it('reads an empty map, null and nothing', () => {
    for (const value of [{}, new JsonMap(), null, undefined]) expect(shape.read(value)).toEqual([])
  })

  it('writes keys as objects and reads them back', () => {
    const value: Array<[{ topic: string; queueId: number }, bigint]> = [
      [{ topic: 'b', queueId: 1 }, INT64_MAX],
    ]
    expect(shape.write(value)).toEqual(new JsonMap([[{ topic: 'b', queueId: 1 }, INT64_MAX]]))
    expect(shape.read(shape.write(value))).toEqual(value)
  })

  it('names the place of a wrong key and of a wrong item', () => {
    expect(refusal(shape, parseJson('{{"topic":"a","queueId":0}:1,{"topic":"b"}:1}')).path).toBe(
      'key 1.queueId',
    )
    expect(refusal(shape, parseJson('{{"topic":"a","queueId":0}:"x"}')).path).toBe('0')
    expect(refusal(shape, { 'not json': 1 }).path).toMatch(/^key 0/)
  })
})

describe('shapes in one another', () => {
  const shape = object({ brokers: mapOf(text, object({ queues: list(object({ maxOffset: int64 })) })) })

  it('name the whole path of what is wrong', () => {
    const value = { brokers: { 'broker-a': { queues: [{ maxOffset: 1 }, { maxOffset: 'x' }] } } }
    expect(refusal(shape, value).path).toBe('brokers.broker-a.queues.1.maxOffset')
  })

  it('never show the value', () => {
    for (const value of ['hunter2', ['hunter2'], { hunter2: 1 }, new JsonMap([['hunter2', 1]])]) {
      for (const inner of [int32, int64, millis, double, bool, list(int32), object({ a: text })]) {
        const error = thrownBy(() =>
          object({ secretKey: inner as Shape<unknown> }).read({ secretKey: value }),
        )
        if (!(error instanceof MalformedError)) throw error
        expect(error.message).not.toContain('hunter2')
      }
    }
  })

  it('take anything where anything may be', () => {
    const value: JsonValue = { a: [1, 'b', null] }
    expect(anyJson.read(value)).toBe(value)
    expect(anyJson.read(undefined)).toBeNull()
    expect(anyJson.write(value)).toBe(value)
  })
})
