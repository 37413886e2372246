import { describe, expect, it } from 'vitest'
import { compileSql92 } from './sql92.ts'
import { Sql92Error } from './sql92-tokens.ts'

const PROPERTIES = new Map([
  ['size', '9'],
  ['price', '9.5'],
  ['colour', 'red'],
  ['empty', ''],
  ['express', 'true'],
  ['big', '9007199254740993'],
])

const holds = (expression: string): boolean => compileSql92(expression)(PROPERTIES)

describe('a condition that holds', () => {
  it.each([
    'size > 3',
    'size >= 9 AND size <= 9',
    'size = 9',
    'size <> 8',
    "colour = 'red'",
    "colour <> 'blue'",
    'price > 9.0 OR size < 0',
    'price < 9.6',
    'price = 9.5',
    '3 < size',
    'size BETWEEN 1 AND 9',
    'size NOT BETWEEN 10 AND 20',
    "colour IN ('blue', 'red')",
    "colour NOT IN ('blue')",
    "colour CONTAINS 'e'",
    "colour NOT CONTAINS 'x'",
    "colour STARTSWITH 're'",
    "colour ENDSWITH 'ed'",
    'missing IS NULL',
    'size IS NOT NULL',
    'NOT (size > 10)',
    'express = TRUE',
    'NOT (size = 1 OR size = 2) AND (colour IS NOT NULL)',
    'size > -1',
    'size > 3 -- a remark\n AND size < 10',
    'size /* here, too */ > 3',
    'big > 9007199254740992',
    'size > 3L',
    'price > .5e1',
    'TRUE',
    "colour = 'red' AND size > 3",
    'a IS NULL or b is null',
  ])('%s', expression => {
    expect(holds(expression)).toBe(true)
  })
})

describe('a condition that does not hold, is unknown or cannot be told', () => {
  it.each([
    'size > 9',
    "colour = 'RED'",
    'missing > 3',
    "missing = 'x'",
    "missing <> 'x'",
    "missing IN ('x')",
    "missing NOT IN ('x')",
    'missing > 3 AND size > 3',
    'NOT (missing > 3)',
    // No number, so nothing can be said of the order.
    'colour > 3',
    // An integer is asked for, and a decimal is none.
    'price = 9',
    'price > 9 OR size > 3',
    'colour > size',
    'size',
    'express',
    'FALSE',
    'NULL',
    "colour CONTAINS ''",
    "size NOT CONTAINS ''",
    'missing IS NOT NULL',
  ])('%s', expression => {
    expect(holds(expression)).toBe(false)
  })

  it('takes nothing back from the other half of an OR that is true', () => {
    expect(holds('size > 3 OR missing > 3')).toBe(true)
    expect(holds('missing > 3 OR size > 3')).toBe(true)
  })
})

describe('what is no condition', () => {
  it.each([
    '',
    'size >',
    'size > >',
    'colour = = red',
    '(size > 3',
    "size > '3'",
    'size > TRUE',
    '(size > 3) > 4',
    'size = NULL',
    "'red' IN ('red')",
    'colour IN (1)',
    'colour IN ()',
    'size BETWEEN 9 AND 1',
    'size BETWEEN 1',
    'size IS 3',
    '3',
    "'text'",
    '-3',
    'size AND',
    '3 AND size > 1',
    'NOT 3',
    // NOT takes what stands next to it, which is the property.
    'NOT size > 3',
    'size # 3',
    "colour = 'red",
    'size > 99999999999999999999',
    'colour CONTAINS red',
  ])('is refused: %s', expression => {
    expect(() => compileSql92(expression)).toThrow(Sql92Error)
  })

  it('is refused when it is nested deeper than anybody needs', () => {
    expect(() => compileSql92(`${'('.repeat(10_000)}size > 3`)).toThrow(Sql92Error)
    expect(() => compileSql92(`${'NOT '.repeat(10_000)}size > 3`)).toThrow(Sql92Error)
  })
})

describe('a text', () => {
  it('holds a quote that is written twice', () => {
    expect(compileSql92("name = 'it''s'")(new Map([['name', "it's"]]))).toBe(true)
  })
})
