/** What the provider says of sessions that it has ended: a logout token of OpenID Connect Back-Channel Logout 1.0. */
import { createRemoteJWKSet, errors, type JWTPayload, jwtVerify } from 'jose'
import { z } from 'zod'
import type { OidcSettings } from '../../platform/config/oidc-settings.ts'
import type { AppContext } from '../../platform/context.ts'
import { AppError } from '../../platform/http/app-error.ts'
import type { ToldLogout } from '../../platform/http/back-channel.ts'
import { type Provider, unavailable } from './provider.ts'

/** Long enough for clocks that differ and a provider that tries again; so long the IDs of tokens are kept. */
export const LOGOUT_TOKEN_SECONDS = 5 * 60
export const CLOCKS_DIFFER_SECONDS = 30
/** Of a request for the provider's keys. */
const TIMEOUT_MS = 5_000
/** Signed with a key that only the provider has: never with none, nor with a secret that the console knows, too. */
const SIGNED_BY = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA']
const EVENT = 'http://schemas.openid.net/event/backchannel-logout'
const MAX_ID_LENGTH = 255

const id = z.string().min(1).max(MAX_ID_LENGTH)
const claims = z
  .object({
    iss: id,
    jti: id,
    sub: id.optional(),
    sid: id.optional(),
    events: z.object({ [EVENT]: z.record(z.string(), z.unknown()) }),
    // A token with one says who signs in, and must not end anything.
    nonce: z.never().optional(),
  })
  .refine(({ sub, sid }) => sub !== undefined || sid !== undefined, 'names neither user nor session')

/** @throws AppError VALIDATION for what the provider has not signed for this, PROVIDER_UNAVAILABLE where its keys are not to be had */
export type ReadLogoutToken = (token: string) => Promise<ToldLogout>

export function createLogoutTokenReader(
  provider: Pick<Provider, 'signer'>,
  { clientId }: OidcSettings,
  { clock, log }: Pick<AppContext, 'clock' | 'log'>,
): ReadLogoutToken {
  let keys: ReturnType<typeof createRemoteJWKSet> | undefined
  return async token => {
    const { issuer, keysUrl } = await provider.signer()
    keys ??= createRemoteJWKSet(new URL(keysUrl), { timeoutDuration: TIMEOUT_MS })
    try {
      const { payload } = await jwtVerify(token, keys, {
        issuer,
        audience: clientId,
        algorithms: SIGNED_BY,
        maxTokenAge: LOGOUT_TOKEN_SECONDS,
        clockTolerance: CLOCKS_DIFFER_SECONDS,
        currentDate: new Date(clock.nowMs()),
      })
      return toldBy(payload)
    } catch (error) {
      if (!isAboutToken(error)) throw unavailable(error, log)
      log.warn({ reason: error.message }, 'a logout token was refused')
      throw new AppError('VALIDATION', 'This is no logout token of the provider for this console.')
    }
  }
}

function toldBy(payload: JWTPayload): ToldLogout {
  const { iss, jti, sub, sid } = claims.parse(payload)
  return { issuer: iss, tokenId: jti, subject: sub, sid }
}

/** Otherwise it is about the keys: they could not be fetched. */
function isAboutToken(error: unknown): error is Error {
  if (error instanceof z.ZodError) return true
  return error instanceof errors.JOSEError && !ABOUT_KEYS.has(error.code)
}
const ABOUT_KEYS: ReadonlySet<string> = new Set(['ERR_JOSE_GENERIC', 'ERR_JWKS_TIMEOUT', 'ERR_JWKS_INVALID'])
