/** Finding out who there is, and shutting them out. */
import { sessionDelete, sessionView, tokenList, userCreate, userUpdate } from '@gantry/contract'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { problemOf } from '../../test-support/callers.ts'
import { ADMIN_PASSWORD, startTestServer, type TestServer } from '../../test-support/start-server.ts'
import { createAuth } from '../session/auth.ts'
import { createSignInGuard } from '../session/sign-in-guard.ts'

let nowMs = Date.now()
let server: TestServer
beforeAll(async () => {
  const config = { trustedProxies: ['127.0.0.1', '::1'] }
  server = await startTestServer({ clock: { nowMs: () => nowMs }, config })
})
afterAll(() => server.close())

it('takes the same work for names that exist and names that do not', async () => {
  const auth = createAuth(server.context)
  const { password } = await auth.$context
  const hash = vi.spyOn(password, 'hash')
  const verify = vi.spyOn(password, 'verify')
  for (const username of ['admin', 'nobody', "x' or 1=1"]) {
    const body = { username, password: 'wrong-password' }
    await expect(auth.api.signInUsername({ body })).rejects.toThrow()
    const derived = hash.mock.calls.length + verify.mock.calls.length
    expect({ username, derived }).toEqual({ username, derived: 1 })
    vi.clearAllMocks()
  }
})

it('answers alike for a wrong password, no such user and a disabled one, in words and headers', async () => {
  const { user, password } = await server.admin.call(userCreate, {
    body: { username: 'left', role: 'administrator' },
  })
  const params = { userId: user.userId }
  await server.admin.call(userUpdate, { params, body: { isDisabled: true } })
  const answers = await Promise.all(
    [
      ['admin', 'wrong-password'],
      ['nobody', 'wrong-password'],
      ['left', password],
    ].map(async ([username, typed]) => {
      const answer = await fetch(`${server.url}/api/v1/session`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-request-id': 'the-same-for-all' },
        body: JSON.stringify({ username, password: typed }),
      })
      const headers = [...answer.headers].filter(([name]) => !/^(date|ratelimit|x-ratelimit)/.test(name))
      return { status: answer.status, body: await answer.text(), headers }
    }),
  )
  expect(answers[1]).toEqual(answers[0])
  expect(answers[2]).toEqual(answers[0])
  expect(await server.context.db.selectFrom('sessions').selectAll().execute()).toEqual([])
})

it('locks a name for who signs in, and for nobody who has', async () => {
  const here = server.browser()
  await here.signIn('admin', ADMIN_PASSWORD)
  const attempt = () => problemOf(server.browser().signIn('Admin', 'wrong-password'))
  for (let failures = 0; failures < 10; failures++) {
    expect((await attempt()).status).toBe(401)
    nowMs += 65_000
  }
  nowMs -= 65_000
  expect(await attempt()).toMatchObject({ status: 429, code: 'RATE_LIMITED' })
  expect((await here.call(sessionView, {})).me.username).toBe('admin')
  expect(await server.admin.call(tokenList, {})).toBeTruthy()
  // Trying on does not make it longer.
  nowMs += 15 * 60_000 - 1_000
  expect((await attempt()).status).toBe(429)
  nowMs += 1_000
  await server.browser().signIn('admin', ADMIN_PASSWORD)
})

it('counts the addresses of one IPv6 network as one', async () => {
  const attempts = Array.from({ length: 6 }, async (_, number) => {
    const answer = await fetch(`${server.url}/api/v1/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-forwarded-for': `2001:db8:0:1::${number}` },
      body: JSON.stringify({ username: 'walker', password: 'wrong-password' }),
    })
    return answer.status
  })
  expect((await Promise.all(attempts)).toSorted()).toEqual([401, 401, 401, 429, 429, 429])
})

it('shuts nobody out of a browser that they have signed in with, whoever fails in their name from wherever', async () => {
  const own = server.browser()
  await own.signIn('admin', ADMIN_PASSWORD)
  await own.call(sessionDelete, {})
  const guard = createSignInGuard(server.context)
  for (let place = 0; place < 100; place++) {
    await guard.countAttempt('admin', { id: `10.0.0.${place}`, isKnown: false })
  }
  const elsewhere = server.browser().signIn('admin', ADMIN_PASSWORD)
  expect(await problemOf(elsewhere)).toMatchObject({ code: 'RATE_LIMITED' })
  await own.signIn('admin', ADMIN_PASSWORD)
  // It is known for its own user only, and guesses there are counted, too.
  const attempt = () => problemOf(own.signIn('admin', 'wrong-password'))
  for (let failures = 0; failures < 3; failures++) expect((await attempt()).status).toBe(401)
  expect((await attempt()).status).toBe(429)
  await guard.forget('admin', { id: '', isKnown: false })
})
