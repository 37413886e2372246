import { describe, expect, it } from 'vitest'
import type { Holdings } from '../platform/brokers/holdings.ts'
import { presentGroup, withFigures } from './group-present.ts'
import type { GroupTable } from './group-table.ts'

const NAMES = { group: 'GID_orders', wireGroup: 'MQ_INST_1_aaaaaaaa%GID_orders' }
const handle = { wire: (name: string) => `MQ_INST_1_aaaaaaaa%${name}`, changes: () => true }
const broker = (brokerName: string) => ({
  clusterName: 'c',
  brokerName,
  brokerId: 0,
  addr: `${brokerName}:10911`,
})
const [a, b] = [broker('broker-a'), broker('broker-b')]

/** @param holders of the masters that answer; @param away masters that do not */
function holdings(holders: Array<typeof a>, masters = [a, b], away: Array<typeof a> = []): Holdings<unknown> {
  const held = holders.map(node => ({ node, config: undefined }))
  return {
    masters,
    byName: held.length === 0 ? new Map() : new Map([[NAMES.wireGroup, held]]),
    failed: away.map(item => ({ item, place: item.addr, error: new Error('away') })),
  }
}

const row: GroupTable = {
  instance_id: 'MQ_INST_1_aaaaaaaa',
  group: NAMES.group,
  protocol: 'HTTP',
  description: 'Orders',
  state: 'READY',
  version: 3,
  made_by: null,
  made_by_account: null,
  created_at: Date.UTC(2026, 0, 2),
}

describe('a group as it is shown', () => {
  it('is what the console noted, with the names of both sides', () => {
    expect(presentGroup(handle, NAMES.group, row, holdings([a, b]))).toMatchObject({
      ...NAMES,
      protocol: 'HTTP',
      description: 'Orders',
      state: 'READY',
      version: 3,
      createdAt: '2026-01-02T00:00:00.000Z',
    })
  })

  it('that others made is used over TCP, as far as anybody knows', () => {
    expect(presentGroup(handle, NAMES.group, undefined, holdings([a]))).toMatchObject({
      state: 'UNMANAGED',
      protocol: 'TCP',
      description: '',
      version: -1,
      createdAt: null,
    })
  })

  it.each([
    ['on every broker', holdings([a, b]), 'READY'],
    ['on one of two', holdings([a]), 'INCOMPLETE'],
    ['on none', holdings([]), 'MISSING_ON_BROKER'],
    ['on the one that answers', holdings([a], [a], [b]), 'READY'],
    ['not on the one that answers', holdings([], [a], [b]), 'INCOMPLETE'],
    ['nobody knows where', holdings([], [], [a, b]), 'READY'],
  ])('%s', (_, where, state) => {
    expect(presentGroup(handle, NAMES.group, row, where).state).toBe(state)
  })

  it.each(['PENDING', 'INCOMPLETE'] as const)('stays incomplete while it is noted as %s', state => {
    expect(presentGroup(handle, NAMES.group, { ...row, state }, holdings([a, b])).state).toBe('INCOMPLETE')
    expect(presentGroup(handle, NAMES.group, { ...row, state }, holdings([])).state).toBe('INCOMPLETE')
  })

  it('has no figures before they are asked for, and none where nobody gave them', () => {
    const shown = presentGroup(handle, NAMES.group, row, holdings([a, b]))
    const none = { isOnline: null, clients: null, messageModel: null, accumulated: null, consumeTps: null }
    expect(shown).toMatchObject({ ...none, lastConsumedAt: null })
    expect(withFigures(shown, undefined)).toBe(shown)
  })

  it('has a backlog of any size, and the time of the last consumed message', () => {
    const figures = {
      isOnline: true,
      clients: 2,
      messageModel: 'CLUSTERING',
      consumeTps: 1.5,
      lastConsumedAtMs: Date.UTC(2026, 5, 1),
    } as const
    const shown = presentGroup(handle, NAMES.group, row, holdings([a, b]))
    expect(withFigures(shown, { ...figures, accumulated: 7n })).toMatchObject({
      isOnline: true,
      clients: 2,
      accumulated: 7,
      consumeTps: 1.5,
      lastConsumedAt: '2026-06-01T00:00:00.000Z',
    })
    const most = 2n ** 63n - 1n
    expect(withFigures(shown, { ...figures, accumulated: most }).accumulated).toBe('9223372036854775807')
    const unknown = withFigures(shown, { ...figures, accumulated: null, lastConsumedAtMs: null })
    expect([unknown.accumulated, unknown.lastConsumedAt]).toEqual([null, null])
  })
})
