import { describe, expect, it } from 'vitest'
import { defineRequest } from '../src/protocol/layout.ts'
import { updateAndCreateTopicList } from '../src/requests/0018-update-and-create-topic-list.ts'
import { putKvConfig } from '../src/requests/0100-put-kv-config.ts'
import { getKvListByNamespace } from '../src/requests/0219-get-kvlist-by-namespace.ts'
import { getTopicsByCluster } from '../src/requests/0224-get-topics-by-cluster.ts'
import { getSystemTopicListFromNs } from '../src/requests/0304-get-system-topic-list-from-ns.ts'
import { getSystemTopicListFromBroker } from '../src/requests/0305-get-system-topic-list-from-broker.ts'
import type { TopicConfig } from '../src/requests/shapes/topic-config.ts'
import { provesCoverage } from './coverage.ts'
import {
  admin,
  answersOf,
  brokerAddr,
  cluster,
  eventually,
  makeTopic,
  refusalOf,
  sendToFirstQueue,
  uniqueName,
} from './harness.ts'
import { itNeeds, runsSince } from './on-release.ts'

const brokerNames = cluster.masters.map(({ brokerName }) => brokerName)

function refusedBy(request: string, responseCode: number) {
  return { code: 'BROKER_REFUSED', responseCode, request }
}

describe('making a topic', () => {
  it('makes it on every master with the queues asked for', async () => {
    const topic = await makeTopic({ writeQueueNums: 3, readQueueNums: 4, perm: 4 })
    const { queueDatas, brokerDatas } = await admin.topics.route(topic)
    const expected = brokerNames.map(brokerName => ({
      brokerName,
      readQueueNums: 4,
      writeQueueNums: 3,
      perm: 4,
      topicSysFlag: 0,
    }))
    expect(queueDatas.sort((a, b) => (a.brokerName < b.brokerName ? -1 : 1))).toEqual(expected)
    expect(brokerDatas.map(({ brokerAddrs }) => brokerAddrs.get(0)).sort()).toEqual(
      cluster.masters.map(({ addr }) => addr).sort(),
    )
  })

  it('again changes what differs', async () => {
    const topic = await makeTopic({ writeQueueNums: 1 })
    await makeTopic({ topic, writeQueueNums: 2, perm: 6 })
    const tables = answersOf(await admin.topics.configs())
    expect(tables).toHaveLength(brokerNames.length)
    for (const table of tables) expect(table.get(topic)).toMatchObject({ writeQueueNums: 2, perm: 6 })
  })

  it('only on the masters that are named', async () => {
    const topic = uniqueName('topic')
    const [node] = (await admin.cluster.masters()).filter(({ addr }) => addr === brokerAddr)
    answersOf(await admin.topics.save({ topic }, node && [node]))
    const { queueDatas } = await eventually(() => admin.topics.route(topic))
    expect(queueDatas.map(({ brokerName }) => brokerName)).toEqual([node?.brokerName])
  })

  it('with a name that RocketMQ does not allow is refused by each master', async () => {
    const { answered, failed } = await admin.topics.save({ topic: 'not a name!' })
    expect(answered).toEqual([])
    expect(failed).toHaveLength(brokerNames.length)
    for (const { error, place } of failed) {
      const responseCode = runsSince('5.3.3') ? 29 : 1
      expect(error).toMatchObject({ ...refusedBy('UPDATE_AND_CREATE_TOPIC', responseCode), addr: place })
    }
  })

  itNeeds('UPDATE_AND_CREATE_TOPIC_LIST', 'makes several in one request', async () => {
    const topics = [uniqueName('topic'), uniqueName('topic')]
    const body = { topicConfigList: topics.map(topicName => topicConfigOf(topicName)) }
    await admin.cluster.call(brokerAddr, updateAndCreateTopicList, { header: {}, body })
    for (const topic of topics) await eventually(() => admin.topics.route(topic))
  })

  itNeeds('UPDATE_AND_CREATE_TOPIC_LIST', 'makes none of several when one has a bad name', async () => {
    const topic = uniqueName('topic')
    const body = { topicConfigList: [topicConfigOf('not a name!'), topicConfigOf(topic)] }
    const call = admin.cluster.call(brokerAddr, updateAndCreateTopicList, { header: {}, body })
    expect(await refusalOf(call)).toMatchObject(refusedBy('UPDATE_AND_CREATE_TOPIC_LIST', 29))
    expect(answersOf(await admin.topics.configs()).some(table => table.has(topic))).toBe(false)
  })
})

describe('the configuration of a topic', () => {
  itNeeds('GET_TOPIC_CONFIG', 'is what it was made with, on each master', async () => {
    const topic = await makeTopic({ writeQueueNums: 1 })
    const configs = answersOf(await admin.topics.config(topic))
    expect(configs).toHaveLength(brokerNames.length)
    for (const config of configs) {
      expect(config).toMatchObject({ topicName: topic, writeQueueNums: 1, perm: 6, order: false })
    }
  })

  itNeeds('GET_TOPIC_CONFIG', 'has the message type it was made with', async () => {
    const topic = await makeTopic({ attributes: { 'message.type': 'FIFO' } })
    for (const { attributes } of answersOf(await admin.topics.config(topic))) {
      expect(attributes.get('message.type')).toBe('FIFO')
    }
  })

  it('is refused by the name server for a topic that does not exist', async () => {
    await expect(admin.topics.config(uniqueName('topic'))).rejects.toMatchObject({
      code: 'NO_ROUTE',
      addr: cluster.namesrvAddr,
      request: 'GET_ROUTEINFO_BY_TOPIC',
    })
  })
})

describe('the offsets of a topic', () => {
  it('count what was stored in each queue', async () => {
    const topic = await makeTopic()
    await sendToFirstQueue(topic, [{ body: 'one' }, { body: 'two' }])
    const stats = answersOf(await admin.topics.stats(topic)).flatMap(({ offsetTable }) => offsetTable)
    expect(stats).toHaveLength(brokerNames.length * 2)
    const filled = stats.filter(([, { maxOffset }]) => maxOffset > 0n)
    expect(filled).toHaveLength(1)
    const [[messageQueue, offsets] = []] = filled
    expect(messageQueue).toEqual({ topic, brokerName: brokerNames[0], queueId: 0 })
    expect(offsets).toMatchObject({ minOffset: 0n, maxOffset: 2n })
    expect(offsets?.lastUpdateTimestamp).toBeGreaterThan(Date.now() - 600_000)
  })
})

describe('lists of topics', () => {
  it('from the name server and of the cluster name a topic once it is registered', async () => {
    const topic = await makeTopic()
    expect(await admin.topics.names()).toContain(topic)
    const header = { cluster: cluster.clusterName }
    expect((await admin.cluster.nameServers.call(getTopicsByCluster, { header })).body.topicList).toContain(
      topic,
    )
  })

  it('of a cluster that does not exist are empty', async () => {
    const header = { cluster: uniqueName('cluster') }
    expect((await admin.cluster.nameServers.call(getTopicsByCluster, { header })).body.topicList).toEqual([])
  })

  it('of system topics come from the name server and from brokers', async () => {
    const fromNs = await admin.cluster.nameServers.call(getSystemTopicListFromNs, { header: {} })
    expect(fromNs.body.topicList).toEqual(expect.arrayContaining([cluster.clusterName, ...brokerNames]))
    const fromBroker = await admin.cluster.call(brokerAddr, getSystemTopicListFromBroker, { header: {} })
    expect(fromBroker.body.topicList).toEqual(expect.arrayContaining(['RMQ_SYS_TRANS_HALF_TOPIC', 'TBW102']))
  })
})

describe('removing a topic', () => {
  it('takes it from the brokers and from the name server', async () => {
    const topic = await makeTopic()
    answersOf(await admin.topics.remove(topic))
    await expect(admin.topics.route(topic)).rejects.toMatchObject({ code: 'NO_ROUTE' })
    expect(answersOf(await admin.topics.configs()).some(table => table.has(topic))).toBe(false)
  })

  it('that does not exist is done already', async () => {
    const { answered, failed } = await admin.topics.remove(uniqueName('topic'))
    expect([answered.length, failed]).toEqual([brokerNames.length, []])
  })

  it('that the system needs is refused', async () => {
    const { failed } = await admin.topics.remove('RMQ_SYS_TRANS_HALF_TOPIC')
    expect(failed).toHaveLength(brokerNames.length)
    const responseCode = runsSince('5.3.3') ? 29 : 1
    for (const { error } of failed)
      expect(error).toMatchObject(refusedBy('DELETE_TOPIC_IN_BROKER', responseCode))
  })
})

describe('the order configuration of a topic', () => {
  it('is kept by the name server until it is removed', async () => {
    const topic = uniqueName('topic')
    expect(await admin.topics.orderConfig(topic)).toBeUndefined()
    await admin.topics.saveOrderConfig(topic, 'broker-a:4;broker-b:4')
    expect(await admin.topics.orderConfig(topic)).toBe('broker-a:4;broker-b:4')
    const header = { namespace: 'ORDER_TOPIC_CONFIG' }
    const { body } = await admin.cluster.nameServers.call(getKvListByNamespace, { header })
    expect(body.table.get(topic)).toBe('broker-a:4;broker-b:4')
    await admin.topics.removeOrderConfig(topic)
    expect(await admin.topics.orderConfig(topic)).toBeUndefined()
  })

  it('is refused when the request names neither namespace nor key', async () => {
    const bare = defineRequest({ name: putKvConfig.name, code: putKvConfig.code })
    expect(await refusalOf(admin.cluster.nameServers.call(bare, { header: {} }))).toMatchObject({
      ...refusedBy('PUT_KV_CONFIG', 1),
      addr: cluster.namesrvAddr,
    })
  })

  it('is not found in a namespace that nobody wrote to', async () => {
    const header = { namespace: uniqueName('namespace') }
    const list = admin.cluster.nameServers.call(getKvListByNamespace, { header })
    expect(await refusalOf(list)).toMatchObject({
      ...refusedBy('GET_KVLIST_BY_NAMESPACE', 22),
      addr: cluster.namesrvAddr,
    })
  })
})

function topicConfigOf(topicName: string): TopicConfig {
  return {
    topicName,
    readQueueNums: 1,
    writeQueueNums: 1,
    perm: 6,
    topicFilterType: 'SINGLE_TAG',
    topicSysFlag: 0,
    order: false,
    attributes: new Map(),
  }
}

provesCoverage('topics')
