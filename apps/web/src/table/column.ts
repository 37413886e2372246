import type { ReactNode } from 'react'
import type { TextKey } from '../i18n/catalogue.ts'

/** A column of a list. Headers are keys of texts, so that columns are plain data beside the page. */
export interface Column<Row> {
  /** Also the name in the URL and, where `sort` is on, the API's name for sorting. */
  readonly id: string
  readonly header: TextKey
  /** What it means, shown at the header. */
  readonly about?: TextKey
  /** The value as plain data: for CSV, for sorting in the page, and shown where `cell` is not given. */
  readonly value: (row: Row) => string | number | null
  readonly cell?: (row: Row) => ReactNode
  readonly sort?: boolean
  readonly align?: 'right'
  /** Over several lines where room is short, so that what is long pushes nothing out of sight. */
  readonly wraps?: boolean
  /** For the eye: it is not in files. */
  readonly isPicture?: boolean
  /** Shown only when picked. */
  readonly isExtra?: boolean
}
