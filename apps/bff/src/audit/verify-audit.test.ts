import { auditEventList, tokenCreate } from '@gantry/contract'
import { type Kysely, sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { createDatabase, ENGINES } from '../../test-support/databases.ts'
import { METRICS_HEADERS, startTestServer } from '../../test-support/start-server.ts'
import { readConfig } from '../platform/config/config.ts'
import { connectDatabase } from '../platform/database/connect-database.ts'
import type { Database } from '../platform/database/database.ts'
import { migrateToLatest } from '../platform/database/migrate.ts'
import { createLog } from '../platform/log.ts'
import { hashOf } from './audit-hash.ts'
import { trimAudit } from './audit-trim.ts'
import { verifyAudit } from './verify-audit.ts'

const log = createLog('silent')

describe.each(ENGINES)('the chain of the audit record, on %s', engine => {
  it('is whole, also when changes are made at once by two replicas', async () => {
    await using database = await createDatabase(engine)
    await using one = await startTestServer({ config: database.settings })
    await using two = await startTestServer({ config: database.settings })
    const names = Array.from({ length: 12 }, (_, number) => `token-${number}`)
    await Promise.all(
      names.map((name, number) => (number % 2 === 0 ? one : two).admin.call(tokenCreate, { body: { name } })),
    )
    const said = await verifyAudit({ ...readConfig({}), ...database.settings }, log)
    expect(said).toContain('The audit record is whole: 12 events in the chain, 0 from before it.')
  })

  it('is whole when it was trimmed, which is an event, and not when it was cut off without one', async () => {
    let nowMs = Date.UTC(2026, 0, 1)
    await using database = await createDatabase(engine)
    const clock = { nowMs: () => nowMs }
    await using server = await startTestServer({ config: database.settings, clock })
    const config = { ...readConfig({}), ...database.settings }
    const verify = (noted?: string) => verifyAudit(config, log, noted).catch((error: Error) => error.message)
    const { db } = server.context
    const make = async (names: readonly string[]) => {
      for (const name of names) await server.admin.call(tokenCreate, { body: { name } })
    }
    expect(await trimAudit(server.context, nowMs, 30)).toBeUndefined()
    await make(['a', 'b', 'c'])
    const noted = /later: (\w+)$/.exec(await verify())?.[1] ?? ''
    nowMs += 40 * 86_400_000
    await make(['d'])
    const trimmed = await trimAudit(server.context, nowMs, 30)
    expect(trimmed).toMatchObject({ events: 3, through: 3, hash: noted })
    expect(await trimAudit(server.context, nowMs, 30)).toBeUndefined()
    const { items } = await server.admin.call(auditEventList, {})
    expect(items.map(({ action }) => action).toSorted()).toEqual(['auditTrim', 'tokenCreate'])
    expect(items.find(({ action }) => action === 'auditTrim')).toMatchObject({
      username: null,
      details: { events: 3, through: 3, hash: noted, days: 30 },
    })
    expect(await verify(noted)).toContain('2 events in the chain, 0 from before it. Events up to number 3')
    expect(await verify('0'.repeat(64))).toContain('unless it is older than event number 4')
    nowMs += 1
    await make(['e'])
    expect(await trimAudit(server.context, nowMs + 30 * 86_400_000, 30)).toMatchObject({
      events: 2,
      through: 5,
    })
    expect(await verify()).toContain('is whole: 2 events')
    const kept = await db.selectFrom('audit_events').selectAll().orderBy('number').execute()
    const [first] = kept
    await db
      .deleteFrom('audit_events')
      .where('number', '=', first?.number ?? 0)
      .execute()
    await db
      .updateTable('audit_head')
      .set({ trimmed_number: first?.number ?? 0, trimmed_hash: first?.hash ?? '' })
      .execute()
    expect(await verify()).toContain('but no event says that it was trimmed there')
  })

  it('shows what was changed, taken out, put in, cut off and written anew', async () => {
    await using database = await createDatabase(engine)
    await using server = await startTestServer({ config: database.settings })
    const config = { ...readConfig({}), ...database.settings }
    const { db } = server.context
    for (const name of ['a', 'b', 'c', 'd']) await server.admin.call(tokenCreate, { body: { name } })
    const noted = /later: (\w+)$/.exec(await verifyAudit(config, log))?.[1] ?? ''
    const kept = await db.selectFrom('audit_events').selectAll().orderBy('number').execute()
    const head = await db.selectFrom('audit_head').selectAll().executeTakeFirstOrThrow()
    const after = async (tamper: (db: Kysely<Database>) => Promise<unknown>): Promise<string> => {
      await tamper(db)
      const said = await verifyAudit(config, log, noted).catch((error: Error) => error.message)
      await db.deleteFrom('audit_events').execute()
      await db.insertInto('audit_events').values(kept).execute()
      await db.updateTable('audit_head').set(head).execute()
      return said
    }
    const first = sql<boolean>`number = 1`
    const last = sql<boolean>`number = 4`
    expect(await after(async () => undefined)).toContain('is whole')
    expect(
      await after(each =>
        each.updateTable('audit_events').set({ result: 'FORBIDDEN' }).where(first).execute(),
      ),
    ).toContain('event number 1')
    expect(await after(each => each.deleteFrom('audit_events').where(first).execute())).toContain(
      'the event number 1 is missing',
    )
    expect(await after(each => each.deleteFrom('audit_events').where(last).execute())).toContain(
      'the event number 4 is missing',
    )
    const [event] = kept
    if (!event) throw new Error('There are four events.')
    const extra = { ...event, audit_id: 'extra', number: null, hash: null }
    expect(await after(each => each.insertInto('audit_events').values(extra).execute())).toContain(
      'of 0 events from before the chain 1 are there',
    )
    const loose = async (each: Kysely<Database>) => {
      await each.insertInto('audit_events').values(extra).execute()
      await each.updateTable('audit_head').set({ unchained: 1 }).execute()
    }
    expect(await after(loose)).toContain('where it begins and ends was changed')
    for (const number of [0, -7, 1_000_000]) {
      expect(
        await after(each =>
          each
            .insertInto('audit_events')
            .values({ ...extra, number, hash: 'made up' })
            .execute(),
        ),
      ).toContain('events with numbers that are not in the chain: 1')
    }
    const anew = async (each: Kysely<Database>) => {
      let hash = ''
      for (const { number, ...rest } of kept) {
        hash = hashOf({ ...rest, number: number ?? 0 }, hash, null)
        await each.updateTable('audit_events').set({ hash }).where('number', '=', number).execute()
      }
      await each.updateTable('audit_head').set({ hash, key_encrypted: null }).execute()
    }
    expect(await after(anew)).toContain('no event of it has a key')
    const forget = async (each: Kysely<Database>) => {
      await each.deleteFrom('audit_events').execute()
      await each.updateTable('audit_head').set({ number: 0, hash: '', key_encrypted: null }).execute()
    }
    expect(await after(forget)).toContain(`the hash ${noted} is not in it any more`)
  })

  it('goes on from a record that had no key, and takes no event without one any more', async () => {
    await using database = await createDatabase(engine)
    const config = { ...readConfig({}), ...database.settings }
    const verify = () => verifyAudit(config, log).catch((error: Error) => error.message)
    await using old = connected(connectDatabase(config, log))
    await migrateToLatest(old.db)
    const first = { ...event('older'), number: 1 }
    const hash = hashOf(first, '', null)
    await old.db
      .insertInto('audit_events')
      .values({ ...first, hash })
      .execute()
    await old.db.updateTable('audit_head').set({ number: 1, hash }).execute()
    expect(await verify()).toContain('unless the console was updated and has not been started since')
    await using server = await startTestServer({ config: database.settings })
    await server.admin.call(tokenCreate, { body: { name: 'a' } })
    expect(await verify()).toMatch(
      /whole: 3 events in the chain, 0 from before it\. The first 1 are from before it had a key\./,
    )
    const head = await old.db.selectFrom('audit_head').selectAll().executeTakeFirstOrThrow()
    const forged = { ...event('forged'), number: 4 }
    const forgedHash = hashOf(forged, head.hash, null)
    await old.db
      .insertInto('audit_events')
      .values({ ...forged, hash: forgedHash })
      .execute()
    await old.db.updateTable('audit_head').set({ number: 4, hash: forgedHash }).execute()
    expect(await verify()).toContain('the event number 4 (forged) has no key, as those before it have')
  })

  it('is not silenced by an event that somebody put where the next one goes', async () => {
    await using database = await createDatabase(engine)
    await using server = await startTestServer({ config: database.settings })
    const { db } = server.context
    const tokens = async () =>
      (await server.admin.call(auditEventList, { query: { action: 'tokenCreate' } })).items.length
    await server.admin.call(tokenCreate, { body: { name: 'a' } })
    const forged = { ...event('forged'), number: 2, hash: 'made up' }
    await db.insertInto('audit_events').values(forged).execute()
    await server.admin.call(tokenCreate, { body: { name: 'b' } })
    await server.admin.call(tokenCreate, { body: { name: 'c' } })
    expect(await tokens()).toBe(3)
    const said = verifyAudit({ ...readConfig({}), ...database.settings }, log)
    await expect(said).rejects.toThrow('of 0 events from before the chain 1 are there')
  })

  it('that takes no event is seen: the server is not ready until what waited is stored', async () => {
    await using database = await createDatabase(engine)
    await using server = await startTestServer({ config: database.settings })
    const { db } = server.context
    const ready = async () => (await fetch(`${server.url}/readyz`)).json()
    await server.admin.call(tokenCreate, { body: { name: 'a' } })
    const head = await db.selectFrom('audit_head').selectAll().executeTakeFirstOrThrow()
    await db.deleteFrom('audit_head').execute()
    await server.admin.call(tokenCreate, { body: { name: 'b' } })
    await server.admin.call(tokenCreate, { body: { name: 'c' } })
    expect(await ready()).toMatchObject({
      ok: false,
      parts: { 'audit record': { ok: false, message: 'Events wait to be stored: 2. The log says why.' } },
    })
    const metrics = await (await fetch(`${server.url}/metrics`, { headers: METRICS_HEADERS })).text()
    expect(metrics).toContain('gantry_audit_events_not_stored_total 2')
    await db.insertInto('audit_head').values(head).execute()
    expect(await ready()).toMatchObject({ ok: true, parts: { 'audit record': { ok: true } } })
    const said = await verifyAudit({ ...readConfig({}), ...database.settings }, log)
    expect(said).toContain('is whole: 3 events')
  })
})

function event(auditId: string) {
  return {
    audit_id: auditId,
    at: 0,
    username: 'somebody',
    address: '10.0.0.1',
    user_agent: '',
    action: 'topicDelete',
    target: 'topic of somebody else',
    result: 'ok',
    request_id: 'r',
    details: '{}',
  }
}

function connected(db: Kysely<Database>) {
  return { db, [Symbol.asyncDispose]: () => db.destroy() }
}
