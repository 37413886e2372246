/** A typed client of the API, for the browser and for tests: one function for every operation. */
import { ApiError, errorOf } from './api-error.ts'
import type { BodyInputOf, EndpointShape, ParamsOf, QueryInputOf, ResponseOf } from './endpoint.ts'

type Present<K extends string, T> = T extends undefined
  ? { readonly [P in K]?: undefined }
  : { readonly [P in K]: T }
export type CallInput<E extends EndpointShape> = Present<'params', ParamsOf<E>> &
  Present<'body', BodyInputOf<E>> & { readonly query?: QueryInputOf<E> }

export interface ClientOptions {
  /** Such as `https://console.example`; empty in the browser. */
  readonly baseUrl?: string
  /** Added to every request: the CSRF token or a bearer token. */
  readonly headers?: () => Readonly<Record<string, string>>
  readonly fetch?: typeof fetch
}

export interface CallInit {
  readonly signal?: AbortSignal
  /** Sent as `Idempotency-Key`: a creation with the same key is done once. */
  readonly idempotencyKey?: string
}

export type Call = <E extends EndpointShape>(
  endpoint: E,
  input: CallInput<E>,
  init?: CallInit,
) => Promise<ResponseOf<E>>

export function createClient(options: ClientOptions = {}): Call {
  return async (endpoint, input, init = {}) => {
    const url = (options.baseUrl ?? '') + urlOf(endpoint, input)
    const hasBody = input.body !== undefined
    const response = await send(options.fetch ?? fetch, url, {
      method: endpoint.method,
      credentials: 'same-origin',
      headers: {
        accept: 'application/json',
        ...(hasBody && { 'content-type': 'application/json' }),
        ...(init.idempotencyKey && { 'idempotency-key': init.idempotencyKey }),
        ...options.headers?.(),
      },
      ...(hasBody && { body: JSON.stringify(input.body) }),
      ...(init.signal && { signal: init.signal }),
    })
    if (!response.ok) throw await errorOf(response)
    if (endpoint.response === undefined) return undefined as never
    return endpoint.response.parse(await response.json()) as never
  }
}

async function send(doFetch: typeof fetch, url: string, init: RequestInit): Promise<Response> {
  try {
    return await doFetch(url, init)
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    throw new ApiError(0, undefined, 'The console cannot be reached: check the connection.')
  }
}

/** Path with parameters filled in, and the query. */
export function urlOf(
  endpoint: EndpointShape,
  input: { readonly params?: unknown; readonly query?: unknown },
): string {
  const params = { ...(input.params as Record<string, unknown> | undefined) }
  const path = endpoint.path.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(String(params[name])),
  )
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries({ ...(input.query as Record<string, unknown> | undefined) })) {
    if (value !== undefined && value !== '') query.set(name, String(value))
  }
  return `/api/v1${path}${query.size > 0 ? `?${query}` : ''}`
}
