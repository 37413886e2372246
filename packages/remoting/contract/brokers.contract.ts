import { describe, expect, it } from 'vitest'
import { cleanExpiredConsumeQueue } from '../src/requests/0306-clean-expired-consumequeue.ts'
import { cleanUnusedTopic } from '../src/requests/0316-clean-unused-topic.ts'
import { getNamesrvConfig } from '../src/requests/0319-get-namesrv-config.ts'
import { deleteExpiredCommitLog } from '../src/requests/0329-delete-expired-commitlog.ts'
import { getBrokerMemberGroup } from '../src/requests/0901-get-broker-member-group.ts'
import { getBrokerEpochCache } from '../src/requests/1007-get-broker-epoch-cache.ts'
import { provesCoverage } from './coverage.ts'
import {
  admin,
  brokerAddr,
  cluster,
  eventually,
  makeTopic,
  refusalOf,
  sendToFirstQueue,
  uniqueName,
} from './harness.ts'
import { itNeeds, runsSince } from './on-release.ts'

describe('the brokers of a cluster', () => {
  it('are named with their addresses', async () => {
    const nodes = await admin.brokers.list()
    const found = nodes.map(({ clusterName, brokerName, brokerId, addr }) => [
      clusterName,
      brokerName,
      brokerId,
      addr,
    ])
    const expected = cluster.masters.map(({ brokerName, addr }) => [cluster.clusterName, brokerName, 0, addr])
    expect(found.sort()).toEqual(expected)
  })

  itNeeds('GET_BROKER_MEMBER_GROUP', 'are listed by broker name', async () => {
    const [master] = cluster.masters
    const header = { clusterName: cluster.clusterName, brokerName: master?.brokerName ?? '' }
    const { body } = await admin.cluster.nameServers.call(getBrokerMemberGroup, { header })
    expect(body.brokerMemberGroup).toEqual({
      cluster: cluster.clusterName,
      brokerName: master?.brokerName,
      brokerAddrs: new Map([[0, master?.addr]]),
    })
  })

  it('tell their release among what they measure', async () => {
    const info = await admin.brokers.runtimeInfo(brokerAddr)
    expect(info.get('brokerVersionDesc')).toBe(`V${cluster.release.replaceAll('.', '_')}`)
    expect(Number(info.get('bootTimestamp'))).toBeGreaterThan(1_500_000_000_000)
    // Over 10 s, 60 s and 600 s; a broker that started just now has not got them all.
    expect(info.get('putTps')).toMatch(/^[\d.]+ [\d.]* ?[\d.]*$/)
  })

  itNeeds('GET_BROKER_HA_STATUS', 'tell how their replicas do', async () => {
    const status = await admin.brokers.haStatus(brokerAddr)
    expect(status.master).toBe(true)
    expect(status.masterCommitLogMaxOffset).toBeGreaterThanOrEqual(0n)
    expect(status.haConnectionInfo).toEqual([])
  })

  itNeeds('GET_BROKER_EPOCH_CACHE', 'tell no terms of masters when no controller chooses these', async () => {
    const refusal = await refusalOf(admin.cluster.call(brokerAddr, getBrokerEpochCache, { header: {} }))
    expect(refusal).toMatchObject({ responseCode: 1, addr: brokerAddr, request: 'GET_BROKER_EPOCH_CACHE' })
  })

  it('clean up when told to', async () => {
    for (const layout of [cleanExpiredConsumeQueue, cleanUnusedTopic, deleteExpiredCommitLog]) {
      expect(await admin.cluster.call(brokerAddr, layout, { header: {} })).toMatchObject({ code: 0 })
    }
  })
})

describe('settings of a broker', () => {
  it('are read by name and changed while it runs', async () => {
    const before = await admin.brokers.config(brokerAddr)
    expect(before.get('brokerName')).toBe(cluster.masters[0]?.brokerName)
    const value = before.get('fileReservedTime') === '71' ? '72' : '71'
    await admin.brokers.updateConfig(brokerAddr, new Map([['fileReservedTime', value]]))
    expect((await admin.brokers.config(brokerAddr)).get('fileReservedTime')).toBe(value)
  })

  it('stay as they are when the name is unknown or the value is of the wrong kind', async () => {
    const before = await admin.brokers.config(brokerAddr)
    const nonsense = new Map([
      ['noSuchSetting', '1'],
      ['deleteWhen2', 'never'],
      ['maxMessageSize', 'wide'],
    ])
    await admin.brokers.updateConfig(brokerAddr, nonsense)
    const after = await admin.brokers.config(brokerAddr)
    expect(after.has('noSuchSetting')).toBe(false)
    expect(after.get('maxMessageSize')).toBe(before.get('maxMessageSize'))
  })

  it('on its black list are refused, by releases that have one', async () => {
    const home = (await admin.brokers.config(brokerAddr)).get('rocketmqHome') ?? ''
    const change = admin.brokers.updateConfig(brokerAddr, new Map([['rocketmqHome', home]]))
    if (!runsSince('5.2.0')) {
      await change
      return
    }
    expect(await refusalOf(change)).toMatchObject({
      responseCode: 16,
      addr: brokerAddr,
      request: 'UPDATE_BROKER_CONFIG',
    })
  })
})

describe('settings of a name server', () => {
  it('are read by name', async () => {
    const { body } = await admin.cluster.nameServers.call(getNamesrvConfig, { header: {} })
    expect(body.get('listenPort')).toBe(cluster.namesrvAddr.split(':')[1])
  })
})

describe('counters of a broker', () => {
  it('count the messages of a topic', async () => {
    const topic = await makeTopic()
    await sendToFirstQueue(topic, [{ body: 'one' }, { body: 'two' }])
    // Counters are summed up every ten seconds.
    const item = await eventually(async () => {
      const found = await admin.brokers.statsItem(brokerAddr, 'TOPIC_PUT_NUMS', topic)
      expect(found.statsMinute.sum).toBeGreaterThan(0n)
      return found
    })
    expect(item.statsMinute.sum).toBe(2n)
  })

  it('are refused for a key that nothing was counted for', async () => {
    const name = uniqueName('topic')
    const refusal = await refusalOf(admin.brokers.statsItem(brokerAddr, 'TOPIC_PUT_NUMS', name))
    expect(refusal).toMatchObject({ responseCode: 1, addr: brokerAddr, request: 'VIEW_BROKER_STATS_DATA' })
    expect(refusal.message).toContain(name)
  })
})

provesCoverage('brokers')
