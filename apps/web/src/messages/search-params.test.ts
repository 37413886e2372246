import { describe, expect, it } from 'vitest'
import { queryOf, wayOf } from './search-params.ts'

const read = (query: string) => queryOf(new URLSearchParams(query))

describe('a search in the URL', () => {
  it('is by time unless it says otherwise, and asks nothing before it has a beginning', () => {
    expect(wayOf(new URLSearchParams('by=magic'))).toBe('time')
    expect(read('')).toBeUndefined()
    const from = '2026-03-01T00:00:00.000Z'
    expect(read(`from=${from}&tag=a&filter=+&order=oldest`)).toEqual({
      from,
      tag: 'a',
      order: 'oldest',
      limit: 50,
    })
  })

  it('takes what belongs to its way only', () => {
    expect(read('by=id&messageId=+0A+&tag=a')).toEqual({ messageId: '0A' })
    expect(read('by=key&key=50%25')).toEqual({ key: '50%' })
    expect(read('by=key')).toBeUndefined()
    expect(read('by=tail&tag=a')).toEqual({ follow: 'true', tag: 'a' })
  })
})
