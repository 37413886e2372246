/** Searching and sorting of a list that is there as a whole. */
import type { Column } from './column.ts'
import type { ListState } from './list-state.ts'

type Value = string | number | null

export function localRows<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  { q, sort }: Pick<ListState, 'q' | 'sort'>,
): readonly Row[] {
  const wanted = q.trim().toLowerCase()
  const found =
    wanted === '' ? rows : rows.filter(row => columns.some(column => holds(column.value(row), wanted)))
  const column = columns.find(({ id }) => id === sort?.column)
  if (!sort || !column) return found
  return found.toSorted((a, b) => compare(column.value(a), column.value(b), sort.isDescending))
}

function holds(value: Value, wanted: string): boolean {
  return value !== null && String(value).toLowerCase().includes(wanted)
}

/** What is not known comes last in both directions. */
function compare(a: Value, b: Value, isDescending: boolean): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null)
  // Natural order of digits also puts 64-bit figures, which come as strings, in their place.
  const order =
    typeof a === 'number' && typeof b === 'number'
      ? a - b
      : String(a).localeCompare(String(b), 'en', { numeric: true })
  return isDescending ? -order : order
}
