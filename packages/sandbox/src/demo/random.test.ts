import { describe, expect, it } from 'vitest'
import { between, pick, randomOf } from './random.ts'

function first(count: number, random: () => number): number[] {
  return Array.from({ length: count }, random)
}

describe('chance in the demo', () => {
  it('comes out the same for the same seed and actor', () => {
    expect(first(50, randomOf(7, 'cashier'))).toEqual(first(50, randomOf(7, 'cashier')))
  })

  it('differs from actor to actor and from seed to seed', () => {
    const cashier = first(5, randomOf(7, 'cashier'))
    expect(first(5, randomOf(7, 'order-desk'))).not.toEqual(cashier)
    expect(first(5, randomOf(8, 'cashier'))).not.toEqual(cashier)
  })

  it('is spread evenly enough', () => {
    const random = randomOf(1, 'web-pages')
    const drawn = Map.groupBy(first(10_000, random), number => Math.floor(number * 10))
    expect(drawn.size).toBe(10)
    for (const tenth of drawn.values()) expect(tenth.length).toBeGreaterThan(850)
  })

  it('reaches both ends of a span, and every choice', () => {
    const random = randomOf(1, 'any')
    const drawn = new Set(Array.from({ length: 200 }, () => between(random, 2, 5)))
    expect([...drawn].toSorted()).toEqual([2, 3, 4, 5])
    const chosen = new Set(Array.from({ length: 200 }, () => pick(random, ['a', 'b', 'c'])))
    expect([...chosen].toSorted()).toEqual(['a', 'b', 'c'])
  })

  it('refuses to choose from nothing', () => {
    expect(() => pick(() => 0, [])).toThrow(RangeError)
  })
})
