import { describe, expect, it } from 'vitest'
import { ENGINES } from '../../test-support/databases.ts'
import { startTestServer } from '../../test-support/start-server.ts'
import { createSignInGuard, waitMsAfter } from './sign-in-guard.ts'

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
    for (const name of names) await guard.countAttempt(name)
    const rows = await server.context.db.selectFrom('sign_in_failures').selectAll().execute()
    expect(rows).toHaveLength(20)
    expect(JSON.stringify(rows)).not.toContain('person')
    nowMs += 15 * 60_000
    await guard.countAttempt('person-0')
    expect(await server.context.db.selectFrom('sign_in_failures').select('failures').execute()).toEqual([
      { failures: 1 },
    ])
  })

  it('counts a name whatever the case of its letters', async () => {
    await using server = await startTestServer({ engine, clock: { nowMs: () => 1_800_000_000_000 } })
    const guard = createSignInGuard(server.context)
    for (const name of ['admin', 'Admin', 'ADMIN']) await guard.countAttempt(name)
    await expect(guard.countAttempt('aDMIN')).rejects.toMatchObject({
      code: 'RATE_LIMITED',
      extras: { retryAfterSeconds: 1 },
    })
    await guard.forget('admin')
    await guard.countAttempt('admin')
  })
})
