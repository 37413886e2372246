import { describe, expect, it } from 'vitest'
import { searchOf, withoutGroup } from './statistics-search.ts'

const searchIn = (text: string) => searchOf(new URLSearchParams(text))

describe('what the URL says of statistics', () => {
  it('is the total of each minute unless it says otherwise', () => {
    expect(searchIn('')).toEqual({ metric: 'total', interval: '1m' })
    expect(searchIn('metric=much&interval=1y&topic=')).toEqual({ metric: 'total', interval: '1m' })
  })

  it('is what the API takes', () => {
    const search = {
      metric: 'tps',
      interval: '1h',
      compare: 'yesterday',
      from: '2026-11-29T00:00:00.000Z',
      to: '2026-11-29T12:00:00.000Z',
      topic: 'orders',
      group: 'GID-mail',
    }
    expect(searchIn(new URLSearchParams(search).toString())).toEqual(search)
    expect(withoutGroup(searchIn('topic=orders&group=GID-mail'))).toEqual({
      metric: 'total',
      interval: '1m',
      topic: 'orders',
    })
  })
})
