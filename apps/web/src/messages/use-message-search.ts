/** A search that goes on by itself, page after page, until it has enough to show, is through, or is told to stop. */
import {
  type messageList as Endpoint,
  messageList,
  type QueryInputOf,
  type ResponseOf,
} from '@gantry/contract'
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo, useState } from 'react'
import { call } from '../api/call.ts'
import { PAGE_ROWS } from './search-params.ts'

type Answer = ResponseOf<typeof Endpoint>

export interface MessageSearchState {
  readonly rows: Answer['items']
  readonly first: Answer | undefined
  readonly last: Answer | undefined
  readonly damaged: number
  readonly error: Error | null
  readonly isSearching: boolean
  readonly isStopped: boolean
  readonly hasMore: boolean
  stop(): void
  goOn(): void
}

export function useMessageSearch(
  params: { readonly instanceId: string; readonly topic: string },
  query: QueryInputOf<typeof messageList>,
): MessageSearchState {
  const client = useQueryClient()
  const queryKey = useMemo(() => [messageList.id, params, query], [params, query])
  const [wantedRows, setWantedRows] = useState(PAGE_ROWS)
  const [isStopped, setStopped] = useState(false)
  const pages = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam, signal }) =>
      call(messageList, { params, query: { ...query, ...(pageParam && { cursor: pageParam }) } }, { signal }),
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }: Answer) => nextCursor,
    // What was found stays: a search is repeated when somebody asks for it.
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
  })
  const { data, hasNextPage, isFetching, isError, fetchNextPage } = pages
  const rows = useMemo(() => data?.pages.flatMap(({ items }) => items) ?? [], [data])
  const last = data?.pages.at(-1)
  // A broker that does not answer would be asked for ever.
  const isWanting = rows.length < wantedRows && hasNextPage && last?.partial === null && !isError
  useEffect(() => {
    if (isWanting && !isFetching && !isStopped) void fetchNextPage()
  }, [isWanting, isFetching, isStopped, fetchNextPage])
  return {
    rows,
    first: data?.pages[0],
    last,
    damaged: data?.pages.reduce((sum, { damaged }) => sum + damaged, 0) ?? 0,
    error: pages.error,
    isSearching: isFetching,
    isStopped,
    hasMore: hasNextPage,
    stop() {
      setStopped(true)
      void client.cancelQueries({ queryKey })
    },
    goOn() {
      setStopped(false)
      setWantedRows(rows.length + PAGE_ROWS)
      void fetchNextPage()
    },
  }
}
