/** Lines of a CSV file that a spreadsheet opens without running anything in it. */
import { stringify } from 'csv-stringify/sync'

/** Spreadsheets take a file that does not begin with this for another encoding than UTF-8. */
export const CSV_MARK = '\ufeff'

/** Text that begins like a formula gets an apostrophe before it; null is an empty cell. */
export function csvText(rows: ReadonlyArray<ReadonlyArray<string | number | null>>): string {
  return stringify([...rows], { escape_formulas: true, record_delimiter: 'windows' })
}
