import {
  accessKeyCreate,
  accountList,
  auditEventList,
  passwordChange,
  sessionView,
  tokenCreate,
  tokenDelete,
  tokenList,
  userCreate,
  userPasswordReset,
} from '@gantry/contract'
import { describe, expect, it } from 'vitest'
import { createProgram, problemOf } from '../../test-support/callers.ts'
import { createUser } from '../../test-support/create-user.ts'
import { createDatabase, ENGINES } from '../../test-support/databases.ts'
import { ADMIN_PASSWORD, startTestServer } from '../../test-support/start-server.ts'

const DAY_MS = 86_400_000

describe.each(ENGINES)('an API token, on %s', engine => {
  it('has the rights of its owner until it is revoked', async () => {
    await using server = await startTestServer({ engine })
    const { apiToken, token } = await server.admin.call(tokenCreate, { body: { name: ' ci ' } })
    expect(apiToken).toMatchObject({ name: 'ci', lastUsedAt: null, expiresAt: null })
    const program = createProgram(server.url, token)
    expect(await program.call(sessionView, {})).toMatchObject({
      me: { username: 'admin', role: 'administrator', mustChangePassword: false },
      csrfToken: '',
    })
    const { tokenId } = apiToken
    await server.admin.call(tokenDelete, { params: { tokenId } })
    expect(await problemOf(program.call(sessionView, {}))).toMatchObject({
      code: 'UNAUTHENTICATED',
      detail: 'This API token is not known, was revoked, has ended, or waits until its owner signs in again.',
    })
    expect(await problemOf(server.admin.call(tokenDelete, { params: { tokenId } }))).toMatchObject({
      code: 'NOT_FOUND',
    })
  })

  it('ends when its time is over, and shows when it was used', async () => {
    let nowMs = Date.UTC(2026, 0, 1)
    await using server = await startTestServer({ engine, clock: { nowMs: () => nowMs } })
    const body = { name: 'ci', expiresInDays: 2 }
    const { apiToken, token } = await server.admin.call(tokenCreate, { body })
    expect(apiToken.expiresAt).toBe('2026-01-03T00:00:00.000Z')
    const program = createProgram(server.url, token)
    nowMs += DAY_MS
    const { items } = await program.call(tokenList, {})
    expect(items.find(({ name }) => name === 'ci')?.lastUsedAt).toBe('2026-01-02T00:00:00.000Z')
    nowMs += DAY_MS
    expect(await problemOf(program.call(tokenList, {}))).toMatchObject({ code: 'UNAUTHENTICATED' })
  })

  it('is refused past fifty of them, also when several are made at once', async () => {
    await using server = await startTestServer({ engine })
    for (let number = 1; number < 45; number++) {
      await server.admin.call(tokenCreate, { body: { name: `token-${number}` } })
    }
    const made = Array.from({ length: 12 }, (_, number) =>
      server.admin.call(tokenCreate, { body: { name: `at once ${number}` } }),
    )
    await Promise.allSettled(made)
    expect((await server.admin.call(tokenList, {})).items).toHaveLength(50)
    expect(await problemOf(server.admin.call(tokenCreate, { body: { name: 'one more' } }))).toMatchObject({
      status: 409,
      code: 'LIMIT_EXCEEDED',
    })
  })

  it('opens no other way in, but for users that an administrator has made by a program', async () => {
    await using server = await startTestServer({ engine })
    const { token } = await server.admin.call(tokenCreate, { body: { name: 'ci' } })
    const program = createProgram(server.url, token)
    const account = (await program.call(accountList, {})).items[0]?.accountId ?? ''
    const user = { username: 'sleeper', role: 'tenantAdministrator', accountId: account } as const
    const lead = await createUser(server, 'tenantAdministrator')
    const passwords = { currentPassword: ADMIN_PASSWORD, newPassword: 'second%pw2' }
    const refused = [
      program.call(tokenCreate, { body: { name: 'for ever' } }),
      program.call(passwordChange, { body: passwords }),
      lead.call(tokenCreate, { body: { name: 'for ever' } }),
      lead.call(accessKeyCreate, {}),
      lead.call(userCreate, { body: user }),
    ]
    for (const problem of await Promise.all(refused.map(problemOf))) {
      expect(problem).toMatchObject({
        code: 'FORBIDDEN',
        detail: 'This takes a person who is signed in; an API token may not do it.',
      })
    }
    const { userId } = (await program.call(userCreate, { body: user })).user
    const reset = lead.call(userPasswordReset, { params: { userId } })
    expect(await problemOf(reset)).toMatchObject({ code: 'FORBIDDEN' })
    await program.call(userPasswordReset, { params: { userId } })
  })

  it('of the first start holds while it is set, and is replaced or gone with the setting', async () => {
    await using database = await createDatabase(engine)
    const tokens = ['first-token-for-automation-0123456789', 'other-token-for-automation-0123456789']
    const isWelcome = async (bootstrapToken: string | undefined): Promise<boolean[]> => {
      await using server = await startTestServer({ config: { ...database.settings, bootstrapToken } })
      const answers = tokens.map(token => createProgram(server.url, token).fetch('/api/v1/session'))
      return (await Promise.all(answers)).map(({ status }) => status === 200)
    }
    expect(await isWelcome(tokens[0])).toEqual([true, false])
    expect(await isWelcome(tokens[1])).toEqual([false, true])
    expect(await isWelcome(undefined)).toEqual([false, false])
  })
})

describe('the secret of a token', () => {
  it('is nowhere but in the answer that made it', async () => {
    await using server = await startTestServer()
    const { token } = await server.admin.call(tokenCreate, { body: { name: 'ci' } })
    const rows = await server.context.db.selectFrom('api_tokens').selectAll().execute()
    const shown = [rows, await server.admin.call(tokenList, {}), await server.admin.call(auditEventList, {})]
    expect(JSON.stringify(shown)).not.toContain(token)
  })

  it('needs no CSRF token, and is not helped by a cookie', async () => {
    await using server = await startTestServer()
    const response = await fetch(`${server.url}/api/v1/session`, {
      headers: { authorization: 'Bearer made-up', cookie: 'gantry_session=x' },
    })
    expect(response.status).toBe(401)
  })
})
