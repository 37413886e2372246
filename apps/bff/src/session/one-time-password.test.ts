import { passwordChange, userCreate, userList, userPasswordReset } from '@gantry/contract'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { problemOf } from '../../test-support/callers.ts'
import { startTestServer, type TestServer } from '../../test-support/start-server.ts'

const DAY_MS = 86_400_000

let nowMs = Date.now()
let server: TestServer
beforeAll(async () => {
  server = await startTestServer({ clock: { nowMs: () => nowMs } })
})
afterAll(() => server.close())

it('is good for seven days, then refused in the words of a wrong one, and shown as expired', async () => {
  const { user, password } = await server.admin.call(userCreate, {
    body: { username: 'late', role: 'administrator' },
  })
  const params = { userId: user.userId }
  const shown = async () => (await server.admin.call(userList, { query: { q: 'late' } })).items[0]
  nowMs += 7 * DAY_MS - 1
  await server.browser().signIn('late', password)
  expect(await shown()).toMatchObject({ mustChangePassword: true, isPasswordExpired: false })
  nowMs += 1
  expect(await shown()).toMatchObject({ mustChangePassword: true, isPasswordExpired: true })
  expect(await problemOf(server.browser().signIn('late', password))).toMatchObject({
    status: 401,
    detail: 'The user name or the password is wrong.',
  })

  const renewed = await server.admin.call(userPasswordReset, { params })
  const browser = server.browser()
  await browser.signIn('late', renewed.password)
  const passwords = { currentPassword: renewed.password, newPassword: 'chosen!pw1' }
  await browser.call(passwordChange, { body: passwords })
  nowMs += 365 * DAY_MS
  expect(await shown()).toMatchObject({ mustChangePassword: false, isPasswordExpired: false })
  await server.browser().signIn('late', 'chosen!pw1')
})
