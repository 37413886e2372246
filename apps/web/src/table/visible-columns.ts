import type { Column } from './column.ts'

/** Which columns show: those the URL picks, or the usual ones when it picks none that exist. */
export function visibleColumns<Row>(
  columns: readonly Column<Row>[],
  picked: readonly string[] | undefined,
): Readonly<Record<string, boolean>> {
  const isPicked = columns.some(({ id }) => picked?.includes(id))
  return Object.fromEntries(
    columns.map(({ id, isExtra = false }) => [id, isPicked ? (picked?.includes(id) ?? false) : !isExtra]),
  )
}
