import { describe, expect, it } from 'vitest'
import { MalformedError } from '../../errors.ts'
import { javaHashCode } from '../java-hash-code.ts'
import { isWanted, subscriptionOf } from './subscription.ts'
import { messageOf } from './testing/messages.ts'

const tagged = (tag: string) => messageOf({ properties: [['TAGS', tag]] })

describe('javaHashCode', () => {
  it.each([
    ['', 0],
    ['TagA', 2_598_919],
    ['Aa', 2_112],
    ['BB', 2_112],
    ['é🚀', 1_996_940],
    ['a-rather-long-tag-that-overflows', 2_116_951_678],
  ])('gives %j the hash code that Java gives it', (text, hash) => {
    expect(javaHashCode(text)).toBe(hash)
  })
})

describe('subscriptionOf', () => {
  it('asks for everything with a star, without an expression and with an empty one', () => {
    const everything = { topic: 't', subString: '*', tagsSet: [], codeSet: [], subVersion: 5n }
    for (const filter of [{}, { expression: '' }, { expression: '*' }]) {
      expect(subscriptionOf('t', filter, 5)).toMatchObject({ ...everything, expressionType: 'TAG' })
    }
  })

  it('lists the tags between the bars, each once, with their hash codes', () => {
    expect(subscriptionOf('t', { expression: ' TagA || Aa||TagA || ||BB' })).toMatchObject({
      subString: ' TagA || Aa||TagA || ||BB',
      tagsSet: ['TagA', 'Aa', 'BB'],
      codeSet: [2_598_919, 2_112],
    })
  })

  it('hands an SQL92 condition to the broker as it is', () => {
    const condition = "colour = 'red' || price > 5"
    expect(subscriptionOf('t', { expression: condition, type: 'SQL92' })).toMatchObject({
      subString: condition,
      tagsSet: [],
      codeSet: [],
      expressionType: 'SQL92',
    })
  })

  it.each([
    { expression: '||', type: 'TAG' },
    { expression: '  ', type: 'SQL92' },
  ] as const)('refuses $expression as $type, naming the topic', filter => {
    expect(() => subscriptionOf('orders', filter)).toThrow(MalformedError)
    expect(() => subscriptionOf('orders', filter)).toThrow(/orders/)
  })
})

describe('isWanted', () => {
  it('sorts out a tag that only has the same hash code', () => {
    const subscription = subscriptionOf('t', { expression: 'Aa' })
    expect(isWanted(subscription, tagged('Aa'))).toBe(true)
    expect(isWanted(subscription, tagged('BB'))).toBe(false)
    expect(isWanted(subscription, messageOf())).toBe(false)
  })

  it('takes what the broker lets through for a star or a condition', () => {
    expect(isWanted(subscriptionOf('t'), messageOf())).toBe(true)
    expect(isWanted(subscriptionOf('t', { expression: 'a > 1', type: 'SQL92' }), tagged('x'))).toBe(true)
  })
})
