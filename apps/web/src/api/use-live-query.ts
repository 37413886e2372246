import type { CallInput, EndpointShape } from '@gantry/contract'
import { useQuery } from '@tanstack/react-query'
import { useLive } from './live.ts'
import { read } from './read.ts'

const REFRESH_MS = 10_000

/** Reads an endpoint and reads it again regularly, unless live figures are paused. */
export function useLiveQuery<E extends EndpointShape>(endpoint: E, input: CallInput<E>) {
  const { isPaused } = useLive()
  return useQuery({ ...read(endpoint, input), refetchInterval: isPaused ? false : REFRESH_MS })
}
