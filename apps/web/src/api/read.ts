import type { CallInput, EndpointShape } from '@gantry/contract'
import { queryOptions } from '@tanstack/react-query'
import { call } from './call.ts'

/** What `useQuery` takes to read an endpoint. */
export function read<E extends EndpointShape>(endpoint: E, input: CallInput<E>) {
  return queryOptions({
    queryKey: keyOf(endpoint, input),
    queryFn: ({ signal }) => call(endpoint, input, { signal }),
  })
}

function keyOf(endpoint: EndpointShape, input: { readonly params?: unknown; readonly query?: unknown }) {
  return [endpoint.id, input.params ?? null, input.query ?? null] as const
}
