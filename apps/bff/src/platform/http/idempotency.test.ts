import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { auditEventList, endpoint, tokenCreate, tokenList } from '@gantry/contract'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { createProgram, problemOf } from '../../../test-support/callers.ts'
import { createDatabase, ENGINES } from '../../../test-support/databases.ts'
import { startTestServer } from '../../../test-support/start-server.ts'
import { AppError } from './app-error.ts'
import { operation } from './operation.ts'

const thingCreate = endpoint({
  id: 'thingCreate',
  method: 'POST',
  path: '/things',
  summary: 'Makes a thing.',
  access: 'signedIn',
  status: 201,
  body: z.strictObject({ name: z.string() }),
  response: z.object({ number: z.int() }),
})

describe.each(ENGINES)('a creation with an Idempotency-Key, on %s', engine => {
  it('is done once and answered the same twice, which the audit record tells apart', async () => {
    let made = 0
    await using server = await startTestServer({
      engine,
      operations: [operation(thingCreate, () => ({ number: ++made }))],
    })
    const create = () =>
      server.admin.call(thingCreate, { body: { name: 'x' } }, { idempotencyKey: 'key-number-1' })
    expect(await create()).toEqual({ number: 1 })
    expect(await create()).toEqual({ number: 1 })
    const { items } = await server.admin.call(auditEventList, { query: { action: 'thingCreate' } })
    expect(items.map(({ details }) => details)).toEqual(expect.arrayContaining([{}, { isReplay: true }]))
    const { token } = await server.admin.call(tokenCreate, { body: { name: 'ci' } })
    const other = createProgram(server.url, token)
    const again = other.call(thingCreate, { body: { name: 'x' } }, { idempotencyKey: 'key-number-1' })
    expect(await again).toEqual({ number: 2 })
  })

  it('shows a secret once: neither a repeat nor the database has it', async () => {
    await using server = await startTestServer({ engine })
    const create = () =>
      server.admin.call(tokenCreate, { body: { name: 'ci' } }, { idempotencyKey: 'key-number-1' })
    await create()
    expect(await problemOf(create())).toMatchObject({
      code: 'CONFLICT',
      detail:
        'This was done already, and its secret was shown once: delete what was made and create it anew.',
    })
    const { items } = await server.admin.call(tokenList, {})
    expect(items.map(({ name }) => name)).toEqual(['ci', 'bootstrap'])
    const rows = await server.context.db.selectFrom('idempotency_keys').selectAll().execute()
    expect(rows).toMatchObject([{ status: 201, response_encrypted: null }])
  })

  it('is done once when it is submitted twice at the same time', async () => {
    const started = Promise.withResolvers<void>()
    const mayEnd = Promise.withResolvers<void>()
    let made = 0
    await using server = await startTestServer({
      engine,
      operations: [
        operation(thingCreate, async () => {
          made++
          started.resolve()
          await mayEnd.promise
          return { number: made }
        }),
      ],
    })
    const create = () =>
      server.admin.call(thingCreate, { body: { name: 'x' } }, { idempotencyKey: 'double-click' })
    const first = create()
    await started.promise
    expect(await problemOf(create())).toMatchObject({ status: 409, code: 'CONFLICT' })
    mayEnd.resolve()
    expect(await first).toEqual({ number: 1 })
    expect(await create()).toEqual({ number: 1 })
    expect(made).toBe(1)
  })

  it('may be tried again after it failed', async () => {
    let attempts = 0
    await using server = await startTestServer({
      engine,
      operations: [
        operation(thingCreate, () => {
          attempts++
          if (attempts === 1) throw new AppError('BROKER_UNAVAILABLE', 'The broker is away.')
          return { number: attempts }
        }),
      ],
    })
    const create = () =>
      server.admin.call(thingCreate, { body: { name: 'x' } }, { idempotencyKey: 'try-again' })
    expect(await problemOf(create())).toMatchObject({ code: 'BROKER_UNAVAILABLE' })
    expect(await create()).toEqual({ number: 2 })
  })

  it('is refused when the key was another request, and is its own when the caller is another', async () => {
    await using server = await startTestServer({ engine })
    const { token } = await server.admin.call(
      tokenCreate,
      { body: { name: 'one' } },
      { idempotencyKey: 'same-key' },
    )
    expect(token).toMatch(/^gantry_/)
    const other = server.admin.call(tokenCreate, { body: { name: 'two' } }, { idempotencyKey: 'same-key' })
    expect(await problemOf(other)).toMatchObject({
      code: 'CONFLICT',
      detail: 'This Idempotency-Key was used for another request: take a new one.',
    })
  })

  it('can be done under the same key a day later, and two minutes after its server died', async () => {
    let nowMs = Date.now()
    let made = 0
    await using server = await startTestServer({
      engine,
      clock: { nowMs: () => nowMs },
      operations: [operation(thingCreate, () => ({ number: ++made }))],
    })
    const create = () =>
      server.admin.call(thingCreate, { body: { name: 'x' } }, { idempotencyKey: 'old-key-1' })
    await create()
    await server.context.db
      .updateTable('idempotency_keys')
      .set({ status: null, response_encrypted: null })
      .execute()
    nowMs += 119_000
    expect(await problemOf(create())).toMatchObject({ code: 'CONFLICT' })
    nowMs += 2_000
    expect(await create()).toEqual({ number: 2 })
    nowMs += 24 * 60 * 60 * 1_000 + 1
    expect(await create()).toEqual({ number: 3 })
  })
})

describe('a creation whose answer cannot be stored', () => {
  it('is answered all the same, and not done a second time', async () => {
    await using database = await createDatabase('sqlite')
    using other = new DatabaseSync(join(database.settings.dataDir, 'gantry.db'))
    let made = 0
    const handle = () => {
      made++
      other.exec('begin immediate')
      return { number: made }
    }
    await using server = await startTestServer({
      config: database.settings,
      operations: [operation(thingCreate, handle)],
    })
    const create = () =>
      server.admin.call(thingCreate, { body: { name: 'x' } }, { idempotencyKey: 'not-stored' })
    expect(await create()).toEqual({ number: 1 })
    other.exec('rollback')
    expect(await problemOf(create())).toMatchObject({ code: 'CONFLICT' })
    expect(made).toBe(1)
  })
})

describe('what is kept of it', () => {
  it('does not show the answer, which may hold a secret', async () => {
    await using server = await startTestServer()
    const { token } = await server.admin.call(
      tokenCreate,
      { body: { name: 'ci' } },
      { idempotencyKey: 'key-number-1' },
    )
    const rows = await server.context.db.selectFrom('idempotency_keys').selectAll().execute()
    expect(rows).toHaveLength(1)
    expect(JSON.stringify(rows)).not.toContain(token)
  })

  it.each(['short', 'x'.repeat(129), 'with space'])('refuses the key %j', async key => {
    await using server = await startTestServer()
    const create = server.admin.call(tokenCreate, { body: { name: 'ci' } }, { idempotencyKey: key })
    expect(await problemOf(create)).toMatchObject({ code: 'VALIDATION' })
  })
})
