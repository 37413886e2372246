/** What a list shows, as it stands in the URL: search, sorting, filters, columns. Unknown parameters are left alone. */
export interface Sort {
  readonly column: string
  readonly isDescending: boolean
}

export interface ListState {
  readonly q: string
  readonly sort: Sort | undefined
  /** Names of shown columns; undefined: the usual ones. */
  readonly columns: readonly string[] | undefined
}

export function readListState(search: URLSearchParams): ListState {
  return {
    q: search.get('q') ?? '',
    sort: readSort(search.get('sort')),
    columns: search.get('columns')?.split(',').filter(Boolean),
  }
}

/** Sets what `change` names; what is back at its default leaves the URL. */
export function changeListState(
  search: URLSearchParams,
  change: Readonly<Record<string, string | undefined>>,
): URLSearchParams {
  const next = new URLSearchParams(search)
  for (const [name, value] of Object.entries(change)) {
    if (value === undefined || value === '') next.delete(name)
    else next.set(name, value)
  }
  return next
}

function readSort(written: string | null): Sort | undefined {
  if (!written || written === '-') return undefined
  const isDescending = written.startsWith('-')
  return { column: isDescending ? written.slice(1) : written, isDescending }
}

export function writeSort(sort: Sort | undefined): string | undefined {
  return sort && `${sort.isDescending ? '-' : ''}${sort.column}`
}

/** Ascending, descending, unsorted. */
export function nextSort(sort: Sort | undefined, column: string): Sort | undefined {
  if (sort?.column !== column) return { column, isDescending: false }
  return sort.isDescending ? undefined : { column, isDescending: true }
}
