/** API tokens: long and random, shown once, kept as a hash. */
import { createHash, randomBytes } from 'node:crypto'

const PREFIX = 'gantry_'
const RANDOM_BYTES = 32

export function newToken(): string {
  return PREFIX + randomBytes(RANDOM_BYTES).toString('base64url')
}

export function tokenHash(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}

/** @returns the token of an `Authorization: Bearer …` header */
export function bearerOf(headers: Headers): string | undefined {
  return /^Bearer +(\S+)$/i.exec(headers.get('authorization') ?? '')?.[1]
}
