/** A list whose answer is whole: searched and sorted in the page. */
import type { Partial as PartialAnswer } from '@gantry/contract'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useLive } from '../api/live.ts'
import type { Column } from './column.ts'
import type { ListResult } from './list-result.ts'
import { localRows } from './local-rows.ts'
import type { ListControls } from './use-list-state.ts'

interface WholeAnswer<Row> {
  readonly items: readonly Row[]
  readonly partial?: PartialAnswer | null
  readonly asOf?: string
}

interface LocalListSource<Row> {
  /** Endpoint id first, then what the answer depends on. */
  readonly key: readonly unknown[]
  readonly load: (signal: AbortSignal) => Promise<WholeAnswer<Row>>
  readonly columns: readonly Column<Row>[]
  readonly state: Pick<ListControls, 'q' | 'sort'>
}

const REFRESH_MS = 10_000

export function useLocalList<Row>({ key, load, columns, state }: LocalListSource<Row>): ListResult<Row> {
  const { q, sort } = state
  const { isPaused } = useLive()
  const query = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => load(signal),
    refetchInterval: isPaused ? false : REFRESH_MS,
  })
  const items = query.data?.items
  const rows = useMemo(() => localRows(items ?? [], columns, { q, sort }), [items, columns, q, sort])
  return {
    rows,
    isPending: query.isPending,
    isRefreshing: query.isFetching,
    error: query.error,
    partial: query.data?.partial ?? null,
    asOf: query.data?.asOf,
    hasMore: false,
    isLoadingMore: false,
    loadMore: () => undefined,
    loadAll: async () => rows,
    refresh: () => void query.refetch(),
  }
}
