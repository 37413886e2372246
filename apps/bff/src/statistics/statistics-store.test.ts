import { describe, expect, it } from 'vitest'
import { createDatabase, ENGINES } from '../../test-support/databases.ts'
import { MINUTE_MS } from '../platform/clock.ts'
import { connectDatabase } from '../platform/database/connect-database.ts'
import { migrateToLatest } from '../platform/database/migrate.ts'
import { takeLease } from '../platform/jobs/standing-lease.ts'
import { createLog } from '../platform/log.ts'
import { dayOf, makeDay } from './statistics-days.ts'
import { insertMinute, STATISTICS_LEASE, selectPoints } from './statistics-store.ts'

const LEASE_MS = 90_000
const SERIES = { series_id: 1, kind: 'production' } as const

describe.each(ENGINES)('two replicas that write, on %s', engine => {
  it('have a minute once: who was held up until its lease was over writes nothing', async () => {
    await using database = await createDatabase(engine)
    const connect = () => connectDatabase(database.settings, createLog('silent'))
    await using slow = connect()
    await using quick = connect()
    await migrateToLatest(slow)
    const minute = 30_000_000
    const beganMs = (minute + 1) * MINUTE_MS
    await makeDay(slow, dayOf(minute))
    const take = (db: typeof slow, holder: string, nowMs: number) =>
      takeLease(db, STATISTICS_LEASE, { holder, nowMs, untilMs: nowMs + LEASE_MS })
    const write = (db: typeof slow, holder: string, nowMs: number, at: number, messages: number) =>
      insertMinute(db, { holder, nowMs }, at, [{ seriesId: 1, kind: 'production', figures: { messages } }])

    expect(await take(slow, 'slow', beganMs)).toBe(true)
    expect(await take(quick, 'quick', beganMs)).toBe(false)
    expect(await take(quick, 'quick', beganMs + MINUTE_MS)).toBe(false)
    const overMs = beganMs + 2 * MINUTE_MS
    expect(await take(quick, 'quick', overMs)).toBe(true)
    expect(await write(slow, 'slow', overMs, minute, 1)).toBe(false)
    expect(await write(quick, 'quick', overMs, minute + 1, 2)).toBe(true)
    expect(await write(quick, 'quick', overMs, minute + 1, 3)).toBe(true)

    const found = []
    for await (const points of selectPoints(slow, SERIES, { fromMinute: minute, toMinute: minute + 9 }))
      found.push(...points)
    expect(found).toEqual([{ minute: minute + 1, messages: 2, bytes: null }])
  })
})
