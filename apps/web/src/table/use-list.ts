/** A list that the server filters, sorts and pages; more is loaded as the person scrolls. */
import type { CallInit, Partial as PartialAnswer } from '@gantry/contract'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useLive } from '../api/live.ts'
import type { ListResult } from './list-result.ts'
import { writeSort } from './list-state.ts'
import type { ListControls } from './use-list-state.ts'

interface ListAnswer<Row> {
  readonly items: readonly Row[]
  readonly nextCursor: string | null
  readonly partial: PartialAnswer | null
  readonly asOf: string
}

interface PageQuery {
  readonly limit: number
  readonly cursor?: string
  readonly q?: string
  readonly sort?: string
}

interface ListSource<Row> {
  /** Endpoint id first, then what the answer depends on besides the list's state. */
  readonly key: readonly unknown[]
  readonly state: ListControls
  readonly load: (query: PageQuery, init: CallInit) => Promise<ListAnswer<Row>>
}

const PAGE_ROWS = 500
const EXPORT_ROWS = 100_000
const REFRESH_MS = 10_000

export function useList<Row>({ key, state, load }: ListSource<Row>): ListResult<Row> {
  const { isPaused } = useLive()
  const sort = writeSort(state.sort)
  const asked = { limit: PAGE_ROWS, ...(state.q && { q: state.q }), ...(sort && { sort }) }
  const page = (cursor: string, init: CallInit) => load({ ...asked, ...(cursor && { cursor }) }, init)
  const query = useInfiniteQuery({
    queryKey: [...key, asked],
    queryFn: ({ pageParam, signal }) => page(pageParam, { signal }),
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor,
    // While filters change the old rows stay, so that the page does not jump.
    placeholderData: before => before,
    // Every page is read again: the more are loaded, the longer they may stand.
    refetchInterval: ({ state: { data } }) =>
      isPaused ? false : REFRESH_MS * Math.max(1, data?.pages.length ?? 1),
  })
  const pages = query.data?.pages
  const rows = useMemo(() => pages?.flatMap(({ items }) => items) ?? [], [pages])
  return {
    rows,
    isPending: query.isPending,
    isRefreshing: query.isFetching,
    error: query.error,
    partial: pages?.find(({ partial }) => partial !== null)?.partial ?? null,
    asOf: pages?.[0]?.asOf,
    hasMore: query.hasNextPage,
    isLoadingMore: query.isFetchingNextPage,
    loadMore: () => {
      if (query.hasNextPage && !query.isFetching) void query.fetchNextPage()
    },
    loadAll: () => readAll(cursor => page(cursor, {})),
    refresh: () => void query.refetch(),
  }
}

async function readAll<Row>(page: (cursor: string) => Promise<ListAnswer<Row>>): Promise<Row[]> {
  const rows: Row[] = []
  let cursor: string | null = ''
  while (cursor !== null && rows.length < EXPORT_ROWS) {
    const answer: ListAnswer<Row> = await page(cursor)
    rows.push(...answer.items)
    cursor = answer.nextCursor
  }
  return rows
}
