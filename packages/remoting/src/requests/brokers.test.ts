import { describe, expect, it } from 'vitest'
import { answered, RECORDED_RELEASES, refused } from '../../test-support/recorded.ts'
import { MalformedError } from '../errors.ts'
import { updateBrokerConfig } from './0025-update-broker-config.ts'
import { getBrokerConfig } from './0026-get-broker-config.ts'
import { getBrokerRuntimeInfo } from './0028-get-broker-runtime-info.ts'
import { getTimerCheckPoint } from './0060-get-timer-check-point.ts'
import { getTimerMetrics } from './0061-get-timer-metrics.ts'
import { getKvConfig } from './0101-get-kv-config.ts'
import { wipeWritePermOfBroker } from './0205-wipe-write-perm-of-broker.ts'
import { getKvListByNamespace } from './0219-get-kvlist-by-namespace.ts'
import { viewBrokerStatsData } from './0315-view-broker-stats-data.ts'
import { getBrokerConsumeStats } from './0317-get-broker-consume-stats.ts'
import { getNamesrvConfig } from './0319-get-namesrv-config.ts'
import { addWritePermOfBroker } from './0327-add-write-perm-of-broker.ts'
import { getBrokerMemberGroup } from './0901-get-broker-member-group.ts'
import { getBrokerHaStatus } from './0907-get-broker-ha-status.ts'
import { controllerGetMetadataInfo } from './1005-controller-get-metadata-info.ts'
import { controllerGetSyncStateData } from './1006-controller-get-sync-state-data.ts'
import { getBrokerEpochCache } from './1007-get-broker-epoch-cache.ts'

const SYSTEM_ERROR = 1
const NO_PERMISSION = 16
const QUERY_NOT_FOUND = 22

describe.each(RECORDED_RELEASES)('settings of %s', release => {
  it('took a value with every sign that could be misread', () => {
    const settings = answered(getBrokerConfig, 'settings', release)
    expect(settings.body.get('regionId')?.trim()).toBe('déjà\\vu = #1: 订单')
    expect(settings.body.has('noSuchSetting')).toBe(false)
    expect(settings.header.version?.counter).toBeGreaterThan(0n)
  })

  it('are kept by name servers, too', () => {
    const settings = answered(getNamesrvConfig, 'settings of the name server', release).body
    expect(settings.get('productEnvName')?.trim()).toBe('déjà\\vu = #1: 订单')
    expect(settings.get('orderMessageEnable')).toBe('true')
  })

  it('are beside what the broker measures', () => {
    const { table } = answered(getBrokerRuntimeInfo, 'figures', release).body
    expect(table.get('brokerVersionDesc')).toBe(`V${release.replaceAll('.', '_')}`)
    expect(table.get('putTps')?.split(' ')).toHaveLength(3)
    expect(Number(table.get('bootTimestamp'))).toBeGreaterThan(1_700_000_000_000)
  })

  it('have one figure by name and key, once it was counted', () => {
    const { statsMinute, statsDay } = answered(viewBrokerStatsData, 'one figure', release).body
    expect(statsMinute.sum).toBeGreaterThan(0n)
    expect(statsMinute.tps).toBeGreaterThan(0)
    expect(statsDay).toEqual({ sum: 0n, tps: 0, avgpt: 0 })
    expect(refused(viewBrokerStatsData, 'no figure', release)).toBe(SYSTEM_ERROR)
  })

  it('have the progress of every group in one answer', () => {
    const { consumeStatsList, totalDiff, brokerAddr } = answered(
      getBrokerConsumeStats,
      'progress of all groups',
      release,
    ).body
    const billing = consumeStatsList.find(groups => groups.has('billing'))?.get('billing') ?? []
    expect(billing.flatMap(({ offsetTable }) => offsetTable).length).toBeGreaterThanOrEqual(4)
    expect(totalDiff).toBeGreaterThanOrEqual(0n)
    expect(brokerAddr).toMatch(/^127\.0\.0\.1:/)
  })

  it('have write permission taken and given topic by topic', () => {
    const wiped = answered(wipeWritePermOfBroker, 'no writing to broker-a', release).header.wipeTopicCount
    expect(wiped).toBeGreaterThan(0)
    expect(answered(addWritePermOfBroker, 'writing to broker-a again', release).header.addTopicCount).toBe(
      wiped,
    )
    expect(answered(wipeWritePermOfBroker, 'no writing to nowhere', release).header.wipeTopicCount).toBe(0)
  })

  it('have values under names at the name server', () => {
    expect(answered(getKvConfig, 'get a value', release).header.value).toBe('broker-a:4')
    expect(answered(getKvListByNamespace, 'all values', release).body.table.get('orders')).toBe('broker-a:4')
    expect(refused(getKvConfig, 'get no value', release)).toBe(QUERY_NOT_FOUND)
    expect(refused(getKvListByNamespace, 'values of no namespace', release)).toBe(QUERY_NOT_FOUND)
  })
})

describe('settings that may not be changed', () => {
  it('are refused since 5.2', () => {
    const name = 'change a setting that may not be changed'
    expect(refused(updateBrokerConfig, name)).toBe(NO_PERMISSION)
    expect(refused(updateBrokerConfig, name, '4.9.7')).toBe(0)
  })
})

describe('timed messages', () => {
  const { read, write } = getTimerCheckPoint.response.body
  const checkpoint = {
    lastReadTimeMs: 1_700_000_000_000,
    lastTimerLogFlushPos: 52n,
    lastTimerQueueOffset: 9_007_199_254_740_993n,
    masterTimerQueueOffset: -1n,
  }
  const dataVersion = { stateVersion: 1n, timestamp: 1_700_000_000_001, counter: 480n }

  it('have come so far', () => {
    const { body } = answered(getTimerCheckPoint, 'how far timed messages have come')
    expect(body.lastReadTimeMs).toBeGreaterThan(1_700_000_000_000)
    expect(body.lastTimerQueueOffset).toBeGreaterThanOrEqual(0n)
    expect(body.masterTimerQueueOffset).toBeGreaterThanOrEqual(0n)
    expect(body.dataVersion?.counter).toBeGreaterThan(0n)
  })

  it('are counted by topic', () => {
    const { timingCount } = answered(getTimerMetrics, 'how many timed messages wait').body
    expect(timingCount.get('orders')?.count).toBe(1n)
  })

  it.each([
    ['short', checkpoint, 32],
    ['long', { ...checkpoint, dataVersion }, 56],
  ] as const)('have a %s form of the checkpoint, read and written alike', (_form, value, length) => {
    const bytes = write(value) ?? Buffer.alloc(0)
    expect(bytes).toHaveLength(length)
    expect(read(bytes)).toEqual(value)
  })

  it('lie in the checkpoint where Java puts them', () => {
    const bytes = Buffer.from(
      `${'0000018bcfe56800'}${'0000000000000034'}${'0020000000000001'}${'ffffffffffffffff'}`,
      'hex',
    )
    expect(read(bytes)).toEqual(checkpoint)
  })

  it.each([0, 8, 31])('are refused in %i bytes', length => {
    expect(() => read(Buffer.alloc(length))).toThrow(MalformedError)
  })
})

describe('replication', () => {
  it('is told by a master for each replica', () => {
    const { body } = answered(getBrokerHaStatus, 'replication')
    expect(body).toMatchObject({ master: true, inSyncSlaveNums: 1 })
    expect(body.haConnectionInfo).toHaveLength(1)
    expect(body.haConnectionInfo[0]).toMatchObject({ inSync: true, diff: 0n })
    expect(body.haConnectionInfo[0]?.slaveAckOffset).toBe(body.masterCommitLogMaxOffset)
    expect(body.haClientRuntimeInfo.masterAddr).toBeUndefined()
  })

  it('is told by a replica of itself', () => {
    const { body } = answered(getBrokerHaStatus, 'replication, by the replica')
    expect(body.master).toBe(false)
    expect(body.haConnectionInfo).toEqual([])
    expect(body.haClientRuntimeInfo.masterAddr).toMatch(/^127\.0\.0\.1:/)
    expect(body.haClientRuntimeInfo.maxOffset).toBeGreaterThan(0n)
  })

  it('has its members at the name server, by broker ID', () => {
    const { brokerMemberGroup } = answered(getBrokerMemberGroup, 'members of broker-a').body
    expect([...brokerMemberGroup.brokerAddrs.keys()].toSorted()).toEqual([0, 1])
    const nowhere = answered(getBrokerMemberGroup, 'members of nowhere').body.brokerMemberGroup
    expect(nowhere).toEqual({ cluster: 'DefaultCluster', brokerName: 'nowhere', brokerAddrs: new Map() })
  })

  it('has no terms without a controller', () => {
    expect(refused(getBrokerEpochCache, 'terms without a controller')).toBe(SYSTEM_ERROR)
  })
})

describe('a controller', () => {
  const release = 'controller-5.5.0'

  it('tells who leads', () => {
    const { header } = answered(controllerGetMetadataInfo, 'who leads', release)
    expect(header).toMatchObject({ group: 'controllers', controllerLeaderId: 'n0', isLeader: true })
    expect(header.peers).toBe(`n0:${header.controllerLeaderAddress};`)
  })

  it('tells who keeps up with the master, for the brokers that it knows', () => {
    const { replicasInfoTable } = answered(controllerGetSyncStateData, 'who keeps up', release).body
    expect([...replicasInfoTable.keys()]).toEqual(['broker-a'])
    const info = replicasInfoTable.get('broker-a')
    expect(info).toMatchObject({ masterBrokerId: 1, masterEpoch: 1, notInSyncReplicas: [] })
    expect(info?.inSyncReplicas).toEqual([
      { brokerName: 'broker-a', brokerId: 1, brokerAddress: info?.masterAddress, alive: true },
    ])
    expect(refused(controllerGetSyncStateData, 'who keeps up of nobody', release)).toBe(SYSTEM_ERROR)
  })

  it('writes the names asked for as a bare list', () => {
    const body = controllerGetSyncStateData.body.write(['broker-a', 'broker-b'])
    expect(body?.toString()).toBe('["broker-a","broker-b"]')
  })

  it('reads a replica that is not known to live as dead, and no master as none', () => {
    const json =
      '{"replicasInfoTable":{"b":{"masterEpoch":2,"syncStateSetEpoch":3,"inSyncReplicas":[{"brokerName":"b",' +
      '"brokerId":2,"brokerAddress":"192.0.2.1:10911"}]}}}'
    const info = controllerGetSyncStateData.response.body.read(Buffer.from(json)).replicasInfoTable.get('b')
    expect(info?.masterBrokerId).toBeUndefined()
    expect(info?.inSyncReplicas.map(({ alive }) => alive)).toEqual([false])
  })

  it('numbers the terms of masters, the last of them without an end', () => {
    const { body } = answered(getBrokerEpochCache, 'terms', release)
    expect(body).toMatchObject({ brokerName: 'broker-a', clusterName: 'DefaultCluster' })
    expect(body.epochList).toEqual([{ epoch: 1, startOffset: 0n, endOffset: 2n ** 63n - 1n }])
  })
})
