/**
 * A single sign-on that has begun is remembered by the browser alone, sealed: any replica can end it, and nothing is kept of
 * those that never come back.
 */
import { isOwnPath } from '@gantry/rules'
import { z } from 'zod'
import type { AppContext } from '../../platform/context.ts'
import { refused } from './refused.ts'

/** What ties the answer of the provider to the browser that asked. */
export interface Attempt {
  readonly state: string
  readonly nonce: string
  readonly codeVerifier: string
  /** Path of the console to come back to. */
  readonly next: string | null
  readonly begunAtMs: number
}

const attempt: z.ZodType<Attempt> = z.object({
  state: z.string(),
  nonce: z.string(),
  codeVerifier: z.string(),
  next: z.string().refine(isOwnPath).nullable(),
  begunAtMs: z.number(),
})

type Needs = Pick<AppContext, 'secrets' | 'clock' | 'config'>

const PURPOSE = 'single sign-on'
/** For finding a password, a phone and its code. */
const PATIENCE_MS = 10 * 60_000

/** @returns the value of `Set-Cookie` */
export function rememberAttempt({ secrets, config }: Needs, begun: Attempt): string {
  return cookieOf(config, secrets.seal(JSON.stringify(begun), PURPOSE), PATIENCE_MS / 1_000)
}

/** A second answer finds nothing to belong to. @returns the value of `Set-Cookie` */
export function forgetAttempt({ config }: Needs): string {
  return cookieOf(config, '', 0)
}

/** @throws AppError SIGN_IN_REFUSED when the browser has begun none, or too long ago */
export function recallAttempt({ secrets, clock, config }: Needs, headers: Headers): Attempt {
  const sealed = valueIn(headers.get('cookie') ?? '', nameOf(config))
  if (sealed === undefined) throw refused('ssoBegunElsewhere')
  const begun = attempt.parse(JSON.parse(open(secrets, sealed)))
  if (clock.nowMs() - begun.begunAtMs > PATIENCE_MS) throw refused('ssoBegunElsewhere')
  return begun
}

function open(secrets: Needs['secrets'], sealed: string): string {
  try {
    return secrets.open(sealed, PURPOSE)
  } catch {
    throw refused('ssoBegunElsewhere')
  }
}

function isHttps({ publicUrl }: Needs['config']): boolean {
  return publicUrl?.startsWith('https:') ?? false
}

/** Under `__Host-` no other host of the domain can put one of its own in its place. */
function nameOf(config: Needs['config']): string {
  return isHttps(config) ? '__Host-gantry_oidc' : 'gantry_oidc'
}

function cookieOf(config: Needs['config'], value: string, maxAgeSeconds: number): string {
  const attributes = [`Max-Age=${maxAgeSeconds}`, 'Path=/', 'HttpOnly', 'SameSite=Strict']
  if (isHttps(config)) attributes.push('Secure')
  return [`${nameOf(config)}=${value}`, ...attributes].join('; ')
}

function valueIn(cookies: string, name: string): string | undefined {
  const pair = cookies.split('; ').find(each => each.startsWith(`${name}=`))
  return pair?.slice(name.length + 1)
}
