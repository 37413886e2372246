/** The provider, as `openid-client` speaks to it: authorization code with PKCE, state and nonce. */
import * as oidc from 'openid-client'
import type { Logger } from 'pino'
import type { OidcSettings } from '../../platform/config/oidc-settings.ts'
import { AppError } from '../../platform/http/app-error.ts'
import type { Attempt } from './attempt.ts'
import { refused } from './refused.ts'

export interface Provider {
  /** @returns where the browser goes. @throws AppError PROVIDER_UNAVAILABLE */
  begin(attempt: Attempt): Promise<string>
  /**
   * @param query of the address that the browser came back to
   * @returns what the provider says of the person; issuer, audience, signature, times and nonce are checked
   * @throws AppError SIGN_IN_REFUSED, PROVIDER_UNAVAILABLE
   */
  prove(query: string, attempt: Attempt): Promise<Claims>
  /** Who signs its tokens, and where the keys are. @throws AppError PROVIDER_UNAVAILABLE */
  signer(): Promise<{ readonly issuer: string; readonly keysUrl: string }>
  /** @returns undefined where it has no such page. @throws AppError PROVIDER_UNAVAILABLE */
  signOutUrl(): Promise<string | undefined>
}

export type Claims = oidc.IDToken

/** Of each request to the provider: a person waits for it. */
const TIMEOUT_SECONDS = 5
const MAX_REASON_LENGTH = 300

export function createProvider(settings: OidcSettings, log: Logger): Provider {
  const redirectUri = new URL('/sign-in/callback', settings.publicUrl).href
  const signedOutUri = new URL('/sign-in', settings.publicUrl).href
  const configuration = discoverOnce(settings, log)
  return {
    async begin({ state, nonce, codeVerifier }) {
      const parameters = {
        redirect_uri: redirectUri,
        scope: settings.scopes,
        code_challenge: await oidc.calculatePKCECodeChallenge(codeVerifier),
        code_challenge_method: 'S256',
        state,
        nonce,
      }
      return oidc.buildAuthorizationUrl(await configuration(), parameters).href
    },
    async prove(query, { state, nonce, codeVerifier }) {
      const found = await configuration()
      const address = new URL(redirectUri)
      address.search = query
      const checks = { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: codeVerifier }
      try {
        const tokens = await oidc.authorizationCodeGrant(found, address, checks)
        return await withUserInfo(found, settings, tokens)
      } catch (error) {
        throw failureOf(error, log)
      }
    },
    async signer() {
      const { issuer, jwks_uri: keysUrl } = (await configuration()).serverMetadata()
      if (keysUrl === undefined) throw unavailable(new Error('It names no jwks_uri.'), log)
      return { issuer, keysUrl }
    },
    async signOutUrl() {
      const found = await configuration()
      if (found.serverMetadata().end_session_endpoint === undefined) return undefined
      return oidc.buildEndSessionUrl(found, { post_logout_redirect_uri: signedOutUri }).href
    },
  }
}

/** At first use, and again until the provider has answered once: the console starts without it. */
function discoverOnce(settings: OidcSettings, log: Logger): () => Promise<oidc.Configuration> {
  let known: Promise<oidc.Configuration> | undefined
  return async () => {
    known ??= discover(settings)
    try {
      return await known
    } catch (error) {
      known = undefined
      throw unavailable(error, log)
    }
  }
}

async function discover({ issuer, clientId, clientSecret }: OidcSettings): Promise<oidc.Configuration> {
  const server = new URL(issuer)
  // The settings let it through for a provider on this machine only.
  const insecure = server.protocol === 'http:' ? [oidc.allowInsecureRequests] : []
  return await oidc.discovery(server, clientId, undefined, authOf(clientSecret), {
    timeout: TIMEOUT_SECONDS,
    execute: [...insecure, oidc.enableNonRepudiationChecks],
  })
}

/** As the provider says that it takes it; the default of the standard is Basic. */
function authOf(clientSecret: string): oidc.ClientAuth {
  const [basic, post] = [oidc.ClientSecretBasic(clientSecret), oidc.ClientSecretPost(clientSecret)]
  return (server, client, body, headers) => {
    const taken = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic']
    const auth = taken.includes('client_secret_basic') ? basic : post
    return auth(server, client, body, headers)
  }
}

/** Some providers put little in the token: what is missing is asked for. */
async function withUserInfo(
  configuration: oidc.Configuration,
  { groupsClaim, usernameClaim }: OidcSettings,
  tokens: Awaited<ReturnType<typeof oidc.authorizationCodeGrant>>,
): Promise<Claims> {
  const claims = tokens.claims()
  if (!claims) throw refused('ssoMismatch')
  const isWhole = groupsClaim in claims && usernameClaim in claims
  if (isWhole || configuration.serverMetadata().userinfo_endpoint === undefined) return claims
  const more = await oidc.fetchUserInfo(configuration, tokens.access_token, claims.sub)
  return { ...more, ...claims }
}

const NO_ANSWER: ReadonlySet<string> = new Set([
  'OAUTH_TIMEOUT',
  'OAUTH_RESPONSE_IS_NOT_CONFORM',
  'OAUTH_RESPONSE_IS_NOT_JSON',
  'OAUTH_PARSE_ERROR',
])

function failureOf(error: unknown, log: Logger): AppError {
  if (error instanceof AppError) return error
  if (error instanceof oidc.AuthorizationResponseError || error instanceof oidc.ResponseBodyError) {
    const reason = [error.error, error.error_description].filter(part => part !== undefined).join(': ')
    return refused('ssoProviderSaid', { reason: reason.slice(0, MAX_REASON_LENGTH) })
  }
  if (error instanceof oidc.ClientError && !NO_ANSWER.has(error.code ?? '')) {
    log.warn({ code: error.code, reason: error.message }, 'a single sign-on was refused')
    return refused('ssoMismatch')
  }
  return unavailable(error, log)
}

/** Only its words go to the log: the error may hold what was sent. */
export function unavailable(error: unknown, log: Logger): AppError {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : undefined
  const reason = error instanceof Error ? error.message : String(error)
  log.warn({ reason, cause }, 'the provider of the single sign-on does not answer as it should')
  return new AppError(
    'PROVIDER_UNAVAILABLE',
    'The provider of the single sign-on does not answer as it should.',
    { retryAfterSeconds: 5 },
  )
}
