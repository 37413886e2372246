import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ENGINES } from '../../test-support/databases.ts'
import { startTestServer, type TestServer } from '../../test-support/start-server.ts'
import { isUniqueViolation } from '../platform/database/database-error.ts'
import { findReset, findUndo, insertReset, selectResets } from './offset-store.ts'
import type { OffsetResetTable } from './offset-table.ts'

describe.each(ENGINES)('resets kept in %s', engine => {
  let server: TestServer
  beforeAll(async () => {
    server = await startTestServer({ engine })
  })
  afterAll(() => server.close())

  const rowOf = (resetId: string, changes: Partial<OffsetResetTable> = {}): OffsetResetTable => ({
    reset_id: resetId,
    instance_id: 'MQ_INST_1_a',
    group: 'GID-orders',
    topic: 'orders',
    target: '"latest"',
    queues: '[]',
    outcomes: '[]',
    undo_of: null,
    username: 'admin',
    created_at: 1_800_000_000_000,
    ...changes,
  })

  it('come back the last one first, each with its group alone', async () => {
    const { db } = server.context
    await insertReset(db, rowOf('first'))
    await insertReset(db, rowOf('second', { created_at: 1_800_000_000_001, target: null, undo_of: 'first' }))
    await insertReset(db, rowOf('other', { group: 'GID-mail' }))
    const of = { instance_id: 'MQ_INST_1_a', group: 'GID-orders' }
    expect((await selectResets(db, of)).map(({ reset_id }) => reset_id)).toEqual(['second', 'first'])
    expect(await findReset(db, { ...of, reset_id: 'first' })).toEqual(rowOf('first'))
    expect(await findReset(db, { ...of, reset_id: 'other' })).toBeUndefined()
    expect((await findUndo(db, 'first'))?.reset_id).toBe('second')
    expect(await findUndo(db, 'second')).toBeUndefined()
  })

  it('are taken back once', async () => {
    const again = insertReset(server.context.db, rowOf('third', { undo_of: 'first' }))
    expect(isUniqueViolation(await again.catch((error: unknown) => error))).toBe(true)
  })
})
