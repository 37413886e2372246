import { ApiError, type ErrorCode, type ResponseOf, sessionView } from '@gantry/contract'
import { QueryCache, QueryClient } from '@tanstack/react-query'

export const SESSION_KEY = [sessionView.id, null, null] as const

/** What has been read from the API. A cache key begins with the endpoint's id, so one call refreshes every list of topics. */
export const queryClient: QueryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      // A browser that thinks it is offline may still reach a console on its own machine.
      networkMode: 'always',
      // What the server refused stays refused; only a lost connection is worth another try.
      retry: (failures, error) => failures < 2 && error instanceof ApiError && error.status === 0,
      refetchOnWindowFocus: true,
    },
    mutations: { networkMode: 'always' },
  },
  queryCache: new QueryCache({ onError: forgetLostSession }),
})

export function cachedSession(): ResponseOf<typeof sessionView> | undefined {
  return queryClient.getQueryData(SESSION_KEY)
}

const LOST: ReadonlySet<ErrorCode> = new Set([
  'UNAUTHENTICATED',
  'PASSWORD_CHANGE_REQUIRED',
  'MFA_BINDING_REQUIRED',
])

/** A session that ended meanwhile: the frame sees it and asks to sign in again. */
export function forgetLostSession(error: Error): void {
  if (!(error instanceof ApiError)) return
  const code = error.problem?.code
  if (code !== undefined && LOST.has(code) && cachedSession())
    void queryClient.resetQueries({ queryKey: [sessionView.id] })
}
