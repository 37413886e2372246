import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { tokenCreate, tokenList } from '@gantry/contract'
import { describe, expect, it } from 'vitest'
import { problemOf } from '../../../test-support/callers.ts'
import { createDatabase, runAsOwner } from '../../../test-support/databases.ts'
import { ADMIN_PASSWORD, startTestServer } from '../../../test-support/start-server.ts'

const UNAVAILABLE = { status: 503, code: 'DATABASE_UNAVAILABLE' }

describe('a locked SQLite database', () => {
  it('refuses changes in words, goes on reading, and works again afterwards', async () => {
    await using database = await createDatabase('sqlite')
    await using server = await startTestServer({ config: database.settings })
    await server.admin.call(tokenList, {})
    using other = new DatabaseSync(join(database.settings.dataDir, 'gantry.db'))
    other.exec('begin immediate')
    const create = () => server.admin.call(tokenCreate, { body: { name: 'ci' } })
    expect(await problemOf(create())).toMatchObject(UNAVAILABLE)
    expect((await server.admin.call(tokenList, {})).items).toHaveLength(1)
    other.exec('rollback')
    expect((await create()).apiToken.name).toBe('ci')
  })

  it('does not let a sign-in pass uncounted, nor a sign-out fail unheard', async () => {
    await using database = await createDatabase('sqlite')
    await using server = await startTestServer({ config: database.settings })
    const browser = server.browser()
    await browser.signIn('admin', ADMIN_PASSWORD)
    using other = new DatabaseSync(join(database.settings.dataDir, 'gantry.db'))
    other.exec('begin immediate')
    expect(await problemOf(server.browser().signIn('admin', ADMIN_PASSWORD))).toMatchObject(UNAVAILABLE)
    const signOut = await browser.fetch('/api/v1/session', { method: 'DELETE', headers: await csrf(browser) })
    expect(signOut.status).toBe(503)
    other.exec('rollback')
  })
})

async function csrf(browser: { fetch(path: string): Promise<Response> }): Promise<Record<string, string>> {
  const { csrfToken }: { csrfToken: string } = JSON.parse(
    await (await browser.fetch('/api/v1/session')).text(),
  )
  return { 'x-csrf-token': csrfToken }
}

describe('a PostgreSQL that is gone', () => {
  it('gives 503 to programs and browsers, is shown by /readyz, and is used again when it is back', async () => {
    await using database = await createDatabase('postgres')
    await using server = await startTestServer({ config: database.settings })
    const browser = server.browser()
    await browser.signIn('admin', ADMIN_PASSWORD)
    expect((await fetch(`${server.url}/readyz`)).status).toBe(200)
    const name = new URL(database.settings.databaseUrl ?? '').pathname.slice(1)
    await runAsOwner(`alter database ${name} allow_connections false`)
    await runAsOwner(`select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}'`)

    expect(await problemOf(server.admin.call(tokenList, {}))).toMatchObject(UNAVAILABLE)
    expect((await browser.fetch('/api/v1/session')).status).toBe(503)
    const ready = await fetch(`${server.url}/readyz`)
    expect(ready.status).toBe(503)
    expect(await ready.json()).toMatchObject({ ok: false, parts: { database: { ok: false } } })
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200)

    await runAsOwner(`alter database ${name} allow_connections true`)
    expect((await server.admin.call(tokenList, {})).items).toHaveLength(1)
    expect((await fetch(`${server.url}/readyz`)).status).toBe(200)
  })
})
