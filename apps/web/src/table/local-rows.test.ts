import { describe, expect, it } from 'vitest'
import type { Column } from './column.ts'
import { localRows } from './local-rows.ts'

interface Row {
  readonly name: string
  readonly backlog: number | string | null
}

const columns: readonly Column<Row>[] = [
  { id: 'name', header: 'common:name', value: ({ name }) => name },
  { id: 'backlog', header: 'common:name', value: ({ backlog }) => backlog },
]
const rows: readonly Row[] = [
  { name: 'Orders', backlog: 9 },
  { name: 'payments', backlog: null },
  { name: 'audit', backlog: '9007199254740993' },
  { name: 'bills', backlog: 100 },
]
const names = (found: readonly Row[]) => found.map(({ name }) => name)

describe('localRows', () => {
  it('finds a part of any value, whatever its case', () => {
    expect(names(localRows(rows, columns, { q: ' ORD ', sort: undefined }))).toEqual(['Orders'])
    expect(names(localRows(rows, columns, { q: '4740993', sort: undefined }))).toEqual(['audit'])
  })

  it('sorts figures as figures, 64-bit ones too, with unknown ones last', () => {
    const by = (isDescending: boolean) =>
      names(localRows(rows, columns, { q: '', sort: { column: 'backlog', isDescending } }))
    expect(by(false)).toEqual(['Orders', 'bills', 'audit', 'payments'])
    expect(by(true)).toEqual(['audit', 'bills', 'Orders', 'payments'])
  })

  it('leaves the order alone when the URL names a column that is not there', () => {
    expect(localRows(rows, columns, { q: '', sort: { column: 'x', isDescending: false } })).toBe(rows)
  })
})
