/** Rows and columns on the page. Only the rows in sight are drawn, so that 10,000 of them scroll smoothly. */
import { VisuallyHidden } from '@mantine/core'
import { type ColumnDef, columnVisibilityFeature, tableFeatures, useTable } from '@tanstack/react-table'
import { useVirtualizer } from '@tanstack/react-virtual'
import { type ReactNode, useEffect, useMemo, useRef } from 'react'
import { useText } from '../i18n/text.ts'
import type { Column } from './column.ts'
import classes from './data-table.module.css'
import { HeaderCell } from './header-cell.tsx'
import type { Sort } from './list-state.ts'

interface DataTableProps<Row> {
  readonly label: string
  readonly rows: readonly Row[]
  readonly rowKey: (row: Row) => string
  readonly columns: readonly Column<Row>[]
  readonly visible: Readonly<Record<string, boolean>>
  readonly sort: Sort | undefined
  readonly onSort: (column: string) => void
  /** Last cell of each row. */
  readonly actions?: (row: Row) => ReactNode
  /** The last rows come in sight. */
  readonly onEnd?: () => void
  /** What the rows are an answer to: another question is read from its first row on. */
  readonly question: string
}

const ROW_PX = 45
const ROWS_BEFORE_END = 30
const features = tableFeatures({ columnVisibilityFeature })

export function DataTable<Row>(props: DataTableProps<Row>) {
  const { label, rows, rowKey, columns, visible, sort, onSort, actions, onEnd, question } = props
  const t = useText()
  const scroller = useRef<HTMLElement>(null)
  const definitions = useMemo(() => columns.map(definitionOf), [columns])
  const data = useMemo(() => rows.map((row): Entry<Row> => ({ row })), [rows])
  const table = useTable({
    features,
    columns: definitions,
    data,
    getRowId: ({ row }) => rowKey(row),
    state: { columnVisibility: { ...visible } },
  })
  const byId = useMemo(() => new Map(columns.map(column => [column.id, column])), [columns])
  const shown = table.getVisibleLeafColumns().flatMap(({ id }) => byId.get(id) ?? [])
  const tableRows = table.getRowModel().rows
  const virtualizer = useVirtualizer({
    count: tableRows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    getItemKey: index => tableRows[index]?.id ?? index,
    overscan: 12,
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: another question is what it waits for
  useEffect(() => {
    scroller.current?.scrollTo({ top: 0 })
  }, [question])
  const items = virtualizer.getVirtualItems()
  const last = items.at(-1)?.index ?? 0
  useEffect(() => {
    if (last >= tableRows.length - ROWS_BEFORE_END) onEnd?.()
  }, [last, tableRows.length, onEnd])
  const width = shown.length + (actions ? 1 : 0)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section ref={scroller} className={classes.scroller} tabIndex={0} aria-label={label}>
      <table className={classes.table} aria-rowcount={tableRows.length + 1}>
        <thead>
          <tr aria-rowindex={1}>
            {shown.map(column => (
              <HeaderCell key={column.id} column={column} sort={sort} onSort={onSort} />
            ))}
            {actions && (
              <th scope="col" className={classes.actions}>
                <VisuallyHidden>{t('common:actions')}</VisuallyHidden>
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          <Spacer heightPx={items[0]?.start ?? 0} columns={width} />
          {items.map(({ index, key }) => {
            const entry = tableRows[index]?.original
            if (entry === undefined) return null
            const { row } = entry
            return (
              <tr key={key} data-index={index} aria-rowindex={index + 2} ref={virtualizer.measureElement}>
                {shown.map(column => (
                  <Cell key={column.id} column={column} row={row} />
                ))}
                {actions && <td className={classes.actions}>{actions(row)}</td>}
              </tr>
            )
          })}
          <Spacer heightPx={virtualizer.getTotalSize() - (items.at(-1)?.end ?? 0)} columns={width} />
        </tbody>
      </table>
    </section>
  )
}

function Cell<Row>({ column, row }: { readonly column: Column<Row>; readonly row: Row }) {
  const value = column.value(row) ?? ''
  return (
    <td data-align={column.align} title={column.cell ? undefined : String(value)}>
      <div className={classes.cell} data-wraps={column.wraps}>
        {column.cell ? column.cell(row) : value === '' ? '–' : value}
      </div>
    </td>
  )
}

/** Stands for the rows that are not drawn. */
function Spacer({ heightPx, columns }: { readonly heightPx: number; readonly columns: number }) {
  if (heightPx <= 0) return null
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: an empty row holds nothing to focus
    <tr aria-hidden="true">
      <td colSpan={columns} style={{ height: heightPx, padding: 0, border: 0 }} />
    </tr>
  )
}

interface Entry<Row> {
  readonly row: Row
}

function definitionOf<Row>(column: Column<Row>): ColumnDef<typeof features, Entry<Row>> {
  return { id: column.id, accessorFn: ({ row }) => column.value(row) }
}
