import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { thrownBy } from '../../test-support/errors.ts'
import { MalformedError } from '../errors.ts'
import { isJsonObject, JsonMap, type JsonValue, parseJson, writeJson } from './json.ts'

describe('parseJson, on what brokers write beyond the standard', () => {
  it('reads a map keyed by objects as pairs in the order sent', () => {
    expect(parseJson('{"t":{{"a":1}:{"b":2},{"a":3}:{"b":4}}}')).toEqual({
      t: new JsonMap([
        [{ a: 1 }, { b: 2 }],
        [{ a: 3 }, { b: 4 }],
      ]),
    })
  })

  it('reads a map keyed by bare numbers', () => {
    expect(parseJson('{0:"a",1:"b",-3:"c"}')).toEqual(
      new JsonMap([
        [0, 'a'],
        [1, 'b'],
        [-3, 'c'],
      ]),
    )
  })

  it('keeps what came before the first bare key, and text keys after it', () => {
    expect(parseJson('{"a":1,2:3,"b":4}')).toEqual(
      new JsonMap([
        ['a', 1],
        [2, 3],
        ['b', 4],
      ]),
    )
  })

  it('reads bare keys behind white space', () => {
    expect(parseJson(' {\n\t0 : 1 , { } : 2 } ')).toEqual(
      new JsonMap([
        [0, 1],
        [{}, 2],
      ]),
    )
  })

  it('keeps 64-bit integers to the digit, as values and as keys', () => {
    expect(parseJson('[9007199254740993,-9223372036854775808,9223372036854775807]')).toEqual([
      9007199254740993n,
      -9223372036854775808n,
      9223372036854775807n,
    ])
    expect(parseJson('{9007199254740993:1}')).toEqual(new JsonMap([[9007199254740993n, 1]]))
  })

  it('reads integers that a double holds as numbers, also those of 16 digits', () => {
    expect(parseJson('[9007199254740991,-9007199254740991,1000000000000000,0,-0]')).toEqual([
      9007199254740991, -9007199254740991, 1000000000000000, 0, -0,
    ])
  })

  it('reads an integer of absurd length in no time, as a double', () => {
    expect(parseJson('1'.repeat(5_000_000))).toBe(Number.POSITIVE_INFINITY)
  })

  it('reads NaN as null', () => {
    expect(parseJson('{"a":NaN}')).toEqual({ a: null })
  })

  it('keeps a key named __proto__ a plain key in either reading', () => {
    for (const source of ['{"__proto__":{"x":1},"a":2}', '{"__proto__":{"x":1},"a":9007199254740993}']) {
      const parsed = parseJson(source)
      expect(isJsonObject(parsed) && Object.keys(parsed)).toEqual(['__proto__', 'a'])
      expect(Object.getPrototypeOf(parsed)).toBe(Object.prototype)
      expect(parsed).not.toHaveProperty('x')
    }
    expect({}).not.toHaveProperty('x')
  })
})

describe('parseJson, on text', () => {
  const escapes = String.raw`"\"\\\/\b\f\n\r\t\u0041\u00e9\ud83d\ude80"`

  it.each([
    ['as standard JSON', escapes, JSON.parse(escapes)],
    ['in a map with bare keys', `{1:${escapes}}`, new JsonMap([[1, JSON.parse(escapes)]])],
  ])('reads escapes %s', (_where, source, value) => {
    expect(parseJson(source)).toEqual(value)
  })

  it('finds the end of a text behind any number of backslashes', () => {
    for (let pairs = 0; pairs < 5; pairs++) {
      expect(parseJson(`{1:"${'\\\\'.repeat(pairs)}"}`)).toEqual(new JsonMap([[1, '\\'.repeat(pairs)]]))
      expect(parseJson(`{1:"${'\\\\'.repeat(pairs)}\\""}`)).toEqual(
        new JsonMap([[1, `${'\\'.repeat(pairs)}"`]]),
      )
    }
  })

  it('takes no digit, bracket or colon inside a text for structure', () => {
    const source = '["1234567890123456789","{0:1}","[[[","}}}",":,",""]'
    expect(parseJson(source)).toEqual(JSON.parse(source))
  })

  it('reads alphabets, emoji and lone surrogates as they are', () => {
    expect(parseJson('{1:"订单 ñ 🚀 \u2028"}')).toEqual(new JsonMap([[1, '订单 ñ 🚀 \u2028']]))
    expect(parseJson('{1:"\\ud83d"}')).toEqual(new JsonMap([[1, '\ud83d']]))
  })
})

describe('parseJson, on what is no JSON', () => {
  it.each([
    ['', 0],
    ['   ', 3],
    ['{', 1],
    ['[', 1],
    ['[1', 2],
    ['[1,', 3],
    ['[1,]', 3],
    ['[,1]', 1],
    ['[1 2]', 3],
    ['{"a"}', 4],
    ['{"a":}', 5],
    ['{"a":1,}', 7],
    ['{"a" 1}', 5],
    ['{"a":1 "b":2}', 7],
    ['{a:1}', 1],
    ['{:1}', 1],
    ['"abc', 0],
    ['"abc\\"', 0],
    ['"\\x41"', 0],
    ['"\\u12"', 0],
    ['{1:"\\q"}', 3],
    ['nul', 0],
    ['True', 0],
    ['1.', 0],
    ['.5', 0],
    ['+1', 0],
    ['1e', 0],
    ['--1', 0],
    ['0x10', 0],
    ['undefined', 0],
    ['{"a":1}}', 7],
    ['{} {}', 3],
    ['\u0000', 0],
    ['\ufeff{}', 0],
    ["{'a':1}", 1],
    ['// comment', 0],
  ])('refuses %j at character %i', (source, at) => {
    const error = thrownBy(() => parseJson(source))
    expect(error).toBeInstanceOf(MalformedError)
    expect(error).toMatchObject({
      code: 'BODY_MALFORMED',
      path: `${at}`,
      message: expect.stringContaining(`character ${at}`),
    })
  })

  it('refuses a document nested past 64 levels, whatever it nests', () => {
    const nest = (open: string, close: string, depth: number): string =>
      `${open.repeat(depth)}0${close.repeat(depth)}`
    for (const [open, close] of [
      ['[', ']'],
      ['{"a":', '}'],
      ['{0:', '}'],
      ['{[', ']:0}'],
    ] as const) {
      const perLevel = open === '{[' ? 2 : 1
      expect(() => parseJson(nest(open, close, 64 / perLevel))).not.toThrow()
      expect(thrownBy(() => parseJson(nest(open, close, 64 / perLevel + 1)))).toBeInstanceOf(MalformedError)
      expect(thrownBy(() => parseJson(nest(open, close, 100_000)))).toBeInstanceOf(MalformedError)
    }
  })

  it('counts only what is nested, not what stands side by side', () => {
    expect(parseJson(`[${'[],{},'.repeat(1_000)}{0:1}]`)).toHaveLength(2_001)
  })

  it('shows one character of the text at most', () => {
    const error = thrownBy(() => parseJson('{"a": hunter2}'))
    expect(error).toMatchObject({ message: expect.not.stringContaining('unter2') })
  })
})

/** Thousands of samples: on a busy machine that takes its time. */
const SAMPLING = { timeout: 60_000 }

describe('parseJson beside JSON.parse', SAMPLING, () => {
  const standard = fc.json({ maxDepth: 12, stringUnit: 'grapheme' })
  const outcome = (parse: (source: string) => unknown, source: string): unknown => {
    try {
      return { value: parse(source) }
    } catch {
      return 'refused'
    }
  }
  /** Sends even standard text through the lenient parser. */
  const lenient = (source: string): unknown => {
    const parsed = parseJson(`{0:${source}}`)
    return parsed instanceof JsonMap ? parsed.entries[0]?.[1] : parsed
  }
  const hasUnsafeInteger = (source: string): boolean =>
    /\d{16}/.test(JSON.stringify(JSON.parse(source))) || /\d{16}/.test(source)

  it('reads standard documents alike', () => {
    fc.assert(
      fc.property(standard, source => {
        fc.pre(!hasUnsafeInteger(source))
        expect(parseJson(source)).toEqual(JSON.parse(source))
        expect(lenient(source)).toEqual(JSON.parse(source))
      }),
      { numRuns: 500 },
    )
  })

  it('reads numbers alike, as far as a double goes', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), number => {
        const source = JSON.stringify(number)
        const expected = Number.isInteger(number) && !Number.isSafeInteger(number)
        const parsed = parseJson(source)
        if (expected && typeof parsed === 'bigint') expect(Number(parsed)).toBe(number)
        else expect(parsed).toBe(JSON.parse(source))
      }),
      { numRuns: 500 },
    )
  })

  it('never refuses, after a change at random, what JSON.parse reads, nor crashes', () => {
    const edit = fc.tuple(
      fc.nat(),
      fc.constantFrom('{', '}', '[', ']', '"', ',', ':', '\\', '0', '-', ' ', 'e', ''),
    )
    fc.assert(
      fc.property(standard, edit, (source, [place, piece]) => {
        const at = place % (source.length + 1)
        const changed = source.slice(0, at) + piece + source.slice(at + 1)
        const ours = outcome(parseJson, changed)
        const theirs = outcome(JSON.parse, changed)
        if (theirs !== 'refused' && !hasUnsafeInteger(changed)) expect(ours).toEqual(theirs)
      }),
      { numRuns: 1_000 },
    )
  })

  it('gives a value or a typed error on random text, always', () => {
    const piece = fc.constantFrom(
      ...'{}[]",:\\-.0123456789eE+ truefalsn\n\u00e9'.split(''),
      '{{',
      '"a":',
      'null',
      'NaN',
    )
    fc.assert(
      fc.property(
        fc.oneof(
          fc.array(piece).map(all => all.join('')),
          fc.string({ unit: 'binary' }),
        ),
        source => {
          try {
            parseJson(source)
          } catch (error) {
            if (!(error instanceof MalformedError)) throw error
          }
        },
      ),
      { numRuns: 1_000 },
    )
  })
})

describe('writeJson', SAMPLING, () => {
  it('writes 64-bit integers as plain digits', () => {
    expect(writeJson({ a: 9007199254740993n, b: -1n })).toBe('{"a":9007199254740993,"b":-1}')
  })

  it('writes the keys of a map as they are', () => {
    const map = new JsonMap([
      [{ a: 1 }, 'x'],
      [2, null],
      ['b', true],
    ])
    expect(writeJson(map)).toBe('{{"a":1}:"x",2:null,"b":true}')
  })

  it('writes a double that is no number as fastjson does', () => {
    expect(writeJson([Number.NaN, Number.POSITIVE_INFINITY])).toBe('[null,null]')
  })

  it('writes what parseJson reads back, for any value', () => {
    const { value } = fc.letrec<{ value: JsonValue }>(tie => ({
      value: fc.oneof(
        { depthSize: 'small' },
        fc.constant(null),
        fc.boolean(),
        fc.maxSafeInteger(),
        fc.bigInt(2n ** 53n, 2n ** 63n - 1n),
        fc.string({ unit: 'grapheme' }),
        fc.array(tie('value'), { maxLength: 5 }),
        fc.dictionary(fc.string(), tie('value'), { maxKeys: 5, noNullPrototype: true }),
        fc
          .array(fc.tuple(tie('value'), tie('value')), { maxLength: 4 })
          .map(pairs => new JsonMap([[0, 1], ...pairs])),
      ),
    }))
    fc.assert(
      fc.property(value, sample => {
        expect(parseJson(writeJson(sample))).toEqual(sample)
      }),
      { numRuns: 500 },
    )
  })
})
