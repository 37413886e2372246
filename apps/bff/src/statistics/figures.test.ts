import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { countersAt, type ToldCounters } from '../../test-support/counters.ts'
import { figuresBetween } from './figures.ts'

type Told = Readonly<Record<string, ToldCounters | undefined>>

const KEY = 'orders@GID-mail'
const between = (before: Told, after: Told, moved?: ReadonlySet<string>) =>
  figuresBetween(countersAt(1, before), countersAt(2, after), moved)
const producedBetween = (before: Told, after: Told) => between(before, after).produced.get('orders')
const consumedBetween = (before: Told, after: Told) => between(before, after).consumed.get(KEY)

describe('what was produced in a minute', () => {
  it('is how far the queues of all brokers moved', () => {
    const before = { a: { topics: { orders: [10, 0] } }, b: { topics: { orders: [5] } } }
    const after = { a: { topics: { orders: [12, 1] } }, b: { topics: { orders: [9] } } }
    expect(producedBetween(before, after)).toBe(7n)
  })

  it('is counted from 0 for a topic that its broker did not hold a minute ago', () => {
    expect(producedBetween({ a: {} }, { a: { topics: { orders: [3, 4] } } })).toBe(7n)
  })

  it('asks nothing of a broker that does not hold the topic', () => {
    const a = (max: number) => ({ topics: { orders: [max] } })
    expect(
      producedBetween({ a: a(1), b: { bootTimestamp: '1' } }, { a: a(3), b: { bootTimestamp: '2' } }),
    ).toBe(2n)
  })

  const held = { topics: { orders: [10] } }
  const more = { topics: { orders: [12] } }
  it.each<[string, Told, Told]>([
    ['an offset fell back', { a: held }, { a: { topics: { orders: [9] } } }],
    ['the broker was started again', { a: held }, { a: { ...more, bootTimestamp: '2' } }],
    ['another process took its place', { a: held }, { a: { ...more, addr: '127.0.0.1:10912' } }],
    ['the broker did not answer', { a: held, b: {} }, { a: more, b: undefined }],
    ['the broker had not answered before', { a: undefined }, { a: more }],
    ['the broker has come', { b: {} }, { a: more, b: {} }],
    ['the broker has gone', { a: held, b: {} }, { b: {} }],
    ['the topic has gone', { a: held }, { a: {} }],
    ['a queue has come', { a: held }, { a: { topics: { orders: [12, 1] } } }],
    ['a queue has gone', { a: { topics: { orders: [10, 1] } } }, { a: more }],
    ['the reading was late', { a: held }, { a: { ...more, lateMs: 5_001 } }],
  ])('is not known when %s', (_, before, after) => {
    expect(producedBetween(before, after)).toBeNull()
  })

  it('is not known when a minute was missed', () => {
    const figures = figuresBetween(
      countersAt(1, { a: held }),
      countersAt(3, { a: { ...more, lateMs: -60_000 } }),
    )
    expect(figures.produced.get('orders')).toBeNull()
  })
})

describe('what was consumed in a minute', () => {
  const reading = (offsets: readonly number[], max = 20): ToldCounters => ({
    topics: { orders: [max, max] },
    groups: { [KEY]: offsets },
  })

  it('is how far the group moved, beside what it has still to take', () => {
    expect(consumedBetween({ a: reading([1, 2]) }, { a: reading([5, 4]) })).toEqual({
      messages: 6n,
      lag: 31n,
      isBehind: true,
    })
  })

  it('counts what lies in a queue that the group has no offset in as lag', () => {
    expect(consumedBetween({ a: reading([1]) }, { a: reading([5]) })).toMatchObject({
      messages: 4n,
      lag: 35n,
    })
  })

  it.each<[string, Told, Told]>([
    ['the group begins', { a: { topics: { orders: [20] } } }, { a: reading([5]) }],
    ['the group begins in another queue', { a: reading([1]) }, { a: reading([1, 5]) }],
    ['the group was reset to before', { a: reading([5, 5]) }, { a: reading([5, 4]) }],
    ['the broker was started again', { a: reading([1]) }, { a: { ...reading([5]), bootTimestamp: '2' } }],
  ])('is not known when %s, and the lag is', (_, before, after) => {
    expect(consumedBetween(before, after)).toMatchObject({ messages: null, lag: expect.any(BigInt) })
  })

  it('is not known when somebody moved the group', () => {
    const { consumed } = between({ a: reading([1]) }, { a: reading([20]) }, new Set([KEY]))
    expect(consumed.get(KEY)).toMatchObject({ messages: null, lag: 20n })
  })

  it('is neither known nor is the lag when a broker did not answer, and the figures say so', () => {
    const figures = between({ a: reading([1]), b: {} }, { a: reading([2]), b: undefined })
    expect(figures.consumed.get(KEY)).toMatchObject({ messages: null, lag: null })
    expect(figures.isWhole).toBe(false)
  })
})

describe('whether a group is behind', () => {
  const at = (max: number, offset: number): Told => ({
    a: { topics: { orders: [max] }, groups: { [KEY]: [offset] } },
  })

  it.each<[string, boolean, Told, Told]>([
    ['it has consumed what was there a minute ago', false, at(10, 8), at(12, 10)],
    ['it has not', true, at(10, 8), at(12, 9)],
    ['what was there is not known', true, { a: undefined }, at(12, 11)],
    ['nothing is left', false, { a: undefined }, at(12, 12)],
  ])('is told by what was there a minute ago: %s', (_, isBehind, before, after) => {
    expect(between(before, after).consumed.get(KEY)).toMatchObject({ isBehind })
  })
})

describe('figures of a group', () => {
  const of = (told: ToldCounters): Told => ({ a: { clients: { 'GID-mail': ['c1', 'c2'] }, ...told } })
  const groupBetween = (before: Told, after: Told) => between(before, after).groups.get('GID-mail')

  it('are what came to its dead letters and its retries, and who is connected', () => {
    const before = of({
      topics: { '%DLQ%GID-mail': [1], '%RETRY%GID-mail': [4], '%RETRY%GID-mail+orders': [0] },
    })
    const after = of({
      topics: { '%DLQ%GID-mail': [3], '%RETRY%GID-mail': [5], '%RETRY%GID-mail+orders': [2] },
    })
    const b = { clients: { 'GID-mail': ['c2', 'c3'] } }
    expect(groupBetween({ ...before, b }, { ...after, b })).toEqual({
      deadLetters: 2n,
      retries: 3n,
      clients: 3,
    })
  })

  it('count the first dead letter, and none where there is no such topic', () => {
    expect(groupBetween(of({}), of({ topics: { '%DLQ%GID-mail': [1] } }))).toMatchObject({
      deadLetters: 1n,
      retries: 0n,
    })
  })

  it('are not known, each for itself, when a broker does not tell', () => {
    const silent = { clients: { 'GID-mail': undefined } }
    expect(groupBetween(of({}), { ...of({}), b: silent })).toEqual({
      deadLetters: 0n,
      retries: 0n,
      clients: null,
    })
    expect(groupBetween(of({}), { ...of({}), b: undefined })).toEqual({
      deadLetters: null,
      retries: null,
      clients: null,
    })
    const dlq = { topics: { '%DLQ%GID-mail': [3] } }
    expect(groupBetween(of(dlq), of({ ...dlq, bootTimestamp: '2' }))).toMatchObject({ deadLetters: null })
  })
})

/** What happens to a broker within one minute, besides messages. */
const event = fc.constantFrom('none', 'none', 'none', 'restart', 'truncate', 'silence', 'gone', 'late')
const minute = fc.record({
  sent: fc.array(fc.nat(50), { minLength: 3, maxLength: 3 }),
  event,
})
type Minute = typeof minute extends fc.Arbitrary<infer T> ? T : never

/** Plays a broker with three queues, minute by minute. */
function play(minutes: readonly Minute[]) {
  const queues = [0, 0, 0]
  let boot = 1
  let stored = 0
  const readings = minutes.map(({ sent, event }, index) => {
    let storedNow = 0
    sent.forEach((messages, queueId) => {
      queues[queueId] = (queues[queueId] ?? 0) + messages
      storedNow += messages
    })
    // A broker that dies loses what it had not written, and takes more messages afterwards.
    if (event === 'truncate') queues[0] = Math.max(0, (queues[0] ?? 0) - 30)
    if (event === 'restart' || event === 'truncate') boot++
    stored += storedNow
    const told = {
      topics: { orders: [...queues] },
      bootTimestamp: `${boot}`,
      lateMs: event === 'late' ? 9_000 : 0,
    }
    const answer: Told = event === 'gone' ? { b: {} } : { b: {}, a: event === 'silence' ? undefined : told }
    return { reading: countersAt(index, answer), sent: storedNow, event }
  })
  return { readings, stored }
}

describe('figures over a life with restarts, silence and losses', () => {
  it('are what was sent in that minute, or nothing at all', () => {
    fc.assert(
      fc.property(fc.array(minute, { minLength: 2, maxLength: 30 }), minutes => {
        const { readings } = play(minutes)
        readings.slice(1).forEach(({ reading, sent, event }, index) => {
          const before = readings[index]
          if (before === undefined) return
          const figure = figuresBetween(before.reading, reading).produced.get('orders')
          if (figure !== null && figure !== undefined) expect(figure).toBe(BigInt(sent))
          const isQuiet = event === 'none' && before.event !== 'silence' && before.event !== 'gone'
          if (isQuiet && before.event !== 'late') expect(figure).toBe(BigInt(sent))
        })
      }),
    )
  })

  it('add up to everything that was stored when nothing came between', () => {
    fc.assert(
      fc.property(fc.array(minute, { minLength: 2, maxLength: 30 }), minutes => {
        const calm = minutes.map(each => ({ ...each, event: 'none' as const }))
        const { readings, stored } = play(calm)
        const figures = readings.slice(1).map(({ reading }, index) => {
          const before = readings[index]
          return (before && figuresBetween(before.reading, reading).produced.get('orders')) ?? 0n
        })
        const first = readings[0]?.sent ?? 0
        expect(figures.reduce((sum, each) => sum + each, BigInt(first))).toBe(BigInt(stored))
      }),
    )
  })
})
