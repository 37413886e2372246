import type { CallInput, EndpointShape, ResponseOf } from '@gantry/contract'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from './call.ts'
import { createIdempotencyKeys } from './idempotency-key.ts'
import { forgetLostSession, queryClient } from './query-client.ts'

export interface ChangeOptions<E extends EndpointShape> {
  /** Endpoints whose answers are old once the change is done. */
  readonly invalidates: readonly EndpointShape[]
  readonly onSuccess?: (response: ResponseOf<E>, input: CallInput<E>) => void
}

/** One change of the API: creations carry an idempotency key, and what became old is read again. */
export function useChange<E extends EndpointShape>(endpoint: E, options: ChangeOptions<E>) {
  const [keys] = useState(createIdempotencyKeys)
  return useMutation<ResponseOf<E>, Error, CallInput<E>>({
    mutationFn: input =>
      call(endpoint, input, endpoint.status === 201 ? { idempotencyKey: keys.keyFor(input) } : {}),
    onSuccess: (response, input) => {
      keys.done()
      // First where to go next: a page that shows what was deleted must not ask for it once more.
      options.onSuccess?.(response, input)
      for (const { id } of options.invalidates) void queryClient.invalidateQueries({ queryKey: [id] })
    },
    onError: forgetLostSession,
  })
}
