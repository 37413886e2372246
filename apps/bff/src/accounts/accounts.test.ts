import {
  accountCreate,
  accountDelete,
  accountList,
  auditEventList,
  type CallInput,
  ownSessionDelete,
  ownSessionList,
  passwordChange,
  type Role,
  sessionView,
  tokenCreate,
  tokenList,
  userCreate,
  userDelete,
  userList,
  userMfaReset,
  userPasswordReset,
  userUpdate,
  userView,
} from '@gantry/contract'
import { passwordProblem } from '@gantry/rules'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Browser, createProgram, problemOf } from '../../test-support/callers.ts'
import { ENGINES } from '../../test-support/databases.ts'
import { insertInstance } from '../../test-support/instances.ts'
import { startTestServer, type TestServer } from '../../test-support/start-server.ts'

const PASSWORD = 'chosen!pw1'
const WRONG = { status: 401, detail: 'The user name or the password is wrong.' }

describe.each(ENGINES)('users and accounts, on %s', engine => {
  let server: TestServer
  let firstId: string
  beforeAll(async () => {
    server = await startTestServer({ engine })
    firstId = (await server.admin.call(accountList, {})).items[0]?.accountId ?? ''
  })
  afterAll(() => server.close())

  /** Made by the administrator, signed in, with a password of their own. */
  async function settle(
    username: string,
    role: Role = 'tenantAdministrator',
    rights: { readonly mayReadBodies?: boolean } = {},
  ) {
    const { user, password } = await server.admin.call(userCreate, {
      body: { username, role, ...rights, ...(role !== 'administrator' && { accountId: firstId }) },
    })
    const browser = server.browser()
    await browser.signIn(username, password)
    await browser.call(passwordChange, { body: { currentPassword: password, newPassword: PASSWORD } })
    return { userId: user.userId, browser: await signedIn(username) }
  }

  async function signedIn(username: string): Promise<Browser> {
    const browser = server.browser()
    await browser.signIn(username, PASSWORD)
    return browser
  }

  it('lets in who was made, with a one-time password that must be changed', async () => {
    const { user, password } = await server.admin.call(userCreate, {
      body: { username: 'Ann.Lee', role: 'readOnly', accountId: firstId },
    })
    expect(user).toMatchObject({
      username: 'ann.lee',
      role: 'readOnly',
      accountName: 'default',
      mayReadBodies: false,
      isDisabled: false,
      mustChangePassword: true,
    })
    expect(passwordProblem(password)).toBeUndefined()
    const browser = server.browser()
    expect(await browser.signIn('ann.lee', password)).toMatchObject({ mustChangePassword: true })
    expect(await problemOf(browser.call(tokenList, {}))).toMatchObject({ code: 'PASSWORD_CHANGE_REQUIRED' })
    const { items } = await server.admin.call(userList, { query: { q: 'lee' } })
    expect(items).toEqual([user])
    const { items: events } = await server.admin.call(auditEventList, { query: { action: 'userCreate' } })
    expect(events).toMatchObject([
      { target: 'user Ann.Lee', change: { before: null, after: { role: 'readOnly' } } },
    ])
    expect(JSON.stringify(events)).not.toContain(password)
  })

  it('refuses a name in use whatever its case, odd names, and tenants without an account', async () => {
    await settle('bob')
    const refusal = (body: { username: string; role: Role; accountId?: string }) =>
      problemOf(server.admin.call(userCreate, { body }))
    expect(await refusal({ username: 'BOB', role: 'administrator' })).toMatchObject({
      code: 'CONFLICT',
      fields: [{ path: 'username' }],
    })
    expect(await refusal({ username: 'b<b>', role: 'administrator' })).toMatchObject({
      fields: [{ path: 'username', code: 'usernameCharacters' }],
    })
    expect(await refusal({ username: 'eve', role: 'readOnly' })).toMatchObject({
      fields: [{ path: 'accountId', code: 'required' }],
    })
    expect(await refusal({ username: 'eve', role: 'readOnly', accountId: '1' })).toMatchObject({
      code: 'NOT_FOUND',
    })
  })

  it('shuts out who is disabled at once, in the words of a wrong password, until enabled again', async () => {
    const { userId, browser } = await settle('carl')
    const { token } = await browser.call(tokenCreate, { body: { name: 'ci' } })
    const program = createProgram(server.url, token)
    await program.call(sessionView, {})
    const set = (isDisabled: boolean) =>
      server.admin.call(userUpdate, { params: { userId }, body: { isDisabled } })
    expect(await set(true)).toMatchObject({ isDisabled: true })
    expect(await problemOf(browser.call(sessionView, {}))).toMatchObject({ status: 401 })
    expect(await problemOf(program.call(sessionView, {}))).toMatchObject({ status: 401 })
    expect(await problemOf(server.browser().signIn('carl', PASSWORD))).toMatchObject(WRONG)
    await set(false)
    await signedIn('carl')
    await program.call(sessionView, {})
  })

  it('changes a role from the next request on, and keeps what it was in the record', async () => {
    const { userId, browser } = await settle('dora', 'readOnly')
    await server.admin.call(userUpdate, { params: { userId }, body: { role: 'administrator' } })
    expect((await browser.call(sessionView, {})).me).toMatchObject({ role: 'administrator', accountId: null })
    await browser.call(userList, {})
    const back = { role: 'resourceUser', accountId: firstId } as const
    await server.admin.call(userUpdate, { params: { userId }, body: back })
    expect(await problemOf(browser.call(userList, {}))).toMatchObject({ code: 'FORBIDDEN' })
    const { items } = await server.admin.call(auditEventList, { query: { action: 'userUpdate', limit: 1 } })
    expect(items[0]?.change).toMatchObject({
      before: { role: 'administrator', accountId: null },
      after: { role: 'resourceUser', accountId: firstId },
    })
  })

  it('shows what goes with a user, and deletes it all', async () => {
    const { userId, browser } = await settle('emil')
    const { token } = await browser.call(tokenCreate, { body: { name: 'report' } })
    const params = { userId }
    expect(await server.admin.call(userView, { params })).toMatchObject({ tokens: ['report'], sessions: 2 })
    expect(
      await problemOf(server.admin.call(userDelete, { params, query: { confirm: 'emi' } })),
    ).toMatchObject({ code: 'VALIDATION', fields: [{ path: 'confirm' }] })
    await server.admin.call(userDelete, { params, query: { confirm: 'emil' } })
    expect(await problemOf(browser.call(sessionView, {}))).toMatchObject({ status: 401 })
    expect(await problemOf(createProgram(server.url, token).call(sessionView, {}))).toMatchObject({
      status: 401,
    })
    expect(await problemOf(server.admin.call(userView, { params }))).toMatchObject({ code: 'NOT_FOUND' })
  })

  it('gives a new one-time password to who has lost theirs, and ends what was opened with the old one', async () => {
    const { userId, browser } = await settle('fred')
    const { token } = await browser.call(tokenCreate, { body: { name: 'ci' } })
    const { password } = await server.admin.call(userPasswordReset, { params: { userId } })
    expect(await problemOf(browser.call(sessionView, {}))).toMatchObject({ status: 401 })
    expect(await problemOf(createProgram(server.url, token).call(sessionView, {}))).toMatchObject({
      status: 401,
    })
    expect(await problemOf(server.browser().signIn('fred', PASSWORD))).toMatchObject(WRONG)
    expect(await server.browser().signIn('fred', password)).toMatchObject({ mustChangePassword: true })
  })

  it('keeps one administrator who can sign in, also when two shut each other out at once', async () => {
    const { userId, browser } = await settle('gail', 'administrator')
    const { items } = await server.admin.call(userList, { query: { q: 'admin' } })
    const adminId = items.find(({ username }) => username === 'admin')?.userId ?? ''
    expect(
      await problemOf(browser.call(userUpdate, { params: { userId }, body: { isDisabled: true } })),
    ).toMatchObject({ code: 'CONFLICT', detail: 'This is your own user: another administrator does that.' })
    const results = await Promise.allSettled([
      browser.call(userUpdate, { params: { userId: adminId }, body: { isDisabled: true } }),
      server.admin.call(userUpdate, { params: { userId }, body: { isDisabled: true } }),
    ])
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const { db } = server.context
    await db.updateTable('users').set({ is_disabled: 0 }).where('username', '=', 'admin').execute()
  })

  it('deletes an account only when nothing belongs to it, and never that of the installation', async () => {
    const { accountId, name } = await server.admin.call(accountCreate, { body: { name: 'Orders & Co' } })
    expect(await problemOf(server.admin.call(accountCreate, { body: { name } }))).toMatchObject({
      code: 'CONFLICT',
      fields: [{ path: 'name' }],
    })
    await insertInstance(server.context.db, `MQ_INST_${accountId}_abcdefgh`)
    const { user } = await server.admin.call(userCreate, {
      body: { username: 'hugo', role: 'resourceUser', accountId },
    })
    expect((await server.admin.call(accountList, { query: { q: accountId } })).items).toMatchObject([
      { name, users: 1, instances: 1, isFirst: false },
    ])
    expect((await server.admin.call(userList, { query: { q: 'orders &' } })).items).toEqual([user])
    const remove = () => server.admin.call(accountDelete, { params: { accountId }, query: { confirm: name } })
    expect(await problemOf(remove())).toMatchObject({
      code: 'IN_USE',
      blockers: [{ kind: 'instance' }, { kind: 'user', name: 'hugo' }],
    })
    await server.context.db.deleteFrom('instances').where('account_id', '=', accountId).execute()
    await server.admin.call(userDelete, { params: { userId: user.userId }, query: { confirm: 'hugo' } })
    await remove()
    const first = { params: { accountId: firstId }, query: { confirm: 'default' } }
    expect(await problemOf(server.admin.call(accountDelete, first))).toMatchObject({ code: 'IN_USE' })
  })

  it('lets a tenant administrator keep the users of the own account, and know of no others', async () => {
    const { accountId } = await server.admin.call(accountCreate, { body: { name: 'Florist' } })
    const inOrder = (await server.admin.call(accountList, {})).items.map(({ name }) => name)
    expect(inOrder.filter(name => ['default', 'Florist'].includes(name))).toEqual(['default', 'Florist'])
    const made = await server.admin.call(userCreate, {
      body: { username: 'jane', role: 'tenantAdministrator', accountId, mayReadBodies: false },
    })
    const { userId: foreignId } = await settle('kurt')
    const first = server.browser()
    await first.signIn('jane', made.password)
    await first.call(passwordChange, { body: { currentPassword: made.password, newPassword: PASSWORD } })
    const jane = await signedIn('jane')
    const { call } = jane
    const { user } = await call(userCreate, { body: { username: 'lisa', role: 'resourceUser', accountId } })
    expect(user).toMatchObject({ accountId, mayReadBodies: false })
    expect((await call(userList, {})).items.map(({ username }) => username)).toEqual(['jane', 'lisa'])
    const found = async (query: CallInput<typeof userList>['query']) =>
      (await server.admin.call(userList, { query })).items.map(({ username }) => username)
    expect(await found({ accountId })).toEqual(['jane', 'lisa'])
    expect(await found({ accountId, role: 'resourceUser' })).toEqual(['lisa'])
    expect(await found({ accountId, state: 'active' })).toEqual(['jane'])
    expect(await found({ q: accountId, state: 'invited' })).toEqual(['lisa'])
    const own = { userId: user.userId }
    await call(userUpdate, { params: own, body: { role: 'readOnly' } })

    const refused = (body: Parameters<typeof call<typeof userUpdate>>[1]['body']) =>
      problemOf(call(userUpdate, { params: own, body }))
    expect(await refused({ role: 'administrator' })).toMatchObject({ code: 'FORBIDDEN' })
    expect(await refused({ mayReadBodies: true })).toMatchObject({ code: 'FORBIDDEN' })
    expect(await refused({ accountId: firstId })).toMatchObject({ code: 'NOT_FOUND' })
    for (const userId of [foreignId, 'nobody']) {
      const params = { userId }
      const asked = [userView, userPasswordReset].map(each => jane.call(each, { params }))
      for (const problem of await Promise.all(asked.map(problemOf))) {
        expect(problem).toMatchObject({
          code: 'NOT_FOUND',
          detail: 'There is no such user: it may have been deleted.',
        })
      }
    }
    await call(userDelete, { params: own, query: { confirm: 'lisa' } })
  })

  it('lets nobody without the right to bodies reset how somebody with it signs in', async () => {
    const lead = await settle('lead', 'tenantAdministrator', { mayReadBodies: false })
    const boss = await settle('boss', 'tenantAdministrator', { mayReadBodies: true })
    const clerk = await settle('clerk', 'readOnly')
    const params = { userId: boss.userId }
    const resets = [userPasswordReset, userMfaReset].map(each => lead.browser.call(each, { params }))
    for (const problem of await Promise.all(resets.map(problemOf))) {
      expect(problem).toMatchObject({
        code: 'FORBIDDEN',
        detail: 'Who may not read message bodies cannot reset the sign-in of somebody who may.',
      })
    }
    expect((await boss.browser.call(sessionView, {})).me.username).toBe('boss')
    await lead.browser.call(userPasswordReset, { params: { userId: clerk.userId } })
    await boss.browser.call(userPasswordReset, { params: { userId: lead.userId } })
  })

  it('shows a person where they are signed in, and ends one of those sessions', async () => {
    const { browser } = await settle('ines')
    const other = await signedIn('ines')
    const { items } = await browser.call(ownSessionList, {})
    expect(items.filter(({ isCurrent }) => isCurrent)).toHaveLength(1)
    expect(items.map(({ address }) => address)).toContain('127.0.0.1')
    const [{ sessionId } = { sessionId: '' }] = items
    expect(await problemOf(server.admin.call(ownSessionDelete, { params: { sessionId } }))).toMatchObject({
      code: 'NOT_FOUND',
    })
    await browser.call(ownSessionDelete, { params: { sessionId } })
    expect(await problemOf(other.call(sessionView, {}))).toMatchObject({ status: 401 })
    const left = (await browser.call(ownSessionList, {})).items.map(session => session.sessionId)
    expect(left).toEqual(items.map(session => session.sessionId).slice(1))
  })
})
