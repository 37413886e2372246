/** What would disturb others: brokers that stop or never were, permissions taken, settings changed. On a spare cluster. */
import { createServer } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Admin } from '../src/clients/admin/admin.ts'
import type { BrokerNode } from '../src/clients/cluster.ts'
import { Producer } from '../src/clients/producer/producer.ts'
import { type RegisterBrokerBody, registerBroker } from '../src/requests/0103-register-broker.ts'
import { unregisterBroker } from '../src/requests/0104-unregister-broker.ts'
import { registerTopicInNamesrv } from '../src/requests/0217-register-topic-in-namesrv.ts'
import { updateNamesrvConfig } from '../src/requests/0318-update-namesrv-config.ts'
import { getNamesrvConfig } from '../src/requests/0319-get-namesrv-config.ts'
import type { TopicConfig } from '../src/requests/shapes/topic-config.ts'
import { provesCoverage } from './coverage.ts'
import {
  answersOf,
  connectionTo,
  eventually,
  makeGroup,
  makeTopic,
  refusalOf,
  uniqueName,
} from './harness.ts'
import { joinGroup } from './member.ts'
import { itNeeds, runsSince } from './on-release.ts'
import { orderSpare, type SpareCluster } from './spare.ts'

const NOBODY_THERE = '127.0.0.1:1'
const BOOT_MS = 120_000

let spare: SpareCluster
let admin: Admin
let masters: BrokerNode[]

beforeAll(async () => {
  spare = await orderSpare()
  admin = new Admin(connectionTo(spare.cluster))
  masters = await admin.cluster.masters()
  // A broker of 4.9 has not measured anything in its first second, and fails when it is asked.
  for (const { addr } of masters) await eventually(() => admin.brokers.runtimeInfo(addr))
}, BOOT_MS)

afterAll(async () => {
  await admin?.close()
  await spare?.[Symbol.asyncDispose]()
}, BOOT_MS)

const addrsNow = async () => (await admin.cluster.masters()).map(({ addr }) => addr).sort()

/** A broker that the name server takes for one, at an address of our choice. It is signed off when disposed of. */
async function registerGhost(brokerAddr: string, topic?: string) {
  const brokerName = uniqueName('ghost')
  const who = { brokerName, brokerAddr, clusterName: spare.cluster.clusterName, brokerId: 0 }
  const register = async (topics: string[]) => {
    const header = { ...who, haServerAddr: brokerAddr, compressed: false, bodyCrc32: 0 }
    await admin.cluster.nameServers.call(registerBroker, { header, body: registration(topics) })
  }
  await register([])
  // A broker that is not known yet may not begin with one topic.
  if (topic !== undefined) await register([topic])
  return {
    brokerName,
    [Symbol.asyncDispose]: async () => {
      await admin.cluster.nameServers.call(unregisterBroker, { header: who })
      await eventually(async () => expect(await addrsNow()).not.toContain(brokerAddr))
    },
  }
}

describe('the reset of one queue', () => {
  it('is refused by this side where the broker would reset every queue of the topic', async () => {
    const [topic, group] = [uniqueName('topic'), uniqueName('group')]
    await admin.topics.save({ topic, writeQueueNums: 2 })
    await admin.groups.save({ groupName: group })
    const [queue] = await eventually(() => admin.offsets.queues(topic))
    if (queue === undefined) throw new Error('The topic has no queue.')
    await admin.offsets.update(group, queue, 1n)
    if (runsSince('5.2.0')) {
      await admin.brokers.updateConfig(queue.node.addr, new Map([['useServerSideResetOffset', 'false']]))
    }
    await expect(admin.offsets.resetQueue(group, queue, 0n)).rejects.toMatchObject({
      code: 'UNSUPPORTED_BY_BROKER',
      addr: queue.node.addr,
      request: 'INVOKE_BROKER_TO_RESET_OFFSET',
    })
    expect(await admin.offsets.query(group, queue)).toBe(1n)
  })
})

let registrations = 0

function registration(topics: string[]): RegisterBrokerBody {
  const configOf = (topicName: string): TopicConfig => ({
    topicName,
    readQueueNums: 1,
    writeQueueNums: 1,
    perm: 6,
    topicFilterType: 'SINGLE_TAG',
    topicSysFlag: 0,
    order: false,
    attributes: new Map(),
  })
  return {
    topicConfigSerializeWrapper: {
      topicConfigTable: new Map(topics.map(topic => [topic, configOf(topic)])),
      dataVersion: { stateVersion: 0n, timestamp: Date.now(), counter: BigInt(++registrations) },
      topicQueueMappingInfoMap: new Map(),
      topicQueueMappingDetailMap: new Map(),
    },
    filterServerList: [],
  }
}

/** Listens on loopback, takes connections and never says a word. */
async function listenInSilence() {
  const server = createServer(socket => socket.on('error', () => {}))
  const sockets = new Set<{ destroy: () => void }>()
  server.on('connection', socket => sockets.add(socket))
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The server has no port.')
  return {
    addr: `127.0.0.1:${address.port}`,
    [Symbol.dispose]: () => {
      server.close()
      for (const socket of sockets) socket.destroy()
    },
  }
}

describe('a broker that registers', () => {
  it('is among the masters until it signs off', async () => {
    const before = await addrsNow()
    {
      await using _ghost = await registerGhost(NOBODY_THERE)
      expect(await addrsNow()).toEqual([NOBODY_THERE, ...before].sort())
    }
    expect(await addrsNow()).toEqual(before)
  })

  it('with a body that was damaged on the way is refused', async () => {
    const header = {
      brokerName: uniqueName('ghost'),
      brokerAddr: NOBODY_THERE,
      clusterName: spare.cluster.clusterName,
      brokerId: 0,
      haServerAddr: NOBODY_THERE,
      compressed: false,
      bodyCrc32: 1,
    }
    const refusal = await refusalOf(
      admin.cluster.nameServers.call(registerBroker, { header, body: registration([]) }),
    )
    expect(refusal).toMatchObject({
      responseCode: 1,
      addr: spare.cluster.namesrvAddr,
      request: 'REGISTER_BROKER',
    })
  })

  itNeeds('REGISTER_TOPIC_IN_NAMESRV', 'may have a topic announced for it', async () => {
    await using ghost = await registerGhost(NOBODY_THERE)
    const topic = uniqueName('topic')
    const { brokerName } = ghost
    const queueDatas = [{ brokerName, readQueueNums: 3, writeQueueNums: 3, perm: 6, topicSysFlag: 0 }]
    const body = { queueDatas, brokerDatas: [] }
    await admin.cluster.nameServers.call(registerTopicInNamesrv, { header: { topic }, body })
    expect((await admin.topics.route(topic)).queueDatas).toEqual(queueDatas)
  })
})

describe('the write permission of a broker', () => {
  /** How many topics each name server has touched. */
  const countsOf = ({ answered }: Awaited<ReturnType<typeof admin.brokers.wipeWritePermission>>): number[] =>
    answered.map(({ value }) => value)

  it('is taken from the routes of its topics and given back', async () => {
    const topic = uniqueName('topic')
    await using ghost = await registerGhost(NOBODY_THERE, topic)
    const permNow = async () => (await admin.topics.route(topic)).queueDatas.map(({ perm }) => perm)
    const { brokerName } = ghost
    expect(countsOf(await admin.brokers.wipeWritePermission(brokerName))).toEqual([1])
    expect(await permNow()).toEqual([4])
    expect(countsOf(await admin.brokers.addWritePermission(brokerName))).toEqual([1])
    expect(await permNow()).toEqual([6])
  })

  it('of a broker that does not exist concerns no topic', async () => {
    expect(countsOf(await admin.brokers.wipeWritePermission(uniqueName('ghost')))).toEqual([0])
    expect(countsOf(await admin.brokers.addWritePermission(uniqueName('ghost')))).toEqual([0])
  })
})

describe('settings of a name server', () => {
  const change = (name: string, value: string) =>
    admin.cluster.nameServers.call(updateNamesrvConfig, { header: {}, body: new Map([[name, value]]) })

  it('are changed while it runs', async () => {
    await change('orderMessageEnable', 'false')
    const { body } = await admin.cluster.nameServers.call(getNamesrvConfig, { header: {} })
    expect(body.get('orderMessageEnable')).toBe('false')
    await change('orderMessageEnable', 'true')
  })

  it('on its black list are refused', async () => {
    expect(await refusalOf(change('kvConfigPath', '/tmp/elsewhere'))).toMatchObject({
      responseCode: 16,
      addr: spare.cluster.namesrvAddr,
      request: 'UPDATE_NAMESRV_CONFIG',
    })
  })
})

describe('a broker that cannot be reached', () => {
  it('does not keep the others from answering, for lists of topics and groups', async () => {
    await using ghost = await registerGhost(NOBODY_THERE)
    const away = { place: NOBODY_THERE, error: expect.objectContaining({ code: 'CONNECT_FAILED' }) }
    for (const result of [await admin.topics.configs(), await admin.groups.configs()]) {
      expect(result.answered.map(({ place }) => place).sort()).toEqual(masters.map(({ addr }) => addr).sort())
      expect(result.failed).toMatchObject([{ ...away, item: { brokerName: ghost.brokerName } }])
    }
  })

  it('is named in the state of each of many groups', async () => {
    const groups = await Promise.all(Array.from({ length: 20 }, () => makeGroup({}, admin)))
    await using _ghost = await registerGhost(NOBODY_THERE)
    for (const { views, failed } of await admin.consumption.liveStates(groups)) {
      expect([views.length, failed.map(({ place }) => place)]).toEqual([masters.length, [NOBODY_THERE]])
    }
  })

  it('for it never answers costs one time-out, whatever the number of groups', async () => {
    const groups = Array.from({ length: 100 }, (_, index) => `contract-nobody-${index}`)
    using silent = await listenInSilence()
    await using _ghost = await registerGhost(silent.addr)
    const states = await admin.consumption.liveStates(groups, { timeoutMs: 3_000 })
    for (const { views, failed } of states) {
      expect(views).toHaveLength(masters.length)
      expect(failed).toMatchObject([{ place: silent.addr, error: { code: 'CALL_TIMEOUT' } }])
    }
  }, 12_000)
})

describe('a name server that cannot be reached', () => {
  it('is passed over for the next', async () => {
    const namesrvAddr = `${NOBODY_THERE};${spare.cluster.namesrvAddr}`
    await using other = new Admin({ ...connectionTo(spare.cluster), namesrvAddr })
    expect(await other.cluster.masters()).toHaveLength(masters.length)
    expect(await other.topics.names()).toEqual(await admin.topics.names())
  })

  it('fails a change that each has to hear, after the others have heard it', async () => {
    const namesrvAddr = `${NOBODY_THERE};${spare.cluster.namesrvAddr}`
    await using other = new Admin({ ...connectionTo(spare.cluster), namesrvAddr })
    const topic = uniqueName('topic')
    await expect(other.topics.saveOrderConfig(topic, 'broker-a:1')).rejects.toMatchObject({
      code: 'CONNECT_FAILED',
      addr: NOBODY_THERE,
    })
    expect(await admin.topics.orderConfig(topic)).toBe('broker-a:1')
  })

  it('and has no substitute is a typed error that names it', async () => {
    await using other = new Admin({ ...connectionTo(spare.cluster), namesrvAddr: NOBODY_THERE })
    await expect(other.topics.names()).rejects.toMatchObject({
      code: 'CONNECT_FAILED',
      addr: NOBODY_THERE,
      message: expect.stringContaining(NOBODY_THERE),
    })
  })
})

describe('offsets that brokers push to the clients of a group', () => {
  beforeAll(async () => {
    if (!runsSince('5.2.0')) return
    const setting = new Map([['useServerSideResetOffset', 'false']])
    for (const { addr } of masters) await admin.brokers.updateConfig(addr, setting)
  })

  /** Brokers push nothing to a group that has no offset yet. */
  async function makeProgress(): Promise<{ topic: string; group: string }> {
    const [topic, group] = [await makeTopic({}, admin), await makeGroup({}, admin)]
    for (const queue of await admin.offsets.queues(topic)) await admin.offsets.update(group, queue, 0n)
    return { topic, group }
  }

  it('reach each of them', async () => {
    const { topic, group } = await makeProgress()
    await using member = await joinGroup(group, topic, connectionTo(spare.cluster))
    const results = answersOf(await admin.offsets.reset({ topic, group, to: 'latest' }))
    expect(results.flat()).toHaveLength(masters.length * 2)
    await eventually(() => expect(member.resets).toHaveLength(masters.length * 2))
    expect(member.resets.map(([queue, offset]) => [queue.topic, offset])).toContainEqual([topic, 0n])
  })

  it('cannot be pushed when nobody is there', async () => {
    const refusal = await refusalOf(admin.offsets.reset({ ...(await makeProgress()), to: 'latest' }))
    expect(refusal).toMatchObject({ responseCode: 206, request: 'INVOKE_BROKER_TO_RESET_OFFSET' })
  })
})

describe('a broker that stops', () => {
  it('leaves the others to work and comes back', { timeout: BOOT_MS }, async () => {
    const [stays, leaves] = masters
    if (stays === undefined || leaves === undefined) throw new Error('Two masters are needed.')
    const topic = await makeTopic({}, admin)
    await using producer = new Producer({
      ...connectionTo(spare.cluster),
      producerGroup: 'contract-producer-spare',
      retries: 4,
    })
    await producer.send({ topic, body: 'before' })
    await spare.stopBroker(leaves.brokerName)

    const saved = await admin.topics.save({ topic: uniqueName('topic') }, masters)
    expect(saved.answered.map(({ item }) => item.addr)).toEqual([stays.addr])
    expect(saved.failed).toMatchObject([
      { item: { addr: leaves.addr }, error: { name: 'RemotingError', addr: leaves.addr } },
    ])
    for (let n = 0; n < 4; n++) {
      expect((await producer.send({ topic, body: `${n}` })).messageQueue.brokerName).toBe(stays.brokerName)
    }
    await eventually(async () => expect(await addrsNow()).toEqual([stays.addr]))

    await spare.startBroker(leaves.brokerName)
    await eventually(async () => expect(await addrsNow()).toEqual(masters.map(({ addr }) => addr).sort()))
    await eventually(async () => answersOf(await admin.topics.save({ topic: uniqueName('topic') }, masters)))
    const stats = answersOf(await admin.topics.stats(topic)).flatMap(({ offsetTable }) => offsetTable)
    expect(stats.reduce((sum, [, { maxOffset }]) => sum + maxOffset, 0n)).toBe(5n)
  })
})

provesCoverage('spare')
