import {
  auditEventList,
  mfaBind,
  mfaStart,
  mfaUnbind,
  mfaView,
  passwordChange,
  recoveryCodeCreate,
  sessionMfaCreate,
  sessionView,
  tokenCreate,
  tokenList,
  userCreate,
  userList,
  userMfaReset,
  userUpdate,
} from '@gantry/contract'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Browser, createProgram, problemOf } from '../../../test-support/callers.ts'
import { codeAt } from '../../../test-support/device.ts'
import { startTestServer, type TestServer } from '../../../test-support/start-server.ts'

const PASSWORD = 'second%pw2'
const STEP_MS = 30_000

let nowMs = Date.now()
let server: TestServer
/** Signed in with a password of her own. */
let ann: Browser
let userId: string
beforeAll(async () => {
  server = await startTestServer({ clock: { nowMs: () => nowMs } })
  const body = { username: 'ann', role: 'administrator' } as const
  const { user, password } = await server.admin.call(userCreate, { body })
  userId = user.userId
  ann = server.browser()
  await ann.signIn('ann', password)
  await ann.call(passwordChange, { body: { currentPassword: password, newPassword: PASSWORD } })
  ann = await signedIn()
})
afterAll(() => server.close())

async function signedIn(): Promise<Browser> {
  const browser = server.browser()
  await browser.signIn('ann', PASSWORD)
  return browser
}

const start = (currentPassword = PASSWORD) => ann.call(mfaStart, { body: { currentPassword } })
const proof = (code: string, currentPassword = PASSWORD) => ({ body: { currentPassword, code } })
const secondStep = (code: string, browser = server.browser(), password = PASSWORD) =>
  browser.call(sessionMfaCreate, { body: { username: 'ann', password, code } })

it('is switched on by a person with the password, asked for at the sign-in, and switched off again', async () => {
  const elsewhere = await signedIn()
  expect(await problemOf(start('wrong-password'))).toMatchObject({ fields: [{ path: 'currentPassword' }] })
  const { token } = await ann.call(tokenCreate, { body: { name: 'ci' } })
  const program = createProgram(server.url, token)
  const byProgram = program.call(mfaStart, { body: { currentPassword: PASSWORD } })
  expect(await problemOf(byProgram)).toMatchObject({ code: 'FORBIDDEN' })

  const { secret } = await start()
  const { recoveryCodes } = await ann.call(mfaBind, { body: { code: codeAt(secret, nowMs) } })
  expect((await ann.call(mfaView, {})).recoveryCodesLeft).toBe(10)
  expect(await problemOf(elsewhere.call(sessionView, {}))).toMatchObject({ code: 'UNAUTHENTICATED' })
  expect(await program.call(tokenList, {})).toMatchObject({ items: [{ name: 'ci' }] })

  const browser = server.browser()
  expect(await problemOf(browser.signIn('ann', PASSWORD))).toMatchObject({
    status: 401,
    code: 'MFA_REQUIRED',
  })
  expect(browser.cookies.size).toBe(0)
  expect(await problemOf(secondStep(codeAt(secret, nowMs), browser))).toMatchObject({
    status: 401,
    fields: [{ path: 'code', code: 'mfaCodeWrong' }],
  })
  expect(browser.cookies.size).toBe(0)
  // Nothing was kept of the two: of ann there is the session that bound the device.
  const open = await server.context.db
    .selectFrom('sessions')
    .where('user_id', '=', userId)
    .selectAll()
    .execute()
  expect(open).toHaveLength(1)
  nowMs += STEP_MS
  expect(await secondStep(codeAt(secret, nowMs), browser)).toMatchObject({
    username: 'ann',
    mustBindMfa: false,
  })
  expect((await browser.call(sessionView, {})).me.username).toBe('ann')

  const [first = ''] = recoveryCodes
  const fresh = await ann.call(recoveryCodeCreate, proof(first))
  const unbind = (code: string, password?: string) => ann.call(mfaUnbind, proof(code, password))
  const [second = ''] = fresh.recoveryCodes
  expect(await problemOf(unbind(second, 'wrong-password'))).toMatchObject({
    fields: [{ path: 'currentPassword' }],
  })
  expect(await problemOf(unbind(first))).toMatchObject({ status: 400, fields: [{ path: 'code' }] })
  await unbind(second)
  expect(await ann.call(mfaView, {})).toEqual({ boundAt: null, isForced: false, recoveryCodesLeft: 0 })

  const { items } = await server.admin.call(auditEventList, { query: { limit: 100 } })
  for (const shown of [secret, PASSWORD, ...recoveryCodes]) expect(JSON.stringify(items)).not.toContain(shown)
  const refusals = items.filter(({ action, result }) => action.startsWith('session') && result !== 'ok')
  expect(
    refusals.map(({ action, username, result }) => `${action} ${result} ${username}`).toSorted(),
  ).toEqual(['sessionCreate MFA_REQUIRED ann', 'sessionMfaCreate UNAUTHENTICATED ann'])
})

it('is bound before anything else where an administrator asks for it, and reset by one', async () => {
  const params = { userId }
  await server.admin.call(userUpdate, { params, body: { isMfaForced: true } })
  ann = await signedIn()
  expect((await ann.call(sessionView, {})).me.mustBindMfa).toBe(true)
  expect(await problemOf(ann.call(tokenList, {}))).toMatchObject({
    status: 403,
    code: 'MFA_BINDING_REQUIRED',
  })
  expect((await ann.fetch('/api/v1/events')).status).toBe(403)
  expect((await ann.call(mfaView, {})).isForced).toBe(true)
  const { secret } = await start()
  await ann.call(mfaBind, { body: { code: codeAt(secret, nowMs) } })
  expect(await problemOf(ann.call(sessionView, {}))).toMatchObject({ code: 'UNAUTHENTICATED' })

  nowMs += STEP_MS
  const again = server.browser()
  const code = codeAt(secret, nowMs)
  expect(await problemOf(secondStep(code, again, 'wrong-password'))).toMatchObject({
    detail: 'The user name or the password is wrong.',
  })
  await again.signIn('ann', PASSWORD, code)
  const { items } = await server.admin.call(userList, { query: { q: 'ann' } })
  expect(items).toMatchObject([{ username: 'ann', isMfaBound: true, isMfaForced: true }])
  expect(await problemOf(again.call(userMfaReset, { params }))).toMatchObject({ code: 'CONFLICT' })
  await server.admin.call(userMfaReset, { params })
  expect(await problemOf(again.call(sessionView, {}))).toMatchObject({ code: 'UNAUTHENTICATED' })
  expect(await server.browser().signIn('ann', PASSWORD)).toMatchObject({ mustBindMfa: true })
})

it('is not shut for its owner by who knows the password: codes typed in a known browser count apart', async () => {
  ann = await signedIn()
  const { secret } = await start()
  await ann.call(mfaBind, { body: { code: codeAt(secret, nowMs) } })
  const own = server.browser()
  nowMs += STEP_MS
  await own.signIn('ann', PASSWORD, codeAt(secret, nowMs))
  for (let failures = 0; failures < 3; failures++) {
    expect((await problemOf(secondStep('000000'))).status).toBe(401)
  }
  nowMs += STEP_MS
  const code = codeAt(secret, nowMs)
  await server.context.db.updateTable('sign_in_failures').set({ last_at: nowMs }).execute()
  expect(await problemOf(secondStep(code))).toMatchObject({ code: 'RATE_LIMITED' })
  await own.signIn('ann', PASSWORD, code)
})
