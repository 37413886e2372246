import {
  accountCreate,
  auditEventList,
  mfaStart,
  oidcSignOutView,
  oidcStart,
  ownSessionList,
  passwordChange,
  sessionView,
  signInView,
  tokenList,
  userCreate,
  userList,
  userPasswordReset,
  userUpdate,
} from '@gantry/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Browser, problemOf } from '../../../test-support/callers.ts'
import {
  answerOf,
  begin,
  comeBack,
  type IdentityProvider,
  oidcSettings,
  PASSWORD,
  signInAs,
  startProvider,
} from '../../../test-support/single-sign-on.ts'
import { ADMIN_PASSWORD, startTestServer, type TestServer } from '../../../test-support/start-server.ts'

const GROUPS =
  'admins=administrator; east-lead=tenantAdministrator@east+bodies; shop=resourceUser; lost=readOnly@nowhere'

let nowMs = Date.now()
let provider: IdentityProvider
let server: TestServer
let eastId: string
beforeAll(async () => {
  provider = await startProvider()
  server = await startTestServer({
    // No two events at once: they are listed by their time.
    clock: { nowMs: () => nowMs++ },
    config: { oidc: oidcSettings(provider.issuer, GROUPS) },
  })
  eastId = (await server.admin.call(accountCreate, { body: { name: 'east' } })).accountId
})
afterAll(async () => {
  await server.close()
  await provider[Symbol.asyncDispose]()
})

/** The subject is what is typed; the name here is a claim. */
function person(subject: string, groups: readonly string[], username = `${subject}.name`): void {
  const claims = { preferred_username: username, email: 'same@people.example', groups }
  provider.people.set(subject, { password: PASSWORD, claims })
}

async function userNamed(username: string) {
  const { items } = await server.admin.call(userList, { query: { q: username } })
  return items.find(user => user.username === username)
}

const reasonOf = async (call: Promise<unknown>) => {
  const { status, code, fields } = await problemOf(call)
  return { status, code, reason: fields?.[0]?.code }
}
const refusal = (reason: string) => ({ status: 403, code: 'SIGN_IN_REFUSED', reason })

describe('single sign-on', () => {
  it('makes a user of the claims at the first sign-in, who has no password here', async () => {
    person('s1', ['everyone', 'east-lead', 'shop'], 'Ann')
    const browser = server.browser()
    expect(await signInAs(browser, 's1', '/instances?q=pay')).toEqual({
      me: {
        username: 'ann',
        role: 'tenantAdministrator',
        accountId: eastId,
        mayReadBodies: true,
        mustChangePassword: false,
        mustBindMfa: false,
        language: null,
        signsInBy: 'singleSignOn',
      },
      next: '/instances?q=pay',
    })
    expect([...browser.cookies.keys()]).toEqual(['gantry_session'])
    expect((await browser.call(ownSessionList, {})).items).toMatchObject([{ address: '127.0.0.1' }])
    expect(await userNamed('ann')).toMatchObject({ signsInBy: 'singleSignOn', mustChangePassword: false })
    const { items } = await server.admin.call(auditEventList, { query: { action: 'sessionOidcCreate' } })
    expect(items).toMatchObject([
      {
        result: 'ok',
        username: 'ann',
        target: 'session of ann',
        details: { issuer: provider.issuer, subject: 's1' },
      },
    ])
  })

  it('leaves password and second step to the provider, and says so', async () => {
    person('s2', ['shop'])
    const browser = server.browser()
    await signInAs(browser, 's2')
    const refused = { code: 'FORBIDDEN', detail: expect.stringContaining('kept by its provider') }
    const proof = { currentPassword: PASSWORD }
    expect(await problemOf(browser.call(mfaStart, { body: proof }))).toMatchObject(refused)
    const body = { ...proof, newPassword: 'second%pw2' }
    expect(await problemOf(browser.call(passwordChange, { body }))).toMatchObject(refused)
    const user = await userNamed('s2.name')
    const params = { userId: user?.userId ?? '' }
    expect(await problemOf(server.admin.call(userPasswordReset, { params }))).toMatchObject({
      code: 'CONFLICT',
    })
    const change = server.admin.call(userUpdate, { params, body: { isMfaForced: true } })
    expect(await problemOf(change)).toMatchObject({ detail: expect.stringContaining('follows the groups') })
  })

  it('gives the role of the groups anew at each sign-in', async () => {
    person('s3', ['admins'])
    const browser = server.browser()
    expect((await signInAs(browser, 's3')).me).toMatchObject({ role: 'administrator', accountId: null })
    person('s3', ['shop'], 'another.name')
    expect((await signInAs(server.browser(), 's3')).me).toMatchObject({
      username: 's3.name',
      role: 'resourceUser',
      mayReadBodies: false,
    })
    expect((await browser.call(sessionView, {})).me.role).toBe('resourceUser')
    const { items } = await server.admin.call(auditEventList, { query: { action: 'sessionOidcCreate' } })
    expect(items[0]?.change).toMatchObject({
      before: { role: 'administrator' },
      after: { role: 'resourceUser' },
    })
  })

  it('refuses who has no group with a role, naming the groups, and ends what was open', async () => {
    person('s4', ['shop'])
    const browser = server.browser()
    await signInAs(browser, 's4')
    person('s4', ['everyone', 'kitchen'])
    const problem = await problemOf(signInAs(server.browser(), 's4'))
    expect(problem).toMatchObject({
      status: 403,
      code: 'SIGN_IN_REFUSED',
      detail: 'None of your groups has a role in this console. The provider named these: everyone, kitchen.',
      fields: [{ code: 'ssoNoGroup', params: { groups: 'everyone, kitchen' } }],
    })
    expect(await problemOf(browser.call(sessionView, {}))).toMatchObject({ code: 'UNAUTHENTICATED' })
    person('s5', [])
    expect(await reasonOf(signInAs(server.browser(), 's5'))).toEqual(refusal('ssoNoGroups'))
    expect(await userNamed('s5.name')).toBeUndefined()
    person('s6', ['lost'])
    expect(await reasonOf(signInAs(server.browser(), 's6'))).toEqual(refusal('ssoNoAccount'))
    const { items } = await server.admin.call(auditEventList, { query: { action: 'sessionOidcCreate' } })
    expect(items.slice(0, 3)).toMatchObject([
      { result: 'SIGN_IN_REFUSED', target: 'session', details: { reason: 'ssoNoAccount', subject: 's6' } },
      { result: 'SIGN_IN_REFUSED', target: 'session', details: { reason: 'ssoNoGroups', subject: 's5' } },
      {
        username: 's4.name',
        target: 'session of s4.name',
        details: { reason: 'ssoNoGroup', groups: ['everyone', 'kitchen'] },
      },
    ])
  })

  it('never takes over a user who has the name already, by whatever way that one signs in', async () => {
    const body = { username: 'bob', role: 'administrator' } as const
    const { password } = await server.admin.call(userCreate, { body })
    person('s7', ['shop'], 'BOB')
    expect(await reasonOf(signInAs(server.browser(), 's7'))).toEqual(refusal('ssoNameTaken'))
    person('s8', ['shop'], 'ann')
    expect(await reasonOf(signInAs(server.browser(), 's8'))).toEqual(refusal('ssoNameTaken'))
    person('s9', ['shop'], 'no name <b>')
    expect(await reasonOf(signInAs(server.browser(), 's9'))).toEqual(refusal('ssoNoUsername'))
    expect(await server.browser().signIn('bob', password)).toMatchObject({ role: 'administrator' })
  })

  it('keeps out who is disabled here, whatever the groups say', async () => {
    person('s10', ['admins'])
    const browser = server.browser()
    await signInAs(browser, 's10')
    const params = { userId: (await userNamed('s10.name'))?.userId ?? '' }
    await server.admin.call(userUpdate, { params, body: { isDisabled: true } })
    expect(await problemOf(browser.call(tokenList, {}))).toMatchObject({ code: 'UNAUTHENTICATED' })
    expect(await reasonOf(signInAs(server.browser(), 's10'))).toEqual(refusal('ssoDisabled'))
    expect((await userNamed('s10.name'))?.isDisabled).toBe(true)
  })

  it('keeps an administrator with a password, since a provider may not answer', async () => {
    person('s11', ['admins'])
    const browser = server.browser()
    await signInAs(browser, 's11')
    const disable = async (username: string) => {
      const params = { userId: (await userNamed(username))?.userId ?? '' }
      return browser.call(userUpdate, { params, body: { isDisabled: true } })
    }
    await disable('bob')
    expect(await problemOf(disable('admin'))).toMatchObject({
      code: 'CONFLICT',
      detail: expect.stringContaining('the last administrator who can sign in with a password'),
    })
  })
})

describe('what comes back from the provider', () => {
  let browser: Browser
  const changed = (query: string, name: string, value: string): string => {
    const parameters = new URLSearchParams(query)
    parameters.set(name, value)
    return String(parameters)
  }
  const fresh = async (): Promise<string> => {
    person('eve', ['shop'])
    browser = server.browser()
    return answerOf(await begin(browser), 'eve')
  }

  it.each([
    ['another state', 'state', 'made-up', 'ssoMismatch'],
    ['another issuer', 'iss', 'http://localhost:1', 'ssoMismatch'],
    ['a made-up code', 'code', 'made-up', 'ssoProviderSaid'],
  ])('is refused with %s', async (_, name, value, reason) => {
    const query = changed(await fresh(), name, value)
    expect(await reasonOf(comeBack(browser, query))).toEqual(refusal(reason))
    expect(browser.cookies.size).toBe(0)
  })

  it('is refused with a nonce that the browser did not ask for', async () => {
    person('eve', ['shop'])
    browser = server.browser()
    const asked = await begin(browser)
    asked.searchParams.set('nonce', 'of-somebody-else')
    expect(await reasonOf(comeBack(browser, await answerOf(asked, 'eve')))).toEqual(refusal('ssoMismatch'))
  })

  it('is refused in a browser that did not ask, and in one that asked something else', async () => {
    const query = await fresh()
    expect(await reasonOf(comeBack(server.browser(), query))).toEqual(refusal('ssoBegunElsewhere'))
    const other = server.browser()
    await begin(other)
    expect(await reasonOf(comeBack(other, query))).toEqual(refusal('ssoMismatch'))
  })

  it('is refused a second time, for who kept the cookie, too', async () => {
    const query = await fresh()
    const cookie = [...browser.cookies].map(pair => pair.join('=')).join('; ')
    await comeBack(browser, query)
    expect(await reasonOf(comeBack(browser, query))).toEqual(refusal('ssoBegunElsewhere'))
    const again = await fetch(`${server.url}/api/v1/session/oidc`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie },
      body: JSON.stringify({ query }),
    })
    expect(await again.json()).toMatchObject({ fields: [{ code: 'ssoProviderSaid' }] })
  })

  it('is refused when it comes late, or from the page of another site', async () => {
    const query = await fresh()
    nowMs += 11 * 60_000
    expect(await reasonOf(comeBack(browser, query))).toEqual(refusal('ssoBegunElsewhere'))
    const crossSite = await browser.fetch('/api/v1/session/oidc', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'sec-fetch-site': 'cross-site' },
      body: JSON.stringify({ query }),
    })
    expect(crossSite.status).toBe(403)
  })

  it('is told as text when it is a refusal', async () => {
    browser = server.browser()
    const query = await answerOf(await begin(browser), 'eve', 'refuse')
    const problem = await problemOf(comeBack(browser, query))
    expect(problem).toMatchObject({
      code: 'SIGN_IN_REFUSED',
      detail: 'The provider says: access_denied: The person said <b>no</b>.',
    })
  })

  it('begins a new session, whatever cookie was planted', async () => {
    const query = await fresh()
    const planted = 'gantry_session=chosen-by-somebody-else'
    const cookie = [...[...browser.cookies].map(pair => pair.join('=')), planted].join('; ')
    const answer = await fetch(`${server.url}/api/v1/session/oidc`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie },
      body: JSON.stringify({ query }),
    })
    const session = answer.headers.getSetCookie().find(line => line.startsWith('gantry_session='))
    expect(session).toMatch(/HttpOnly; SameSite=Strict/)
    expect(session).not.toContain(planted)
  })

  it.each([
    'https://elsewhere.example',
    '//elsewhere.example',
    '/\\elsewhere.example',
    '/\t/elsewhere.example',
  ])('leads nowhere but into the console: not to %j', async next => {
    expect(await problemOf(begin(server.browser(), next))).toMatchObject({
      code: 'VALIDATION',
      fields: [{ path: 'next' }],
    })
  })
})

describe('the sign-in page', () => {
  it('learns how one signs in, and where one signs out of the provider', async () => {
    expect(await server.browser().call(signInView, {})).toEqual({
      passwordsOf: 'everybody',
      singleSignOn: { label: null },
    })
    const { url } = await server.browser().call(oidcSignOutView, {})
    const asked = new URL(url ?? '')
    expect(asked.href.startsWith(`${provider.issuer}/session/end?`)).toBe(true)
    expect(asked.searchParams.get('client_id')).toBe('gantry')
  })

  it('hears at once that there is no single sign-on, or that its provider does not answer', async () => {
    await using without = await startTestServer()
    expect((await without.browser().call(signInView, {})).singleSignOn).toBeNull()
    expect(await problemOf(without.browser().call(oidcStart, { body: {} }))).toMatchObject({ status: 404 })
    await using lonely = await startTestServer({
      config: { oidc: oidcSettings('http://localhost:1', GROUPS), passwordsOf: 'administrators' },
    })
    expect(await problemOf(lonely.browser().call(oidcStart, { body: {} }))).toMatchObject({
      status: 503,
      code: 'PROVIDER_UNAVAILABLE',
    })
    expect(await lonely.browser().call(oidcSignOutView, {})).toEqual({ url: null })
    expect(await lonely.browser().signIn('admin', ADMIN_PASSWORD)).toMatchObject({ username: 'admin' })
    const body = { username: 'carl', role: 'administrator' } as const
    const { user, password } = await lonely.admin.call(userCreate, { body })
    const params = { userId: user.userId }
    const accountId = await lonely.context.db
      .selectFrom('accounts')
      .select('account_id')
      .executeTakeFirstOrThrow()
    await lonely.admin.call(userUpdate, {
      params,
      body: { role: 'readOnly', accountId: accountId.account_id },
    })
    expect(await problemOf(lonely.browser().signIn('carl', password))).toMatchObject({
      status: 401,
      detail: 'The user name or the password is wrong.',
    })
  })
})
