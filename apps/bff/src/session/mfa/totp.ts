/** Codes of a device, as every authenticator app makes them (RFC 6238: SHA-1, six digits, 30 s). */
import { MFA_DIGITS } from '@gantry/rules'
import { Secret, TOTP } from 'otpauth'

const ISSUER = 'Gantry'
const SECRET_BYTES = 20
const PERIOD_SECONDS = 30
/** Steps before and after that count, too: clocks differ. */
const TOLERANCE = 1

/** @returns Base32 */
export function newSecret(): string {
  return new Secret({ size: SECRET_BYTES }).base32
}

/** What a QR code holds. */
export function uriOf(secret: string, username: string): string {
  return totpOf(secret, username).toString()
}

/** @returns the number of the step that the code is of; undefined when it is of none that counts at this time */
export function stepOf(code: string, secret: string, nowMs: number): number | undefined {
  const distance = totpOf(secret).validate({ token: code, timestamp: nowMs, window: TOLERANCE })
  return distance === null ? undefined : Math.floor(nowMs / (PERIOD_SECONDS * 1_000)) + distance
}

function totpOf(secret: string, label = ''): TOTP {
  return new TOTP({
    issuer: ISSUER,
    label,
    algorithm: 'SHA1',
    digits: MFA_DIGITS,
    period: PERIOD_SECONDS,
    secret,
  })
}
