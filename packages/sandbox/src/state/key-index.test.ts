import { describe, expect, it } from 'vitest'
import { hashOf, KeyIndex } from './key-index.ts'

describe('Java’s hash of a text', () => {
  it.each([
    ['', 0],
    ['A', 65],
    ['TagA', 2_598_919],
    ['hello', 99_162_322],
    ['polygenelubricants', -2_147_483_648],
  ])('of %j is %i', (text, hash) => {
    expect(hashOf(text)).toBe(hash)
  })
})

describe('the index of keys', () => {
  it('finds every position of a key, the newest first', () => {
    const keys = new KeyIndex()
    keys.add('orders#7', 0)
    keys.add('orders#8', 100)
    keys.add('orders#7', 200)
    expect([...keys.find('orders#7')]).toEqual([200, 0])
    expect([...keys.find('orders#9')]).toEqual([])
  })

  it('finds them after it has grown', () => {
    const keys = new KeyIndex()
    for (let n = 0; n < 10_000; n++) keys.add(`orders#${n % 5_000}`, n)
    expect([...keys.find('orders#4321')]).toEqual([9_321, 4_321])
  })

  it('finds keys together whose hashes are the same, as brokers do', () => {
    const keys = new KeyIndex()
    keys.add('Aa', 1)
    keys.add('BB', 2)
    expect([...keys.find('Aa')]).toEqual([2, 1])
  })

  it('forgets in one go what is gone, once that is most of it', () => {
    const keys = new KeyIndex()
    for (let n = 0; n < 2_000; n++) keys.add('k', n)
    keys.dropBefore(10)
    expect([...keys.find('k')]).toHaveLength(2_000)
    keys.dropBefore(1_990)
    expect([...keys.find('k')]).toEqual([
      1_999, 1_998, 1_997, 1_996, 1_995, 1_994, 1_993, 1_992, 1_991, 1_990,
    ])
    keys.add('k', 2_000)
    expect([...keys.find('k')][0]).toBe(2_000)
  })
})
