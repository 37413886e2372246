/**
 * A browser in which a user has signed in before, with all that was asked for, is told by a cookie that opens nothing. What is
 * typed there counts apart from what strangers try, so that nobody elsewhere shuts a name's owner out, from however many addresses.
 * Nothing is kept of it here, and any replica knows it.
 */
import { randomUUID, timingSafeEqual } from 'node:crypto'
import type { AppContext } from '../platform/context.ts'
import { addressBlock } from '../platform/http/address-block.ts'
import type { Caller } from '../platform/http/caller.ts'
import type { Exchange } from '../platform/http/operation.ts'

/** Where a password or a code is typed, as failures are counted. */
export interface Place {
  readonly id: string
  /** Its user has signed in there before. */
  readonly isKnown: boolean
}

type Needs = Pick<AppContext, 'secrets' | 'config'>

const PURPOSE = 'known browser'
const KEPT_SECONDS = 180 * 86_400

/** For who has a session. */
export function placeOfSession({ credentialId }: Caller): Place {
  return { id: credentialId, isKnown: true }
}

/** For who signs in. */
export function placeOfSignIn(
  { secrets, config }: Needs,
  username: string,
  { headers, address }: Pick<Exchange, 'headers' | 'address'>,
): Place {
  const [id = '', proof = ''] = valueIn(headers.get('cookie') ?? '', nameOf(config)).split('.')
  if (isSame(proof, proofOf(secrets, username, id))) return { id, isKnown: true }
  return { id: addressBlock(address), isKnown: false }
}

/** Once all is proved. @returns the value of `Set-Cookie` */
export function rememberBrowser({ secrets, config }: Needs, username: string, place: Place): string {
  const id = place.isKnown ? place.id : randomUUID()
  const value = `${id}.${proofOf(secrets, username, id)}`
  const attributes = [`Max-Age=${KEPT_SECONDS}`, 'Path=/', 'HttpOnly', 'SameSite=Strict']
  if (isHttps(config)) attributes.push('Secure')
  return [`${nameOf(config)}=${value}`, ...attributes].join('; ')
}

function proofOf(secrets: Needs['secrets'], username: string, id: string): string {
  return secrets.digest(`${username.toLowerCase()}\n${id}`, PURPOSE)
}

function isHttps({ publicUrl }: Needs['config']): boolean {
  return publicUrl?.startsWith('https:') ?? false
}

/** Under `__Host-` no other host of the domain can put one of its own in its place. */
function nameOf(config: Needs['config']): string {
  return isHttps(config) ? '__Host-gantry_browser' : 'gantry_browser'
}

function valueIn(cookies: string, name: string): string {
  const pair = cookies.split('; ').find(each => each.startsWith(`${name}=`))
  return pair?.slice(name.length + 1) ?? ''
}

function isSame(given: string, expected: string): boolean {
  const a = Buffer.from(given)
  const b = Buffer.from(expected)
  return a.length === b.length && timingSafeEqual(a, b)
}
