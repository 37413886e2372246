import { describe, expect, it } from 'vitest'
import { HOST, message } from '../../test-support/messages.ts'
import { ManualClock } from '../clock.ts'
import { hashOf } from '../state/key-index.ts'
import { MessageStore } from '../state/message-store.ts'
import { conditionOf, filterOf, subscriptionOf } from './message-filter.ts'

function recordWith(properties: Record<string, string>): Buffer {
  const store = new MessageStore(new ManualClock(), HOST, { maxBytes: 1 << 20 })
  return store.recordAt(store.put(message({ properties })).position) ?? Buffer.alloc(0)
}

describe('a subscription by tags', () => {
  it('names each tag once, with its hash', () => {
    expect(subscriptionOf('orders', ' A || B||A || ')).toMatchObject({
      subString: ' A || B||A || ',
      tagsSet: ['A', 'B'],
      codeSet: [65, 66],
      expressionType: 'TAG',
    })
  })

  it.each(['*', ''])('written as "%s" wants every message', expression => {
    const filter = filterOf(subscriptionOf('orders', expression), undefined)
    expect([filter.matchesTagsCode(0), filter.matchesTagsCode(hashOf('any'))]).toEqual([true, true])
  })

  it('wants what carries one of its tags', () => {
    const filter = filterOf(subscriptionOf('orders', 'A || TagB'), undefined)
    expect(['A', 'TagB', 'C'].map(tag => filter.matchesTagsCode(hashOf(tag)))).toEqual([true, true, false])
    expect(filter.matchesTagsCode(0)).toBe(false)
  })
})

describe('a subscription by a condition', () => {
  it('is asked of each message', () => {
    const subscription = subscriptionOf('orders', 'size > 3', 'SQL92')
    const filter = filterOf(subscription, conditionOf(subscription))
    expect(filter.matchesTagsCode(123)).toBe(true)
    expect([
      filter.matchesRecord(recordWith({ size: '9' })),
      filter.matchesRecord(recordWith({ size: '1' })),
    ]).toEqual([true, false])
  })

  it('that makes no sense wants every message', () => {
    const subscription = subscriptionOf('orders', 'size > >', 'SQL92')
    expect(conditionOf(subscription)).toBeUndefined()
    expect(filterOf(subscription, undefined).matchesRecord(recordWith({}))).toBe(true)
  })
})
