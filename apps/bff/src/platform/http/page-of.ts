/** Sorting and paging of lists that are there as a whole, such as what brokers hold. */
import { AppError } from './app-error.ts'
import { fromCursor, toCursor } from './cursor.ts'

/** What is not known (null) comes last in both directions. */
export type SortValue = string | number | bigint | boolean | null

export interface PageQuery {
  readonly limit: number
  readonly cursor?: string | undefined
  /** A column, with `-` before it for descending. */
  readonly sort?: string | undefined
}

export interface Sorting<Row> {
  /** Unique in the list: rows that are equal otherwise are in its order. */
  readonly key: (row: Row) => string
  /** By the names that `sort` may have. */
  readonly columns: Readonly<Record<string, (row: Row) => SortValue>>
}

export interface PageOf<Row> {
  readonly rows: Row[]
  readonly nextCursor: string | null
}

/** @throws AppError VALIDATION for a column that is not there, or a cursor that is none */
export function pageOf<Row>(
  rows: readonly Row[],
  query: PageQuery,
  { key, columns }: Sorting<Row>,
): PageOf<Row> {
  const { column, isDescending } = sortOf(query.sort)
  const read = column === undefined ? () => null : Object.hasOwn(columns, column) && columns[column]
  if (!read) throw unknownColumn(column, Object.keys(columns))
  const places = rows.map(row => ({ row, key: key(row), value: comparable(read(row)) }))
  const compare = (a: Place, b: Place): number =>
    compareValues(a.value, b.value, isDescending) || compareTexts(a.key, b.key)
  places.sort(compare)
  const after = query.cursor === undefined ? undefined : placeOf(query.cursor)
  const rest = after ? places.filter(place => compare(place, after) > 0) : places
  const page = rest.slice(0, query.limit)
  const last = page.at(-1)
  return {
    rows: page.map(({ row }) => row),
    nextCursor: last && rest.length > page.length ? toCursor(written(last.value), last.key) : null,
  }
}

/** The column that a list is to be sorted by, if any. */
export function sortOf(sort: string | undefined): {
  readonly column: string | undefined
  readonly isDescending: boolean
} {
  const isDescending = sort?.startsWith('-') ?? false
  return { column: isDescending ? sort?.slice(1) : sort, isDescending }
}

type Comparable = string | number | bigint | null

interface Place {
  readonly value: Comparable
  readonly key: string
}

function comparable(value: SortValue): Comparable {
  return typeof value === 'boolean' ? Number(value) : value
}

function compareValues(a: Comparable, b: Comparable, isDescending: boolean): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null)
  const order =
    typeof a === 'string' && typeof b === 'string' ? compareTexts(a, b) : Number(a > b) - Number(a < b)
  return isDescending ? -order : order
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : Number(a > b)
}

/** A cursor holds a text or a number: the first letter tells what the text stands for. */
function written(value: Comparable): string | number {
  if (typeof value === 'number') return value
  if (value === null) return '-'
  return typeof value === 'bigint' ? `i${value}` : `s${value}`
}

function placeOf(cursor: string): Place {
  const { sortValue, key } = fromCursor(cursor)
  if (typeof sortValue === 'number') return { value: sortValue, key }
  if (sortValue === '-') return { value: null, key }
  if (/^i-?\d+$/.test(sortValue)) return { value: BigInt(sortValue.slice(1)), key }
  return { value: sortValue.slice(1), key }
}

function unknownColumn(column: string | undefined, known: readonly string[]): AppError {
  const message = `This list cannot be sorted by ${column}; it can by ${known.join(', ')}.`
  return new AppError('VALIDATION', `sort: ${message}`, {
    fields: [{ path: 'sort', code: 'invalid', message }],
  })
}
