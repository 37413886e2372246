import { describe, expect, it } from 'vitest'
import { changeListState, nextSort, readListState, writeSort } from './list-state.ts'

describe('list state in the URL', () => {
  it('is read back as it was written', () => {
    const search = new URLSearchParams('q=pay&sort=-createdAt&columns=topic,perm&messageType=NORMAL')
    expect(readListState(search)).toEqual({
      q: 'pay',
      sort: { column: 'createdAt', isDescending: true },
      columns: ['topic', 'perm'],
    })
  })

  it('has defaults when the URL says nothing, or nothing sensible', () => {
    expect(readListState(new URLSearchParams('sort=-'))).toEqual({
      q: '',
      sort: undefined,
      columns: undefined,
    })
  })

  it('drops what is back at its default and keeps the rest', () => {
    const search = new URLSearchParams('q=pay&messageType=NORMAL&other=1')
    const changed = changeListState(search, { q: '', sort: 'topic' })
    expect(changed.toString()).toBe('messageType=NORMAL&other=1&sort=topic')
  })

  it('goes from ascending to descending to unsorted', () => {
    const first = nextSort(undefined, 'topic')
    const second = nextSort(first, 'topic')
    const third = nextSort(second, 'topic')
    expect([first, second, third].map(writeSort)).toEqual(['topic', '-topic', undefined])
    expect(writeSort(nextSort(second, 'createdAt'))).toBe('createdAt')
  })
})
