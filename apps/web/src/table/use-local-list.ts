/** A list whose answer is whole: searched and sorted in the page. */
import type { CallInput, EndpointShape, Partial as PartialAnswer, ResponseOf } from '@gantry/contract'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useLive } from '../api/live.ts'
import { read } from '../api/read.ts'
import type { Column } from './column.ts'
import type { ListResult } from './list-result.ts'
import { localRows } from './local-rows.ts'
import type { ListControls } from './use-list-state.ts'

interface WholeAnswer<Row> {
  readonly items: readonly Row[]
  readonly partial?: PartialAnswer | null
  readonly asOf?: string
}

interface LocalListSource<E extends EndpointShape, Row> {
  readonly endpoint: E
  readonly input: CallInput<E>
  /** The rows of an answer; the same function in each call, or they are picked again each time. */
  readonly pick: (answer: ResponseOf<E>) => WholeAnswer<Row>
  readonly columns: readonly Column<Row>[]
  readonly state: Pick<ListControls, 'q' | 'sort'>
}

const REFRESH_MS = 10_000

export function useLocalList<E extends EndpointShape, Row>(source: LocalListSource<E, Row>): ListResult<Row> {
  const { endpoint, input, pick, columns, state } = source
  const { q, sort } = state
  const { isPaused } = useLive()
  const query = useQuery({ ...read(endpoint, input), refetchInterval: isPaused ? false : REFRESH_MS })
  const answer = useMemo(() => (query.data === undefined ? undefined : pick(query.data)), [query.data, pick])
  const items = answer?.items
  const rows = useMemo(() => localRows(items ?? [], columns, { q, sort }), [items, columns, q, sort])
  return {
    rows,
    isPending: query.isPending,
    isRefreshing: query.isFetching,
    error: query.error,
    partial: answer?.partial ?? null,
    asOf: answer?.asOf,
    hasMore: false,
    isLoadingMore: false,
    loadMore: () => undefined,
    loadAll: async () => rows,
    refresh: () => void query.refetch(),
  }
}
