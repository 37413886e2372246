/** An authenticator app: shows the code of a secret at a time. */
import { TOTP } from 'otpauth'

export function codeAt(secret: string, timeMs: number): string {
  return new TOTP({ secret }).generate({ timestamp: timeMs })
}
