import { describe, expect, it } from 'vitest'
import { AppError } from './app-error.ts'
import { type PageQuery, pageOf, type Sorting } from './page-of.ts'

interface Row {
  readonly name: string
  readonly backlog: bigint | null
  readonly isOnline: boolean
}

const sorting: Sorting<Row> = {
  key: ({ name }) => name,
  columns: {
    name: ({ name }) => name,
    backlog: ({ backlog }) => backlog,
    isOnline: ({ isOnline }) => isOnline,
  },
}
const row = (name: string, backlog: bigint | null = 0n, isOnline = false): Row => ({
  name,
  backlog,
  isOnline,
})
const names = (rows: readonly Row[], query: Partial<PageQuery>): string[] =>
  pageOf(rows, { limit: 100, ...query }, sorting).rows.map(({ name }) => name)

function walk(rows: readonly Row[], query: Partial<PageQuery>, limit: number): string[] {
  const found: string[] = []
  let cursor: string | undefined
  do {
    const page = pageOf(rows, { ...query, limit, cursor }, sorting)
    found.push(...page.rows.map(({ name }) => name))
    cursor = page.nextCursor ?? undefined
  } while (cursor !== undefined)
  return found
}

describe('a page of a list', () => {
  const rows = [row('c', 5n), row('a', null), row('b', 2n ** 60n, true), row('e', 5n, true), row('d', null)]

  it('is by key when nothing else is asked for', () => {
    expect(names(rows, {})).toEqual(['a', 'b', 'c', 'd', 'e'])
  })

  it('is by a column in either direction, what is not known last', () => {
    expect(names(rows, { sort: 'backlog' })).toEqual(['c', 'e', 'b', 'a', 'd'])
    expect(names(rows, { sort: '-backlog' })).toEqual(['b', 'c', 'e', 'a', 'd'])
    expect(names(rows, { sort: '-isOnline' })).toEqual(['b', 'e', 'a', 'c', 'd'])
    expect(names(rows, { sort: '-name' })).toEqual(['e', 'd', 'c', 'b', 'a'])
  })

  it.each([1, 2, 3, 5, 9])('walks through the list %i at a time, each row once', limit => {
    for (const sort of [undefined, 'name', '-name', 'backlog', '-backlog', 'isOnline']) {
      expect(walk(rows, { sort }, limit)).toEqual(names(rows, { sort }))
    }
  })

  it('goes on behind the cursor when rows come and go meanwhile', () => {
    const { nextCursor } = pageOf(rows, { limit: 2, sort: 'backlog' }, sorting)
    const later = [row('b', 2n ** 60n), row('f', 7n), row('g', 1n)]
    expect(names(later, { sort: 'backlog', cursor: nextCursor ?? '' })).toEqual(['f', 'b'])
  })

  it('has no cursor where the list ends', () => {
    expect(pageOf(rows, { limit: 5 }, sorting).nextCursor).toBeNull()
    expect(pageOf([], { limit: 5 }, sorting)).toEqual({ rows: [], nextCursor: null })
  })

  it('refuses a column that is not there, also one that every object has', () => {
    for (const sort of ['size', '-size', 'constructor', '']) {
      expect(() => pageOf(rows, { limit: 5, sort }, sorting)).toThrow(AppError)
    }
    expect(() => pageOf(rows, { limit: 5, sort: 'size' }, sorting)).toThrow(
      'sort: This list cannot be sorted by size; it can by name, backlog, isOnline.',
    )
  })
})
