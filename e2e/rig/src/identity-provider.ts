/** A real OpenID provider in this process, on a free loopback port. People sign in on its own page. */
import { once } from 'node:events'
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose'
import { type Configuration, Provider } from 'oidc-provider'

export interface Person {
  readonly password: string
  /** What the provider says of the person. */
  readonly claims: Readonly<Record<string, unknown>>
}

export interface IdentityProvider extends AsyncDisposable {
  /** At `localhost`: for a browser another site than a console at 127.0.0.1. */
  readonly issuer: string
  /** Subject, which is what is typed as the name, → person. May change at any time. */
  readonly people: Map<string, Person>
  /** Signs what the provider would never say, with its own key. */
  sign(claims: JWTPayload): Promise<string>
}

export interface RelyingParty {
  readonly clientId: string
  readonly clientSecret: string
  readonly redirectUri: string
  readonly signedOutUri: string
  /** Told when a session ends. */
  readonly backChannelLogoutUri?: string
  /** The way to it, where it is not at the address that the provider knows. */
  readonly fetch?: typeof fetch
}

const SIGN_IN = '/sign-in/'
const SIGNED_BY = 'RS256'
const KEY_ID = 'only-for-tests'

export async function startIdentityProvider(client: RelyingParty): Promise<IdentityProvider> {
  const people = new Map<string, Person>()
  let listener: RequestListener = () => undefined
  const server = createServer((request, response) => listener(request, response))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const issuer = `http://localhost:${(server.address() as AddressInfo).port}`
  const { privateKey } = await generateKeyPair(SIGNED_BY, { extractable: true })
  const key = { ...(await exportJWK(privateKey)), kid: KEY_ID, alg: SIGNED_BY, use: 'sig' }
  const provider = new Provider(issuer, { ...configurationFor(client, people), jwks: { keys: [key] } })
  const rest = provider.callback()
  listener = (request, response) => {
    if (request.url?.startsWith(SIGN_IN)) void signIn(provider, people, request, response)
    else void rest(request, response)
  }
  return {
    issuer,
    people,
    sign: claims => new SignJWT(claims).setProtectedHeader({ alg: SIGNED_BY, kid: KEY_ID }).sign(privateKey),
    async [Symbol.asyncDispose]() {
      server.close()
      server.closeAllConnections()
    },
  }
}

function configurationFor(client: RelyingParty, people: ReadonlyMap<string, Person>): Configuration {
  return {
    clients: [
      {
        client_id: client.clientId,
        client_secret: client.clientSecret,
        redirect_uris: [client.redirectUri],
        post_logout_redirect_uris: [client.signedOutUri],
        ...(client.backChannelLogoutUri !== undefined && {
          backchannel_logout_uri: client.backChannelLogoutUri,
          backchannel_logout_session_required: true,
        }),
      },
    ],
    claims: { openid: ['sub'], profile: ['preferred_username', 'groups'], email: ['email'] },
    features: { devInteractions: { enabled: false }, backchannelLogout: { enabled: true } },
    // Its own would refuse to call anything on this machine.
    fetch: (url, options) =>
      (client.fetch ?? fetch)(url, Object.assign({}, options, { dispatcher: undefined })),
    interactions: { url: (_context, { uid }) => SIGN_IN + uid },
    ttl: { AccessToken: 60, AuthorizationCode: 60, Grant: 600, IdToken: 600, Interaction: 600, Session: 600 },
    cookies: { keys: ['only for tests'] },
    findAccount: (_context, accountId) => ({
      accountId,
      claims: () => ({ sub: accountId, ...people.get(accountId)?.claims }),
    }),
    // Nobody is asked whether the console may know who they are.
    async loadExistingGrant({ oidc: { session, client: asking, provider } }) {
      const grant = new provider.Grant({ accountId: session?.accountId, clientId: asking?.clientId })
      grant.addOIDCScope('openid profile email')
      await grant.save()
      return grant
    },
  }
}

async function signIn(
  provider: Provider,
  people: ReadonlyMap<string, Person>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const typed = new URLSearchParams(request.method === 'POST' ? await text(request) : '')
  const name = typed.get('name') ?? ''
  if (typed.get('answer') === 'refuse') {
    const error_description = 'The person said <b>no</b>.'
    await provider.interactionFinished(request, response, { error: 'access_denied', error_description })
  } else if (people.get(name)?.password === typed.get('password')) {
    await provider.interactionFinished(request, response, { login: { accountId: name } })
  } else {
    response.setHeader('content-type', 'text/html; charset=utf-8')
    response.end(PAGE)
  }
}

const PAGE = `<!doctype html><html lang="en"><title>The provider</title><h1>The provider</h1><form method="post">
<label>Name <input name="name"></label><label>Password <input name="password" type="password"></label>
<button name="answer" value="sign-in">Continue</button><button name="answer" value="refuse">Refuse</button></form>`
