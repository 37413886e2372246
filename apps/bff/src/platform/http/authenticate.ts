/** Finding out who calls is the session capability's work; the frame asks through this door. */
import type { Caller } from './caller.ts'

export interface Authenticated {
  readonly caller: Caller
  /** What changes must carry as `X-CSRF-Token`; undefined for tokens, which no browser sends by itself. */
  readonly csrfToken: string | undefined
  /** `Set-Cookie` values that keep the session alive. */
  readonly setCookies: readonly string[]
}

export interface AuthenticateInput {
  readonly headers: Headers
  /** Asked by a page by itself, not by its user: does not put off the end of the session. */
  readonly isBackground: boolean
}

/** @returns undefined when nothing says who calls, or what says so is not known or has ended */
export type Authenticate = (input: AuthenticateInput) => Promise<Authenticated | undefined>
