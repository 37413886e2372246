import { expect, it } from 'vitest'
import { comparable } from './subscription-differences.ts'

it.each([
  ['a||b', 'b || a'],
  ['a || a', 'a'],
  [' * ', '*'],
])('%s and %s are the same tags', (one, other) => {
  expect(comparable(one)).toBe(comparable(other))
})

it('takes other letters for other tags', () => {
  expect(comparable('Paid')).not.toBe(comparable('paid'))
  expect(comparable('a > 1')).toBe('a > 1')
})
