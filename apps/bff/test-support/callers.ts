/** Those who call the API in tests: a program with a token, and a browser with its cookies. */
import {
  ApiError,
  type Call,
  createClient,
  type Me,
  type ProblemDetails,
  sessionCreate,
  sessionMfaCreate,
  sessionView,
} from '@gantry/contract'

export interface Program {
  readonly call: Call
  /** A plain request below `/`, with the caller's credentials. */
  fetch(path: string, init?: RequestInit): Promise<Response>
}

export interface Browser extends Program {
  readonly cookies: ReadonlyMap<string, string>
  /** Signs in, and takes the CSRF token as the page does. */
  signIn(username: string, password: string, code?: string): Promise<Me>
  /** Takes the CSRF token of a session that came otherwise. */
  openPage(): Promise<void>
}

export function createProgram(url: string, token: string): Program {
  const headers = { authorization: `Bearer ${token}` }
  return {
    call: createClient({ baseUrl: url, headers: () => headers }),
    fetch: (path, init = {}) => fetch(url + path, { ...init, headers: { ...headers, ...init.headers } }),
  }
}

/** @param setCookies of somebody who is signed in already; call `openPage` then */
export function createBrowser(url: string, setCookies: readonly string[] = []): Browser {
  const cookies = new Map<string, string>()
  for (const line of setCookies) keepCookie(cookies, line)
  let csrfToken = ''
  const send: typeof fetch = async (input, init = {}) => {
    const headers = new Headers(init.headers)
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    if (cookie !== '') headers.set('cookie', cookie)
    const response = await fetch(input, { ...init, headers })
    for (const line of response.headers.getSetCookie()) keepCookie(cookies, line)
    return response
  }
  const headers = (): Record<string, string> => (csrfToken === '' ? {} : { 'x-csrf-token': csrfToken })
  const call = createClient({ baseUrl: url, fetch: send, headers })
  const openPage = async (): Promise<void> => {
    csrfToken = (await call(sessionView, {})).csrfToken
  }
  return {
    call,
    cookies,
    openPage,
    fetch: (path, init = {}) => send(url + path, init),
    async signIn(username, password, code) {
      const me = await (code === undefined
        ? call(sessionCreate, { body: { username, password } })
        : call(sessionMfaCreate, { body: { username, password, code } }))
      await openPage()
      return me
    },
  }
}

function keepCookie(cookies: Map<string, string>, line: string): void {
  const [pair = '', ...attributes] = line.split('; ')
  const split = pair.indexOf('=')
  const name = pair.slice(0, split)
  const value = pair.slice(split + 1)
  const isEnded = value === '' || attributes.some(attribute => /^max-age=0$/i.test(attribute))
  if (isEnded) cookies.delete(name)
  else cookies.set(name, value)
}

/** What the API refused with. */
export async function problemOf(call: Promise<unknown>): Promise<ProblemDetails> {
  try {
    await call
  } catch (error) {
    if (error instanceof ApiError && error.problem) return error.problem
    throw error
  }
  throw new Error('The API was to refuse, but did it.')
}
