import { describe, expect, it } from 'vitest'
import { ENGINES } from '../../test-support/databases.ts'
import { startTestServer } from '../../test-support/start-server.ts'
import type { AppError } from '../platform/http/app-error.ts'
import type { Place } from './known-browser.ts'
import { createSignInGuard, waitMsAfter } from './sign-in-guard.ts'

const strange = (id: string): Place => ({ id, isKnown: false })
const known = (id: string): Place => ({ id, isKnown: true })
const HERE = strange('192.0.2.1')

describe('the wait after failed sign-ins', () => {
  it('is nothing, then doubles, then is the whole lock', () => {
    const waits = Array.from({ length: 12 }, (_, failures) => waitMsAfter(failures) / 1_000)
    expect(waits).toEqual([0, 0, 0, 1, 2, 4, 8, 16, 32, 64, 900, 900])
  })
})

describe.each(ENGINES)('the record of failed sign-ins, on %s', engine => {
  it('does not show the names that were typed, and does not grow for ever', async () => {
    let nowMs = 1_800_000_000_000
    await using server = await startTestServer({ engine, clock: { nowMs: () => nowMs } })
    const guard = createSignInGuard(server.context)
    const names = Array.from({ length: 20 }, (_, number) => `person-${number}`)
    for (const name of names) await guard.countAttempt(name, HERE)
    const rows = await server.context.db.selectFrom('sign_in_failures').selectAll().execute()
    expect(rows).toHaveLength(40)
    expect(JSON.stringify(rows)).not.toContain('person')
    nowMs += 15 * 60_000
    await guard.countAttempt('person-0', HERE)
    expect(await server.context.db.selectFrom('sign_in_failures').select('failures').execute()).toEqual([
      { failures: 1 },
      { failures: 1 },
    ])
  })

  it('counts a name whatever the case of its letters', async () => {
    await using server = await startTestServer({ engine, clock: { nowMs: () => 1_800_000_000_000 } })
    const guard = createSignInGuard(server.context)
    for (const name of ['admin', 'Admin', 'ADMIN']) await guard.countAttempt(name, HERE)
    await expect(guard.countAttempt('aDMIN', HERE)).rejects.toMatchObject({
      code: 'RATE_LIMITED',
      extras: { retryAfterSeconds: 1 },
    })
    await guard.forget('admin', HERE)
    await guard.countAttempt('admin', HERE)
  })

  it('shuts nobody out from another address or a known place, and slows down who tries from many', async () => {
    let nowMs = 1_800_000_000_000
    await using server = await startTestServer({ engine, clock: { nowMs: () => nowMs } })
    const guard = createSignInGuard(server.context)
    const outcomeAt = (place: Place) =>
      guard.countAttempt('admin', place).then(
        () => 'counted',
        (error: AppError) => error.extras.retryAfterSeconds,
      )
    for (let failures = 0; failures < 10; failures++) {
      expect(await outcomeAt(HERE)).toBe('counted')
      nowMs += 65_000
    }
    for (let more = 0; more < 200; more++) expect(await outcomeAt(HERE)).toBeGreaterThan(800)
    expect(await outcomeAt(strange('198.51.100.7'))).toBe('counted')
    await guard.forget('admin', strange('198.51.100.7'))
    for (let place = 0; place < 100; place++)
      expect(await outcomeAt(strange(`10.0.0.${place}`))).toBe('counted')
    expect(await outcomeAt(strange('198.51.100.7'))).toBe(5)
    for (let failures = 0; failures < 3; failures++) expect(await outcomeAt(known('desk'))).toBe('counted')
    expect(await outcomeAt(known('desk'))).toBe(1)
    expect(await outcomeAt(known('phone'))).toBe('counted')
    nowMs += 5_000
    expect(await outcomeAt(strange('198.51.100.7'))).toBe('counted')
  })
})
