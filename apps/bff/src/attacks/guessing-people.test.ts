/** Finding out who there is, and shutting them out. */
import { sessionView, tokenList, userCreate, userUpdate } from '@gantry/contract'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { problemOf } from '../../test-support/callers.ts'
import { ADMIN_PASSWORD, startTestServer, type TestServer } from '../../test-support/start-server.ts'
import { createAuth } from '../session/auth.ts'

let nowMs = Date.now()
let server: TestServer
beforeAll(async () => {
  server = await startTestServer({ clock: { nowMs: () => nowMs } })
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
