import {
  type auditEventCsv,
  auditEventLines,
  auditEventList,
  ENDPOINTS,
  ownSessionList,
  passwordChange,
  type QueryInputOf,
  sessionDelete,
  tokenCreate,
  urlOf,
} from '@gantry/contract'
import { describe, expect, it } from 'vitest'
import { createProgram, problemOf } from '../../test-support/callers.ts'
import { createUser } from '../../test-support/create-user.ts'
import { ENGINES } from '../../test-support/databases.ts'
import { ADMIN_PASSWORD, startTestServer, type TestServer } from '../../test-support/start-server.ts'
import { WITHOUT_CHANGE } from './without-change.ts'

function record(server: TestServer, target: string, at = 0): Promise<unknown> {
  return server.context.db
    .insertInto('audit_events')
    .values({
      audit_id: target,
      at,
      username: 'admin',
      address: '127.0.0.1',
      user_agent: 'test',
      action: 'topicCreate',
      target,
      result: 'ok',
      request_id: 'r',
      details: '{"messageType":"NORMAL"}',
      number: null,
      hash: null,
    })
    .execute()
}

describe.each(ENGINES)('the audit record, on %s', engine => {
  it('says who changed what, when, from where, and how it went', async () => {
    const nowMs = Date.UTC(2026, 5, 1)
    await using server = await startTestServer({ engine, clock: { nowMs: () => nowMs } })
    await server.admin.fetch('/api/v1/me/tokens', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'user-agent': 'curl/8', 'x-request-id': 'request-1' },
      body: '{"name":"ci"}',
    })
    const { items } = await server.admin.call(auditEventList, {})
    expect(items).toEqual([
      {
        auditId: expect.any(String),
        at: '2026-06-01T00:00:00.000Z',
        username: 'admin',
        credential: { kind: 'bootstrap', id: expect.any(String), name: 'bootstrap' },
        address: '127.0.0.1',
        userAgent: 'curl/8',
        action: 'tokenCreate',
        target: 'token ci of admin',
        result: 'ok',
        requestId: 'request-1',
        details: {},
        change: { before: null, after: { tokenId: expect.any(String), name: 'ci', expiresAt: null } },
      },
    ])
  })

  it('has refused changes and sign-ins, too; reads leave nothing', async () => {
    await using server = await startTestServer({ engine })
    const browser = server.browser()
    await browser.signIn('admin', ADMIN_PASSWORD)
    await problemOf(browser.call(tokenCreate, { body: { name: 'ci' } }))
    await browser.call(sessionDelete, {})
    await problemOf(server.browser().signIn('admin', 'wrong-password'))
    const { items } = await server.admin.call(auditEventList, {})
    expect(items.map(({ action, result, target }) => `${action} ${result} ${target}`).toSorted()).toEqual([
      'sessionCreate UNAUTHENTICATED session of admin',
      'sessionCreate ok session of admin',
      'sessionDelete ok session of admin',
      'tokenCreate PASSWORD_CHANGE_REQUIRED /me/tokens',
    ])
  })

  it('says whose sign-in it was, if there is such a user, and by which session or token a change was made', async () => {
    let nowMs = Date.now()
    await using server = await startTestServer({ engine, clock: { nowMs: () => nowMs++ } })
    await problemOf(server.browser().signIn('Admin', 'wrong-password'))
    await problemOf(server.browser().signIn('my-own-password', 'wrong-password'))
    const browser = server.browser()
    await browser.signIn('admin', ADMIN_PASSWORD)
    const body = { currentPassword: ADMIN_PASSWORD, newPassword: 'Second!pw!2' }
    await browser.call(passwordChange, { body })
    await browser.openPage()
    const { token } = await browser.call(tokenCreate, { body: { name: 'ci' } })
    await problemOf(createProgram(server.url, token).call(tokenCreate, { body: { name: 'by-token' } }))
    const found = async (query: { username?: string; action?: string }) =>
      (await server.admin.call(auditEventList, { query })).items
    expect((await found({ username: 'admin', action: 'sessionCreate' })).toReversed()).toMatchObject([
      { result: 'UNAUTHENTICATED', target: 'session of admin', credential: null },
      { result: 'ok', target: 'session of admin', credential: null },
    ])
    expect(JSON.stringify(await found({}))).not.toContain('my-own-password')
    const { items } = await browser.call(ownSessionList, {})
    expect((await found({ action: 'tokenCreate' })).toReversed()).toMatchObject([
      { credential: { kind: 'session', id: items[0]?.sessionId, name: null } },
      { credential: { kind: 'token', id: expect.any(String), name: 'ci' } },
    ])
  })

  it('comes newest first, page by page, without a gap or a repeat', async () => {
    await using server = await startTestServer({ engine })
    for (let number = 0; number < 7; number++) await record(server, `topic ${number}`, Math.floor(number / 2))
    const targets: string[] = []
    let cursor: string | undefined
    do {
      const page = await server.admin.call(auditEventList, { query: { limit: 3, cursor } })
      targets.push(...page.items.map(({ target }) => target))
      cursor = page.nextCursor ?? undefined
    } while (cursor !== undefined)
    expect(targets).toEqual([6, 5, 4, 3, 2, 1, 0].map(number => `topic ${number}`))
  })

  it('is found by action, by user, and by part of what it says, whatever its case and signs', async () => {
    await using server = await startTestServer({ engine })
    for (const target of ['topic A/Orders', 'topic A/100%_sure', 'group A/x']) await record(server, target)
    const found = async (query: { q?: string; username?: string; action?: string }) =>
      (await server.admin.call(auditEventList, { query })).items.map(({ target }) => target)
    expect(await found({ q: 'orders' })).toEqual(['topic A/Orders'])
    expect(await found({ q: '100%_' })).toEqual(['topic A/100%_sure'])
    expect(await found({ q: '%' })).toEqual(['topic A/100%_sure'])
    await server.context.db
      .updateTable('audit_events')
      .set({ username: 'walter', request_id: 'r-77', details: '{"grantee":"Florist"}' })
      .where('target', '=', 'group A/x')
      .execute()
    for (const q of ['walter', 'R-77', 'florist']) expect(await found({ q })).toEqual(['group A/x'])
    expect(await found({ username: 'nobody' })).toEqual([])
    expect(await found({ action: 'topicCreate' })).toHaveLength(3)
  })

  it('is found by time, result and address, in the list as in the files', async () => {
    await using server = await startTestServer({ engine })
    const put = (target: string, at: number, columns: object) =>
      record(server, target, at).then(() =>
        server.context.db.updateTable('audit_events').set(columns).where('target', '=', target).execute(),
      )
    await put('one', 1_000, { result: 'ok', address: '10.1.0.1' })
    await put('two', 2_000, { result: 'FORBIDDEN', address: '10.1.0.2' })
    await put('three', 3_000, { result: 'CONFLICT', address: '10.10.0.1' })
    const found = async (query: QueryInputOf<typeof auditEventCsv>) => {
      const { items } = await server.admin.call(auditEventList, { query })
      const lines = await (await server.admin.fetch(urlOf(auditEventLines, { query }))).text()
      const targets = items.map(({ target }) => target)
      expect(
        lines
          .split('\n')
          .filter(Boolean)
          .map(line => JSON.parse(line).target),
      ).toEqual(targets)
      return targets
    }
    const [from, to] = ['1970-01-01T00:00:02.000Z', '1970-01-01T00:00:03.000Z']
    expect(await found({ from })).toEqual(['three', 'two'])
    expect(await found({ to })).toEqual(['two', 'one'])
    expect(await found({ from, to })).toEqual(['two'])
    expect(await found({ result: 'ok' })).toEqual(['one'])
    expect(await found({ result: 'refused' })).toEqual(['three', 'two'])
    expect(await found({ result: 'CONFLICT' })).toEqual(['three'])
    expect(await found({ address: '10.1.' })).toEqual(['two', 'one'])
    expect(await found({ address: '%' })).toEqual([])
  })

  it('is taken away as CSV or lines of JSON, filtered, whole, and without a formula', async () => {
    await using server = await startTestServer({ engine })
    await server.admin.call(tokenCreate, { body: { name: '=1+1' } })
    for (let number = 0; number < 1_001; number++) await record(server, `topic ${number}`, number)
    const fileOf = async (path: string) => {
      const response = await server.admin.fetch(`/api/v1/audit-files/${path}`)
      expect(response.headers.get('content-disposition')).toContain('attachment; filename=audit-events.')
      return (await response.text()).trimEnd().split(/\r?\n/)
    }
    const lines = await fileOf('lines?action=topicCreate')
    expect(lines.map(line => JSON.parse(line).target)).toEqual(
      Array.from({ length: 1_001 }, (_, number) => `topic ${1_000 - number}`),
    )
    const [head, token, ...rest] = await fileOf('csv?action=tokenCreate')
    expect(head).toBe(
      'at,username,credential,credentialId,tokenName,action,target,result,address,userAgent,requestId,details,before,after',
    )
    expect(token).toContain('token =1+1 of admin,ok,')
    expect(token).toMatch(/"{""tokenId"":""[\da-f-]+"",""name"":""=1\+1"",""expiresAt"":null}"$/)
    expect(rest).toEqual([])
    await record(server, '@SUM(A1)', 2_000)
    expect((await fileOf('csv?q=SUM'))[1]).toContain(",'@SUM(A1),")
  })

  it('has a reason for each change that has no before and after', () => {
    const changes = ENDPOINTS.filter(({ method }) => method !== 'GET').map(({ id }) => id)
    for (const [id, reason] of Object.entries(WITHOUT_CHANGE)) {
      expect(changes).toContain(id)
      expect(reason).toMatch(/^[A-Z].{10,}\.$/)
    }
  })

  it('is for administrators', async () => {
    await using server = await startTestServer({ engine })
    for (const role of ['tenantAdministrator', 'resourceUser', 'readOnly'] as const) {
      const program = await createUser(server, role)
      expect(await problemOf(program.call(auditEventList, {}))).toMatchObject({
        status: 403,
        code: 'FORBIDDEN',
        detail: 'Only administrators may do this.',
      })
    }
  })
})
