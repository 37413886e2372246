import { describe, expect, it } from 'vitest'
import { ENGINES } from '../../test-support/databases.ts'
import { insertInstance } from '../../test-support/instances.ts'
import { startTestServer } from '../../test-support/start-server.ts'
import { isForeignKeyViolation, isUniqueViolation } from '../platform/database/database-error.ts'
import {
  deleteGroup,
  describeGroup,
  findGroup,
  insertGroup,
  selectGroupNames,
  selectGroups,
  settleGroup,
} from './group-store.ts'
import type { GroupTable } from './group-table.ts'

const ONE = 'MQ_INST_1_aaaaaaaa'
const OTHER = 'MQ_INST_1_bbbbbbbb'
const row = (group: string, instanceId = ONE): GroupTable => ({
  instance_id: instanceId,
  group,
  protocol: 'HTTP',
  description: '',
  state: 'PENDING',
  version: 0,
  made_by: null,
  made_by_account: null,
  created_at: 1_700_000_000_000,
})

describe.each(ENGINES)('what the console notes of groups, on %s', engine => {
  it('is kept by instance: a name is free in every other one', async () => {
    await using server = await startTestServer({ engine })
    const { db } = server.context
    for (const instanceId of [ONE, OTHER]) await insertInstance(db, instanceId)
    await insertGroup(db, row('GID_orders'))
    await insertGroup(db, row('GID_orders', OTHER))
    await insertGroup(db, row('GID_Orders'))
    const again = await insertGroup(db, row('GID_orders')).catch((error: unknown) => error)
    expect(isUniqueViolation(again)).toBe(true)
    const names = (await selectGroups(db, ONE)).map(({ group }) => group)
    expect(names.toSorted()).toEqual(['GID_Orders', 'GID_orders'])
    expect(await selectGroupNames(db, [OTHER])).toEqual([{ instance_id: OTHER, group: 'GID_orders' }])
    expect(await selectGroupNames(db, [ONE, OTHER])).toHaveLength(3)
    expect(await selectGroupNames(db, [])).toEqual([])
  })

  it('needs its instance', async () => {
    await using server = await startTestServer({ engine })
    const failure = await insertGroup(server.context.db, row('GID_orders')).catch((error: unknown) => error)
    expect(isForeignKeyViolation(failure)).toBe(true)
  })

  it('changes its description only for who has seen the last change, whatever state it is in', async () => {
    await using server = await startTestServer({ engine })
    const { db } = server.context
    await insertInstance(db, ONE)
    const key = row('GID_orders')
    await insertGroup(db, key)
    const described = { ...key, description: 'first', version: 1 }
    expect(await describeGroup(db, key, { description: 'first', version: 0 })).toEqual(described)
    expect(await describeGroup(db, key, { description: 'stale', version: 0 })).toBeUndefined()
    await settleGroup(db, key, 'READY')
    expect(await findGroup(db, key)).toEqual({ ...described, state: 'READY' })
    await deleteGroup(db, key)
    expect(await findGroup(db, key)).toBeUndefined()
    expect(await describeGroup(db, key, { description: 'late', version: 1 })).toBeUndefined()
  })

  it('of one group is not touched by what is done to another', async () => {
    await using server = await startTestServer({ engine })
    const { db } = server.context
    for (const instanceId of [ONE, OTHER]) await insertInstance(db, instanceId)
    const rows = [row('GID_orders'), row('GID_orders', OTHER), row('GID_bills')]
    for (const each of rows) await insertGroup(db, each)
    await settleGroup(db, row('GID_orders'), 'INCOMPLETE')
    await describeGroup(db, row('GID_orders'), { description: 'x', version: 0 })
    await deleteGroup(db, row('GID_orders'))
    expect(await findGroup(db, row('GID_orders', OTHER))).toEqual(row('GID_orders', OTHER))
    expect(await findGroup(db, row('GID_bills'))).toEqual(row('GID_bills'))
  })
})
