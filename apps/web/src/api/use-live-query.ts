import type { CallInput, EndpointShape } from '@gantry/contract'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useLive } from './live.ts'
import { read } from './read.ts'

const REFRESH_MS = 10_000

interface LiveQueryOptions {
  /** What was read last stays until what is asked for instead is there: for the same thing seen otherwise. */
  readonly keepsLast?: boolean
}

/** Reads an endpoint and reads it again regularly, unless live figures are paused. */
export function useLiveQuery<E extends EndpointShape>(
  endpoint: E,
  input: CallInput<E>,
  { keepsLast = false }: LiveQueryOptions = {},
) {
  const { isPaused } = useLive()
  return useQuery({
    ...read(endpoint, input),
    refetchInterval: isPaused ? false : REFRESH_MS,
    ...(keepsLast && { placeholderData: keepPreviousData }),
  })
}
