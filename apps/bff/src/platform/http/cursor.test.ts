import { describe, expect, it } from 'vitest'
import { AppError } from './app-error.ts'
import { fromCursor, toCursor } from './cursor.ts'

describe('a cursor', () => {
  it.each([
    [1_800_000_000_000, 'a1'],
    ['orders', 'MQ_INST_1_abcdefgh'],
    ['ключ 🔑', ''],
  ])('gives back what it was made of: %j %j', (sortValue, key) => {
    const cursor = toCursor(sortValue, key)
    expect(cursor).toMatch(/^[\w-]+$/)
    expect(fromCursor(cursor)).toEqual({ sortValue, key })
  })

  it.each([
    '',
    'x',
    '%%%',
    toCursor(1, 'a').slice(1),
    Buffer.from('[1]').toString('base64url'),
    Buffer.from('[{},"a"]').toString('base64url'),
  ])('is refused when it was not made by us: %j', cursor => {
    expect(() => fromCursor(cursor)).toThrow(AppError)
  })
})
