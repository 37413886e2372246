import { randomUUID } from 'node:crypto'
import { auditEventList, oidcSignOutView, ownSessionList, sessionView, tokenCreate } from '@gantry/contract'
import { type CryptoKey, generateKeyPair, type JWTPayload, SignJWT, UnsecuredJWT } from 'jose'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Browser, createProgram, problemOf } from '../../../test-support/callers.ts'
import {
  BACK_CHANNEL_LOGOUT,
  type IdentityProvider,
  oidcSettings,
  PASSWORD,
  signInAs,
  signOutThere,
  startProvider,
} from '../../../test-support/single-sign-on.ts'
import { startTestServer, type TestServer } from '../../../test-support/start-server.ts'

const DAY_MS = 86_400_000
const EVENTS = { 'http://schemas.openid.net/event/backchannel-logout': {} }
const SECRET = new TextEncoder().encode('secret-of-the-console')
const SIGNED_OUT = { code: 'UNAUTHENTICATED' }

let aheadMs = 0
let provider: IdentityProvider
let server: TestServer
beforeAll(async () => {
  provider = await startProvider(() => server.url)
  server = await startTestServer({
    clock: { nowMs: () => Date.now() + aheadMs },
    config: { oidc: oidcSettings(provider.issuer, 'shop=resourceUser; leads=administrator') },
  })
})
afterAll(async () => {
  await server.close()
  await provider[Symbol.asyncDispose]()
})

function person(subject: string, groups: readonly string[]): void {
  provider.people.set(subject, { password: PASSWORD, claims: { preferred_username: subject, groups } })
}

const isIn = async (browser: Browser): Promise<boolean> => {
  const answer = await browser.fetch('/api/v1/session')
  await answer.body?.cancel()
  return answer.ok
}

const tell = (body: string, contentType = 'application/x-www-form-urlencoded') =>
  fetch(server.url + BACK_CHANNEL_LOGOUT, { method: 'POST', headers: { 'content-type': contentType }, body })

const tellOf = (token: string) => tell(String(new URLSearchParams({ logout_token: token })))

function claimsOf(more: JWTPayload): JWTPayload {
  const iat = Math.floor(Date.now() / 1_000)
  const jti = randomUUID()
  return { iss: provider.issuer, aud: 'gantry', iat, exp: iat + 120, jti, events: EVENTS, ...more }
}

async function lastLogout() {
  const { items } = await server.admin.call(auditEventList, { query: { action: 'oidcLogout', limit: 1 } })
  return items[0]
}

describe('a logout at the provider', () => {
  it('ends the session that began from it, and no other', async () => {
    person('ann', ['shop'])
    const [here, elsewhere] = [server.browser(), server.browser()]
    const cookies = new Map<string, string>()
    await signInAs(here, 'ann', undefined, cookies)
    await signInAs(elsewhere, 'ann')
    const { token } = await here.call(tokenCreate, { body: { name: 'ci' } })
    const { url } = await here.call(oidcSignOutView, {})
    await signOutThere(url ?? '', cookies)
    expect(await problemOf(here.call(sessionView, {}))).toMatchObject(SIGNED_OUT)
    expect((await elsewhere.call(ownSessionList, {})).items).toHaveLength(1)
    expect((await createProgram(server.url, token).call(sessionView, {})).me.username).toBe('ann')
    expect(await lastLogout()).toMatchObject({
      username: null,
      target: 'session of ann',
      result: 'ok',
      details: { issuer: provider.issuer, subject: 'ann', sid: expect.any(String), sessions: 1 },
    })
  })

  it('ends all sessions of a user where it names none', async () => {
    person('ben', ['shop'])
    person('cat', ['shop'])
    const [one, other, strangers] = [server.browser(), server.browser(), server.browser()]
    await signInAs(one, 'ben')
    await signInAs(other, 'ben')
    await signInAs(strangers, 'cat')
    const answer = await tellOf(await provider.sign(claimsOf({ sub: 'ben' })))
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'no-store'])
    expect(await Promise.all([one, other, strangers].map(isIn))).toEqual([false, false, true])
  })

  it('of somebody unknown here is taken, so that nobody learns who is known', async () => {
    expect((await tellOf(await provider.sign(claimsOf({ sub: 'nobody' })))).status).toBe(200)
    expect((await tellOf(await provider.sign(claimsOf({ sid: 'none' })))).status).toBe(200)
    expect(await lastLogout()).toMatchObject({ target: 'session', details: { sessions: 0 } })
  })
})

describe('what is no logout of the provider', () => {
  let browser: Browser
  let strangersKey: CryptoKey
  beforeAll(async () => {
    strangersKey = (await generateKeyPair('RS256')).privateKey
    person('eve', ['shop'])
    browser = server.browser()
    await signInAs(browser, 'eve')
  })
  beforeEach(async () => expect(await isIn(browser)).toBe(true))

  const signed = (claims: JWTPayload, alg: string, key: CryptoKey | Uint8Array): Promise<string> =>
    new SignJWT(claims).setProtectedHeader({ alg, kid: 'only-for-tests' }).sign(key)
  const past = Math.floor(Date.now() / 1_000) - 3_600
  const eve = { sub: 'eve' }
  it.each<[string, () => Promise<string> | string]>([
    ['with a key of somebody else', () => signed(claimsOf(eve), 'RS256', strangersKey)],
    ['without a signature', () => new UnsecuredJWT(claimsOf(eve)).encode()],
    ['with the secret of the console', () => signed(claimsOf(eve), 'HS256', SECRET)],
    ['for another client', () => provider.sign(claimsOf({ ...eve, aud: 'another' }))],
    ['of another issuer', () => provider.sign(claimsOf({ ...eve, iss: 'http://localhost:1' }))],
    ['that says who signs in', () => provider.sign(claimsOf({ ...eve, nonce: 'n' }))],
    ['without the event', () => provider.sign(claimsOf({ ...eve, events: {} }))],
    ['without an ID', () => provider.sign(claimsOf({ ...eve, jti: undefined }))],
    ['that names nobody', () => provider.sign(claimsOf({}))],
    ['from an hour ago', () => provider.sign(claimsOf({ ...eve, iat: past, exp: undefined }))],
    ['that has ended', () => provider.sign(claimsOf({ ...eve, exp: past }))],
    ['that is none', () => 'a.b.c'],
  ])('a token %s ends nothing, and leaves no event', async (_, make) => {
    const before = await lastLogout()
    const answer = await tellOf(await make())
    expect(await answer.json()).toMatchObject({
      status: 400,
      code: 'VALIDATION',
      detail: 'This is no logout token of the provider for this console.',
    })
    expect(await isIn(browser)).toBe(true)
    expect(await lastLogout()).toEqual(before)
  })

  it('a form without one, with two, in another type or too long is told what to send', async () => {
    for (const [body, type] of [
      [''],
      ['other=1'],
      ['logout_token=a&logout_token=b'],
      ['{"logout_token":"a"}', 'application/json'],
    ] as const) {
      const answer = await tell(body, type)
      expect([answer.status, await answer.json()]).toMatchObject([400, { code: 'VALIDATION' }])
    }
    const long = await tellOf('x'.repeat(20_000))
    expect(await long.json()).toMatchObject({ status: 413, detail: 'A request holds 16 KB at most.' })
  })

  it('a token that was seen before ends nothing a second time', async () => {
    const token = await provider.sign(claimsOf({ sub: 'eve', jti: 'once' }))
    const answers = await Promise.all([tellOf(token), tellOf(token)])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 400])
    await signInAs(browser, 'eve')
    expect(await (await tellOf(token)).json()).toMatchObject({
      code: 'VALIDATION',
      detail: 'The provider has told of this logout before.',
    })
    expect(await isIn(browser)).toBe(true)
    expect(await lastLogout()).toMatchObject({ result: 'VALIDATION', details: { subject: 'eve' } })
  })

  it('is not found where there is no single sign-on', async () => {
    await using without = await startTestServer()
    const answer = await fetch(without.url + BACK_CHANNEL_LOGOUT, { method: 'POST' })
    expect(answer.status).toBe(404)
  })
})

describe('an API token of who signs in at the provider', () => {
  it('rests when its owner was not there for 30 days, and holds again after the next sign-in', async () => {
    person('dan', ['shop'])
    await signInAs(server.browser(), 'dan')
    const browser = server.browser()
    await signInAs(browser, 'dan')
    const { token } = await browser.call(tokenCreate, { body: { name: 'ci' } })
    const program = createProgram(server.url, token)
    expect((await program.call(sessionView, {})).tokensRestAfterDays).toBe(30)
    aheadMs = 29 * DAY_MS
    expect((await program.call(sessionView, {})).me.role).toBe('resourceUser')
    aheadMs = 31 * DAY_MS
    expect(await problemOf(program.call(sessionView, {}))).toMatchObject({
      code: 'UNAUTHENTICATED',
      detail: expect.stringContaining('until its owner signs in again'),
    })
    // Local users have no provider to ask: theirs hold.
    expect(await server.admin.call(sessionView, {})).toMatchObject({ tokensRestAfterDays: null })
    person('dan', ['leads'])
    aheadMs = 0
    await signInAs(server.browser(), 'dan')
    expect((await program.call(sessionView, {})).me.role).toBe('administrator')
  })

  it('rests as soon as a sign-in is refused', async () => {
    person('fay', ['shop'])
    const browser = server.browser()
    await signInAs(browser, 'fay')
    const { token } = await browser.call(tokenCreate, { body: { name: 'ci' } })
    const program = createProgram(server.url, token)
    person('fay', ['kitchen'])
    expect(await problemOf(signInAs(server.browser(), 'fay'))).toMatchObject({ code: 'SIGN_IN_REFUSED' })
    expect(await problemOf(program.call(sessionView, {}))).toMatchObject(SIGNED_OUT)
  })
})
