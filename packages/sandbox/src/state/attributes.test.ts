import { describe, expect, it } from 'vitest'
import {
  type AttributeRules,
  changedAttributes,
  integerBetween,
  oneOf,
  parseAttributes,
} from './attributes.ts'

const RULES: AttributeRules = {
  kind: { isChangeable: false, ...oneOf('A', 'B') },
  days: { isChangeable: true, ...integerBetween(-1n, 30n) },
}

const change = (current: Record<string, string> | undefined, text: string) =>
  changedAttributes(RULES, current && new Map(Object.entries(current)), parseAttributes(text))

describe('attributes', () => {
  it('of something new are those that it is given', () => {
    expect(change(undefined, '+kind=A,+days=3')).toEqual(
      new Map([
        ['kind', 'A'],
        ['days', '3'],
      ]),
    )
    expect(change(undefined, '')).toEqual(new Map())
  })

  it('that are not named stay', () => {
    expect(change({ kind: 'A', days: '3' }, '+days=4')).toEqual(
      new Map([
        ['kind', 'A'],
        ['days', '4'],
      ]),
    )
    expect(change({ kind: 'A', days: '3' }, '-days')).toEqual(new Map([['kind', 'A']]))
  })

  it.each([
    [undefined, '+nothing=1', 'unsupported key: nothing'],
    [undefined, '+kind=C', 'value is not in set: [A, B]'],
    [undefined, '+days=31', 'value is not in range(-1, 30)'],
    [undefined, '+days=many', 'value is not in range'],
    [undefined, '-days', 'only add attribute is supported while creating topic. key: days'],
    [undefined, 'days=3', 'add/alter attribute format is wrong: days'],
    [undefined, 'days', 'delete attribute format is wrong: days'],
    [undefined, '+days=3,+days=4', 'key duplication: +days'],
    [undefined, '++=1', 'kv string format wrong.'],
    [{ kind: 'A' }, '+kind=B', 'attempt to update an unchangeable attribute. key: kind'],
    [{ kind: 'A' }, '-days', 'attempt to delete a nonexistent key: days'],
    [{ days: '1' }, 'x+days=3', 'wrong format key: +days'],
  ] as const)('changed from %j by "%s" are refused', (current, text, remark) => {
    const expected = text === 'x+days=3' ? 'kv string format wrong.' : remark
    expect(() => change(current, text)).toThrow(expected)
  })

  it('name the words that may stand there in the order of a Java set', () => {
    const types = oneOf('UNSPECIFIED', 'NORMAL', 'FIFO', 'DELAY', 'TRANSACTION', 'PRIORITY', 'LITE', 'MIXED')
    expect(types.remark).toBe(
      'value is not in set: [UNSPECIFIED, MIXED, TRANSACTION, PRIORITY, FIFO, DELAY, LITE, NORMAL]',
    )
  })
})
