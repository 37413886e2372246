import { describe, expect, it } from 'vitest'
import type { Column } from './column.ts'
import { visibleColumns } from './visible-columns.ts'

const columns: readonly Column<string>[] = [
  { id: 'topic', header: 'common:name', value: topic => topic },
  { id: 'perm', header: 'common:name', value: topic => topic, isExtra: true },
]

describe('visibleColumns', () => {
  it('shows the usual ones unless others are picked', () => {
    expect(visibleColumns(columns, undefined)).toEqual({ topic: true, perm: false })
    expect(visibleColumns(columns, ['perm'])).toEqual({ topic: false, perm: true })
  })

  it('never leaves a list without columns when a link names old ones', () => {
    expect(visibleColumns(columns, ['gone'])).toEqual({ topic: true, perm: false })
  })
})
