import { Tooltip, UnstyledButton } from '@mantine/core'
import type { ReactElement } from 'react'
import { useText } from '../i18n/text.ts'
import { Icon } from '../ui/icon.tsx'
import type { Column } from './column.ts'
import classes from './data-table.module.css'
import type { Sort } from './list-state.ts'

interface HeaderCellProps<Row> {
  readonly column: Column<Row>
  readonly sort: Sort | undefined
  readonly onSort: (column: string) => void
}

export function HeaderCell<Row>({ column, sort, onSort }: HeaderCellProps<Row>) {
  const t = useText()
  const label = t(column.header)
  if (!column.sort) {
    return (
      <th scope="col" data-align={column.align}>
        {label}
      </th>
    )
  }
  const isSorted = sort?.column === column.id
  const direction = isSorted && sort.isDescending ? 'descending' : 'ascending'
  return (
    <th scope="col" data-align={column.align} aria-sort={isSorted ? direction : 'none'}>
      <Explained about={column.about && t(column.about)}>
        <UnstyledButton className={classes.sort} onClick={() => onSort(column.id)}>
          {label}
          {isSorted && <Icon name={direction === 'ascending' ? 'sortUp' : 'sortDown'} size={14} />}
        </UnstyledButton>
      </Explained>
    </th>
  )
}

interface ExplainedProps {
  readonly about: string | undefined
  readonly children: ReactElement
}

function Explained({ about, children }: ExplainedProps) {
  if (about === undefined) return children
  return (
    <Tooltip label={about} multiline w={280} events={{ hover: true, focus: true, touch: true }}>
      {children}
    </Tooltip>
  )
}
