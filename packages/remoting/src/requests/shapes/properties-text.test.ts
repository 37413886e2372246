import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseJson } from '../../protocol/json.ts'
import { list, object, text } from '../../protocol/shape.ts'
import { configBody, propertiesBody } from './properties-text.ts'

/** What `java.util.Properties#load` makes of texts, recorded by `fixtures/java/GoldenProperties.java`. */
const golden = list(object({ text, entries: list(list(text)) })).read(
  parseJson(readFileSync(new URL('../../../fixtures/properties.json', import.meta.url), 'utf8')),
)

const written = (entries: Record<string, string>) =>
  propertiesBody.write(new Map(Object.entries(entries)))?.toString()

describe('properties that a server is sent', () => {
  it.each(golden.map(one => [JSON.stringify(one.text), one] as const))(
    'reads %s as Java does',
    (_text, one) => {
      const entries = [...propertiesBody.read(Buffer.from(one.text))].toSorted()
      expect(entries).toEqual(one.entries.toSorted())
    },
  )

  it('writes one line each', () => {
    expect(written({ brokerPermission: '4', regionId: 'eu' })).toBe('brokerPermission=4\nregionId=eu\n')
  })

  it('escapes backslashes, so that a Windows path arrives whole', () => {
    expect(written({ path: 'C:\\data' })).toBe('path=C:\\\\data\n')
  })

  it('escapes line breaks, so that a value cannot smuggle in another setting', () => {
    expect(written({ regionId: 'eu\nbrokerPermission=0' })).toBe('regionId=eu\\u000abrokerPermission=0\n')
  })

  it('escapes what is not ASCII, since Java reads bytes as Latin-1', () => {
    expect(written({ regionId: 'é中🚀' })).toBe('regionId=\\u00e9\\u4e2d\\ud83d\\ude80\n')
  })

  it('escapes a space at the beginning of a value and signs that would end a key', () => {
    expect(written({ 'a b=c:#!': ' d e' })).toBe('a\\ b\\=c\\:\\#\\!=\\ d e\n')
  })

  it('reads back whatever it writes', () => {
    const unit = fc.constantFrom(
      'a',
      'u',
      '0',
      ' ',
      '=',
      ':',
      '#',
      '!',
      '\\',
      '\n',
      '\r',
      '\t',
      '\f',
      'é',
      '🚀',
    )
    const entries = fc.array(fc.tuple(fc.string({ minLength: 1, unit }), fc.string({ unit })))
    fc.assert(
      fc.property(entries, pairs => {
        const properties = new Map(pairs)
        const bytes = propertiesBody.write(properties) ?? Buffer.alloc(0)
        expect(propertiesBody.read(bytes)).toEqual(properties)
      }),
    )
  })

  it('reads a line of a hundred thousand pieces as one', () => {
    const value = propertiesBody.read(Buffer.from(`a=${'1\\\n'.repeat(100_000)}`)).get('a')
    expect(value).toBe('1'.repeat(100_000))
  })
})

describe('configuration that a server answers', () => {
  it('is taken as it is, backslashes and all', () => {
    const config = new Map([
      ['path', 'C:\\data'],
      ['json', '{"a":"b=c"}'],
      ['regionId', 'é中 '],
      ['empty', ''],
    ])
    const text = 'path=C:\\data\njson={"a":"b=c"}\nregionId=é中 \nempty=\n'
    expect(configBody.read(Buffer.from(text))).toEqual(config)
    expect(configBody.write(config)?.toString()).toBe(text)
  })

  it('keeps a value with line breaks together', () => {
    expect(configBody.read(Buffer.from('a=1\nmore\nb=2\n'))).toEqual(
      new Map([
        ['a', '1\nmore'],
        ['b', '2'],
      ]),
    )
  })

  it('may be empty', () => {
    expect(configBody.read(Buffer.alloc(0))).toEqual(new Map())
  })

  it('passes over a line that belongs to no key', () => {
    expect(configBody.read(Buffer.from('stray\n=value\na=1'))).toEqual(new Map([['a', '1']]))
  })
})
