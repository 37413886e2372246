import type { Column } from './column.ts'

/** Rows as a CSV text, opened safely by a spreadsheet: a cell that it would run as a formula is quoted. */
export async function toCsv<Row>(rows: readonly Row[], columns: readonly Column<Row>[]): Promise<string> {
  const { stringify } = await import('csv-stringify/browser/esm/sync')
  return stringify(
    rows.map(row => columns.map(column => column.value(row))),
    {
      header: true,
      columns: columns.map(({ id }) => id),
      escape_formulas: true,
      record_delimiter: 'windows',
    },
  )
}

/** Offers a text as a file. */
export function download(fileName: string, content: string): void {
  // Spreadsheets take a file without this mark for another encoding.
  const url = URL.createObjectURL(new Blob(['\ufeff', content], { type: 'text/csv;charset=utf-8' }))
  const link = document.createElement('a')
  link.href = url
  link.download = fileName
  link.click()
  URL.revokeObjectURL(url)
}
