/**
 * Who sent a request, by its signature. Imitates `auth/authentication/builder/DefaultAuthenticationContextBuilder` and
 * `chain/DefaultAuthenticationHandler`.
 */
import { timingSafeEqual } from 'node:crypto'
import { type Frame, type HeaderFields, sign } from '@gantry/remoting/internal'
import { Refused } from '../state/refused.ts'
import type { User, UserStore } from '../state/user-store.ts'

/** V4_9_3 in `MQVersion`: clients up to it do not sign the mark of a search by unique key. */
const SIGNS_NO_UNIQUE_KEY_QUERY = 399
const UNIQUE_KEY_QUERY = '_UNIQUE_KEY_QUERY'

/** @throws Refused NO_PERMISSION when the user is unknown or disabled, or the signature wrong */
export function authenticate(frame: Frame, users: UserStore): User {
  const { AccessKey: username, Signature: signature } = frame.header.extFields
  if (username === undefined || username === '')
    throw new Refused('NO_PERMISSION', 'username cannot be null.')
  const user = users.get(username)
  if (user === undefined) throw new Refused('NO_PERMISSION', `User:${username} is not found.`)
  if (user.userStatus === 'disable') throw new Refused('NO_PERMISSION', `User:${username} is disabled.`)
  const expected = sign(signedFields(frame), frame.body, {
    accessKey: username,
    secretKey: user.password,
  }).Signature
  if (!isSame(signature, expected)) throw new Refused('NO_PERMISSION', 'check signature failed.')
  return user
}

function signedFields({ header }: Frame): HeaderFields {
  if (header.version > SIGNS_NO_UNIQUE_KEY_QUERY) return header.extFields
  const { [UNIQUE_KEY_QUERY]: _mark, ...fields } = header.extFields
  return fields
}

function isSame(signature: string | undefined, expected: string | undefined): boolean {
  const [given, wanted] = [Buffer.from(signature ?? ''), Buffer.from(expected ?? '')]
  return given.length === wanted.length && timingSafeEqual(given, wanted)
}
