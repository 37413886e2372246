import { describe, expect, it } from 'vitest'
import { ManualClock } from '../clock.ts'
import { NameServer, type Registration } from './name-server.ts'
import { plainTopic } from './plain-topic.ts'

let counter = 0n

function registration(topics: readonly string[], parts: Partial<Registration> = {}): Registration {
  return {
    clusterName: 'sandbox',
    brokerName: 'broker-a',
    brokerAddr: '127.0.0.1:1',
    brokerId: 0,
    dataVersion: { stateVersion: 0n, timestamp: 1, counter: ++counter },
    topics: topics.map(topic => plainTopic(topic, 2)),
    ...parts,
  }
}

function newNameServer() {
  const clock = new ManualClock()
  return { clock, nameServer: new NameServer(clock, 9876) }
}

describe('a broker that registers', () => {
  it('can be routed to for its topics', () => {
    const { nameServer } = newNameServer()
    nameServer.register(registration(['t', 'u']))
    nameServer.register(registration(['t', 'v'], { brokerName: 'broker-b', brokerAddr: '127.0.0.1:2' }))
    const route = nameServer.route('t')
    expect(route?.queueDatas.map(({ brokerName }) => brokerName)).toEqual(['broker-a', 'broker-b'])
    expect(route?.brokerDatas.map(({ brokerAddrs }) => brokerAddrs.get(0))).toEqual([
      '127.0.0.1:1',
      '127.0.0.1:2',
    ])
    expect(nameServer.topicsOf('sandbox').sort()).toEqual(['t', 'u', 'v'])
    expect(nameServer.route('nothing')).toBeUndefined()
  })

  it('may not begin with one topic', () => {
    const { nameServer } = newNameServer()
    expect(nameServer.register(registration(['t']))).toBe(false)
    expect(nameServer.route('t')).toBeUndefined()
    nameServer.register(registration([]))
    expect(nameServer.register(registration(['t']))).toBe(true)
    expect(nameServer.route('t')).toBeDefined()
  })

  it('changes its topics only with a new version', () => {
    const { nameServer } = newNameServer()
    nameServer.register(registration(['t', 'u']))
    const same = registration([])
    nameServer.register(same)
    nameServer.register({ ...same, topics: [plainTopic('t', 8), plainTopic('new', 1)] })
    expect(nameServer.route('t')?.queueDatas[0]?.writeQueueNums).toBe(2)
    expect(nameServer.route('new')).toBeDefined()
    nameServer.register({ ...registration([]), topics: [plainTopic('t', 8)] })
    expect(nameServer.route('t')?.queueDatas[0]?.writeQueueNums).toBe(8)
  })

  it('as a replica adds an address and no queues', () => {
    const { nameServer } = newNameServer()
    nameServer.register(registration(['t', 'u']))
    nameServer.register(registration(['x', 'y'], { brokerAddr: '127.0.0.1:9', brokerId: 1 }))
    expect(nameServer.route('t')?.brokerDatas[0]?.brokerAddrs).toEqual(
      new Map([
        [0, '127.0.0.1:1'],
        [1, '127.0.0.1:9'],
      ]),
    )
    expect(nameServer.route('x')).toBeUndefined()
  })

  it('is forgotten with its queues when it signs off', () => {
    const { nameServer } = newNameServer()
    nameServer.register(registration(['t', 'u']))
    nameServer.unregister('broker-a', '127.0.0.1:2', 0)
    expect(nameServer.route('t')).toBeDefined()
    nameServer.unregister('broker-a', '127.0.0.1:1', 0)
    expect([nameServer.route('t'), nameServer.topics(), nameServer.allClusters().size]).toEqual([
      undefined,
      [],
      0,
    ])
  })

  it('is forgotten when it has been silent for longer than it said', () => {
    const { nameServer, clock } = newNameServer()
    nameServer.register(registration(['t', 'u'], { heartbeatTimeoutMs: 1_000 }))
    nameServer.register(registration(['t', 'u'], { brokerName: 'broker-b', brokerAddr: '127.0.0.1:2' }))
    clock.advance(1_001)
    nameServer.dropSilent()
    expect([...nameServer.allBrokers().keys()]).toEqual(['broker-b'])
  })
})

describe('topics of a name server', () => {
  it('can be removed from one cluster or from all', () => {
    const { nameServer } = newNameServer()
    nameServer.register(registration(['t', 'u']))
    const other = { clusterName: 'other', brokerName: 'broker-b', brokerAddr: '127.0.0.1:2' }
    nameServer.register(registration(['t', 'u'], other))
    nameServer.deleteTopic('t', 'sandbox')
    expect(nameServer.route('t')?.queueDatas.map(({ brokerName }) => brokerName)).toEqual(['broker-b'])
    nameServer.deleteTopic('u', undefined)
    expect(nameServer.route('u')).toBeUndefined()
  })

  it('can be added for brokers that it knows', () => {
    const { nameServer } = newNameServer()
    nameServer.register(registration([]))
    const queueData = {
      brokerName: 'broker-a',
      readQueueNums: 1,
      writeQueueNums: 1,
      perm: 6,
      topicSysFlag: 0,
    }
    nameServer.registerTopic('t', [queueData, { ...queueData, brokerName: 'nobody' }])
    expect(nameServer.route('t')?.queueDatas).toEqual([queueData])
  })

  it('lose and get back the permission to write', () => {
    const { nameServer } = newNameServer()
    nameServer.register(registration(['t', 'u']))
    expect(nameServer.setWritePerm('broker-a', false)).toBe(2)
    expect(nameServer.route('t')?.queueDatas[0]?.perm).toBe(4)
    expect([nameServer.setWritePerm('broker-a', true), nameServer.setWritePerm('nobody', true)]).toEqual([
      2, 0,
    ])
    expect(nameServer.route('t')?.queueDatas[0]?.perm).toBe(6)
  })

  it('have their fixed queues in their routes, where orders are switched on', () => {
    const { nameServer } = newNameServer()
    nameServer.register(registration(['t', 'u']))
    nameServer.kv.put('ORDER_TOPIC_CONFIG', 't', 'broker-a:2')
    expect(nameServer.route('t')?.orderTopicConf).toBe('broker-a:2')
    nameServer.settings.update(new Map([['orderMessageEnable', 'false']]))
    expect(nameServer.route('t')?.orderTopicConf).toBeUndefined()
  })
})
