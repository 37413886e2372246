/** A session or token that somebody else chose, kept or copied. */
import {
  ownSessionDelete,
  ownSessionList,
  passwordChange,
  sessionDelete,
  sessionView,
} from '@gantry/contract'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Browser, problemOf } from '../../test-support/callers.ts'
import { ADMIN_PASSWORD, startTestServer, type TestServer } from '../../test-support/start-server.ts'

const PASSWORD = 'second%pw2'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
  const browser = server.browser()
  await browser.signIn('admin', ADMIN_PASSWORD)
  await browser.call(passwordChange, {
    body: { currentPassword: ADMIN_PASSWORD, newPassword: PASSWORD },
  })
})
afterAll(() => server.close())

async function signedIn(): Promise<Browser> {
  const browser = server.browser()
  await browser.signIn('admin', PASSWORD)
  return browser
}

const cookieOf = ({ cookies }: Browser) => [...cookies].map(pair => pair.join('=')).join('; ')
const asked = (cookie: string, init: RequestInit = {}) =>
  fetch(`${server.url}/api/v1/session`, { ...init, headers: { cookie, ...init.headers } })

it('is not taken over at the sign-in: whatever cookie comes along, a new session begins', async () => {
  const attacker = await signedIn()
  const planted = cookieOf(attacker)
  for (const cookie of [planted, 'gantry_session=chosen-by-somebody-else']) {
    const answer = await asked(cookie, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username: 'admin', password: PASSWORD }),
    })
    const [fresh = ''] = answer.headers.getSetCookie()
    expect(fresh).toMatch(/^gantry_session=/)
    expect(fresh.split(';', 1)[0]).not.toBe(cookie)
  }
  // Theirs stays theirs: it is not a way into the session of who signed in after it.
  const { items } = await attacker.call(ownSessionList, {})
  expect(items.filter(({ isCurrent }) => isCurrent)).toHaveLength(1)
  expect((await asked('gantry_session=chosen-by-somebody-else')).status).toBe(401)
})

it('is not known by its ID, only by its signed token', async () => {
  const browser = await signedIn()
  const { items } = await browser.call(ownSessionList, {})
  for (const { sessionId } of items) expect((await asked(`gantry_session=${sessionId}`)).status).toBe(401)
  const shown = JSON.stringify([items, await browser.call(sessionView, {})])
  const [token = ''] = decodeURIComponent(browser.cookies.get('gantry_session') ?? '').split('.')
  expect(token).not.toBe('')
  expect(shown).not.toContain(token)
})

it('is worth nothing once it has ended, by its owner here or from elsewhere', async () => {
  const here = await signedIn()
  const cookie = cookieOf(here)
  const { items } = await here.call(ownSessionList, {})
  const elsewhere = await signedIn()
  const sessionId = items.find(({ isCurrent }) => isCurrent)?.sessionId ?? ''
  await elsewhere.call(ownSessionDelete, { params: { sessionId } })
  expect((await asked(cookie)).status).toBe(401)
  const kept = cookieOf(elsewhere)
  await elsewhere.call(sessionDelete, {})
  expect((await asked(kept)).status).toBe(401)
})

it('does not take the CSRF token of another session', async () => {
  const [one, other] = [await signedIn(), await signedIn()]
  const { csrfToken } = await other.call(sessionView, {})
  const refused = await asked(cookieOf(one), { method: 'DELETE', headers: { 'x-csrf-token': csrfToken } })
  expect(refused.status).toBe(403)
  expect((await one.call(sessionView, {})).me.username).toBe('admin')
})

it('is not offered to pages of other sites', async () => {
  const browser = await signedIn()
  const answer = await asked(cookieOf(browser), { headers: { origin: 'https://elsewhere.example' } })
  expect([...answer.headers.keys()].filter(name => name.startsWith('access-control-'))).toEqual([])
  expect(answer.headers.get('cache-control')).toBe('no-store')
  expect(await problemOf(server.browser().call(sessionView, {}))).toMatchObject({ status: 401 })
})
