import {
  ownSessionList,
  passwordChange,
  sessionCreate,
  sessionDelete,
  sessionView,
  tokenList,
} from '@gantry/contract'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { problemOf } from '../../test-support/callers.ts'
import { ENGINES } from '../../test-support/databases.ts'
import { ADMIN_PASSWORD, startTestServer } from '../../test-support/start-server.ts'
import { MINUTE_MS } from '../platform/clock.ts'

const NEW_PASSWORD = 'second%pw2'

afterEach(() => vi.useRealTimers())

describe.each(ENGINES)('signing in, on %s', engine => {
  it('lets the administrator in, who must change the first password before anything else', async () => {
    await using server = await startTestServer({ engine })
    const browser = server.browser()
    expect(await browser.signIn('admin', ADMIN_PASSWORD)).toEqual({
      username: 'admin',
      role: 'administrator',
      accountId: null,
      mayReadBodies: true,
      mustChangePassword: true,
      mustBindMfa: false,
      language: null,
      signsInBy: 'password',
    })
    expect(await problemOf(browser.call(tokenList, {}))).toMatchObject({
      status: 403,
      code: 'PASSWORD_CHANGE_REQUIRED',
    })
    await browser.call(passwordChange, {
      body: { currentPassword: ADMIN_PASSWORD, newPassword: NEW_PASSWORD },
    })
    expect((await browser.call(sessionView, {})).me.mustChangePassword).toBe(false)
    expect(await browser.call(tokenList, {})).toMatchObject({ items: [{ name: 'bootstrap' }] })
  })

  it('takes the new password only, once it was changed', async () => {
    await using server = await startTestServer({ engine })
    const browser = server.browser()
    await browser.signIn('admin', ADMIN_PASSWORD)
    await browser.call(passwordChange, {
      body: { currentPassword: ADMIN_PASSWORD, newPassword: NEW_PASSWORD },
    })
    expect(await problemOf(server.browser().signIn('admin', ADMIN_PASSWORD))).toMatchObject({ status: 401 })
    expect(await server.browser().signIn('Admin', NEW_PASSWORD)).toMatchObject({ mustChangePassword: false })
  })

  it('ends every other session when the password changes', async () => {
    await using server = await startTestServer({ engine })
    const [here, elsewhere] = [server.browser(), server.browser()]
    await here.signIn('admin', ADMIN_PASSWORD)
    await elsewhere.signIn('admin', ADMIN_PASSWORD)
    await here.call(passwordChange, { body: { currentPassword: ADMIN_PASSWORD, newPassword: NEW_PASSWORD } })
    expect((await here.call(sessionView, {})).me.username).toBe('admin')
    expect((await here.call(ownSessionList, {})).items).toMatchObject([
      { isCurrent: true, address: '127.0.0.1' },
    ])
    expect(await problemOf(elsewhere.call(sessionView, {}))).toMatchObject({ code: 'UNAUTHENTICATED' })
  })

  it('ends the session on sign-out, for whoever kept its cookie, too', async () => {
    await using server = await startTestServer({ engine })
    const browser = server.browser()
    await browser.signIn('admin', ADMIN_PASSWORD)
    const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    await browser.call(sessionDelete, {})
    expect([...browser.cookies.keys()]).toEqual(['gantry_browser'])
    const again = await fetch(`${server.url}/api/v1/session`, { headers: { cookie } })
    expect(again.status).toBe(401)
  })

  it('ends an idle session, and keeps one that is used', async () => {
    await using server = await startTestServer({ engine, config: { sessionIdleSeconds: 30 * 60 } })
    const browser = server.browser()
    const start = Date.now()
    await browser.signIn('admin', ADMIN_PASSWORD)
    vi.useFakeTimers({ toFake: ['Date'] })
    for (const minutes of [20, 40, 60]) {
      vi.setSystemTime(start + minutes * MINUTE_MS)
      expect((await browser.call(sessionView, {})).idleTimeoutSeconds).toBe(1_800)
    }
    vi.setSystemTime(start + 91 * MINUTE_MS)
    expect(await problemOf(browser.call(sessionView, {}))).toMatchObject({ code: 'UNAUTHENTICATED' })
  })

  it('ends a session after the longest time, however busy it is', async () => {
    const config = { sessionIdleSeconds: 30 * 60, sessionMaxSeconds: 3_600 }
    await using server = await startTestServer({ engine, config })
    const browser = server.browser()
    const start = Date.now()
    await browser.signIn('admin', ADMIN_PASSWORD)
    vi.useFakeTimers({ toFake: ['Date'] })
    for (const minutes of [20, 40, 59]) {
      vi.setSystemTime(start + minutes * MINUTE_MS)
      await browser.call(sessionView, {})
    }
    vi.setSystemTime(start + 61 * MINUTE_MS)
    expect(await problemOf(browser.call(sessionView, {}))).toMatchObject({ code: 'UNAUTHENTICATED' })
    expect(await server.context.db.selectFrom('sessions').selectAll().execute()).toEqual([])
  })

  it('is not kept alive by what a page asks by itself', async () => {
    await using server = await startTestServer({ engine, config: { sessionIdleSeconds: 30 * 60 } })
    const browser = server.browser()
    const start = Date.now()
    await browser.signIn('admin', ADMIN_PASSWORD)
    vi.useFakeTimers({ toFake: ['Date'] })
    vi.setSystemTime(start + 20 * MINUTE_MS)
    const background = await browser.fetch('/api/v1/session', { headers: { 'x-background': '1' } })
    expect(background.status).toBe(200)
    vi.setSystemTime(start + 31 * MINUTE_MS)
    expect(await problemOf(browser.call(sessionView, {}))).toMatchObject({ code: 'UNAUTHENTICATED' })
  })
})

describe('the session cookie', () => {
  const signIn = (url: string): Promise<Response> =>
    fetch(`${url}/api/v1/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username: 'admin', password: ADMIN_PASSWORD }),
    })

  it('is out of reach of scripts and of other sites', async () => {
    await using server = await startTestServer()
    const [cookie] = (await signIn(server.url)).headers.getSetCookie()
    expect(cookie).toMatch(/^gantry_session=/)
    expect(cookie).toMatch(/; HttpOnly/)
    expect(cookie).toMatch(/; SameSite=Strict/)
    expect(cookie).not.toMatch(/; Secure/)
  })

  it('is sent over HTTPS only where the console is reached by HTTPS', async () => {
    await using server = await startTestServer({ config: { publicUrl: 'https://console.example' } })
    const [cookie] = (await signIn(server.url)).headers.getSetCookie()
    expect(cookie).toMatch(/^__Secure-gantry_session=.*; Secure/)
  })

  it('is worth nothing when somebody changed it', async () => {
    await using server = await startTestServer()
    const browser = server.browser()
    await browser.signIn('admin', ADMIN_PASSWORD)
    const cookie = `gantry_session=x${browser.cookies.get('gantry_session')}`
    expect((await fetch(`${server.url}/api/v1/session`, { headers: { cookie } })).status).toBe(401)
  })
})

describe('a wrong sign-in', () => {
  it('says the same whether the user exists or not, for any length of name and password', async () => {
    await using server = await startTestServer()
    const attempts = [
      ['admin', 'wrong-password'],
      ['nobody', 'wrong-password'],
      ['admin', 'x'.repeat(128)],
      ["a' or 1=1 --", 'x'],
    ] as const
    for (const [username, password] of attempts) {
      const problem = await problemOf(server.browser().call(sessionCreate, { body: { username, password } }))
      expect(problem).toMatchObject({
        status: 401,
        code: 'UNAUTHENTICATED',
        detail: 'The user name or the password is wrong.',
      })
    }
  })

  it('is refused for a page of another site', async () => {
    await using server = await startTestServer()
    const response = await fetch(`${server.url}/api/v1/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'sec-fetch-site': 'cross-site' },
      body: JSON.stringify({ username: 'admin', password: ADMIN_PASSWORD }),
    })
    expect(response.status).toBe(403)
  })

  it.each(['admin', 'nobody'])('slows down and then locks for a while (%s)', async username => {
    let nowMs = Date.now()
    await using server = await startTestServer({ clock: { nowMs: () => nowMs } })
    const attempt = (password = 'wrong-password') =>
      problemOf(server.browser().call(sessionCreate, { body: { username, password } }))
    for (let failures = 0; failures < 3; failures++) expect((await attempt()).status).toBe(401)
    expect(await attempt()).toMatchObject({ status: 429, code: 'RATE_LIMITED' })
    for (let failures = 3; failures < 10; failures++) {
      nowMs += 1_000 * 2 ** (failures - 3)
      expect((await attempt()).status).toBe(401)
      expect((await attempt()).status).toBe(429)
    }
    nowMs += 14 * MINUTE_MS
    expect(await attempt(ADMIN_PASSWORD)).toMatchObject({
      status: 429,
      detail: 'Too many failed sign-ins for this name: try again in 60 s.',
    })
    nowMs += MINUTE_MS
    if (username === 'admin') expect(await server.browser().signIn(username, ADMIN_PASSWORD)).toBeTruthy()
    else expect((await attempt()).status).toBe(401)
  })

  it('counts attempts made at once one by one', async () => {
    await using server = await startTestServer({ clock: { nowMs: () => 1_800_000_000_000 } })
    const attempts = Array.from({ length: 12 }, () =>
      problemOf(server.browser().call(sessionCreate, { body: { username: 'admin', password: 'guess' } })),
    )
    const statuses = (await Promise.all(attempts)).map(({ status }) => status)
    expect(statuses.filter(status => status === 401)).toHaveLength(3)
    expect(statuses.filter(status => status === 429)).toHaveLength(9)
  })

  it('starts counting anew after a good one', async () => {
    await using server = await startTestServer({ clock: { nowMs: () => 1_800_000_000_000 } })
    const fail = () => problemOf(server.browser().signIn('admin', 'wrong-password'))
    await fail()
    await fail()
    await server.browser().signIn('admin', ADMIN_PASSWORD)
    for (let failures = 0; failures < 3; failures++) expect((await fail()).status).toBe(401)
  })
})

describe('changing the password', () => {
  it('refuses a wrong, an unchanged and a weak one, each at its field', async () => {
    await using server = await startTestServer()
    const browser = server.browser()
    await browser.signIn('admin', ADMIN_PASSWORD)
    const change = (currentPassword: string, newPassword: string) =>
      problemOf(browser.call(passwordChange, { body: { currentPassword, newPassword } }))
    expect(await change('wrong', NEW_PASSWORD)).toMatchObject({
      status: 400,
      fields: [{ path: 'currentPassword', message: 'This is not the current password.' }],
    })
    expect(await change(ADMIN_PASSWORD, ADMIN_PASSWORD)).toMatchObject({
      fields: [{ path: 'newPassword', code: 'passwordUnchanged' }],
    })
    expect(await change(ADMIN_PASSWORD, 'onlyletters')).toMatchObject({
      fields: [{ path: 'newPassword', code: 'passwordKinds' }],
    })
    expect(await change(ADMIN_PASSWORD, 'short1')).toMatchObject({
      fields: [{ path: 'newPassword', code: 'passwordLength', params: { min: 8, max: 20 } }],
    })
  })

  it('is not for programs', async () => {
    await using server = await startTestServer()
    const body = { currentPassword: ADMIN_PASSWORD, newPassword: NEW_PASSWORD }
    expect(await problemOf(server.admin.call(passwordChange, { body }))).toMatchObject({ code: 'FORBIDDEN' })
  })
})
