import type { ReactNode } from 'react'
import type { Column } from './column.ts'
import type { ListResult } from './list-result.ts'
import type { ListControls } from './use-list-state.ts'

export interface ListShellProps<Row> {
  /** What the rows are, such as "Topics"; also the name of the region. */
  readonly label: string
  readonly searchLabel: string
  readonly fileName: string
  readonly list: ListResult<Row>
  readonly state: ListControls
  readonly columns: readonly Column<Row>[]
  readonly rowKey: (row: Row) => string
  readonly rowActions?: (row: Row) => ReactNode
  readonly filters?: ReactNode
  /** Names of the filters of this list in the URL. */
  readonly filterNames?: readonly string[]
  /** Instead of a file that the page writes: where there may be more than it should hold. */
  readonly files?: ReactNode
  /** Nothing there at all: what to do first. */
  readonly empty: ReactNode
}
