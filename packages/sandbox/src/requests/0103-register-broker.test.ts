import { crc32 } from 'node:zlib'
import { type RegisterBrokerBody, registerBroker } from '@gantry/remoting/requests'
import { describe, expect, it } from 'vitest'
import { silentLink } from '../../test-support/messages.ts'
import { askNameServer } from '../../test-support/requests.ts'
import { ManualClock } from '../clock.ts'
import { ORDER_TOPIC_NAMESPACE } from '../state/kv-config.ts'
import { NameServer } from '../state/name-server.ts'
import { plainTopic } from '../state/plain-topic.ts'

const ADDR = '192.0.2.1:10911'
const HEADER = {
  brokerName: 'outside',
  brokerAddr: ADDR,
  clusterName: 'c',
  haServerAddr: '192.0.2.1:10912',
  brokerId: 0,
  compressed: false,
  bodyCrc32: 0,
}

function bodyWith(...topics: string[]): RegisterBrokerBody {
  return {
    topicConfigSerializeWrapper: {
      topicConfigTable: new Map(topics.map(topic => [topic, plainTopic(topic, 4)])),
      dataVersion: { stateVersion: 0n, timestamp: 1, counter: 1n },
      topicQueueMappingInfoMap: new Map(),
      topicQueueMappingDetailMap: new Map(),
    },
    filterServerList: [],
  }
}

function world() {
  const clock = new ManualClock()
  const nameServer = new NameServer(clock, 9876)
  const link = silentLink()
  const register = (
    more: Partial<typeof HEADER & { heartbeatTimeoutMillis: number }> = {},
    body = bodyWith('a', 'b'),
  ) => askNameServer(nameServer, registerBroker, { ...HEADER, ...more }, body, { link })
  return { clock, nameServer, link, register }
}

describe('a broker outside the sandbox', () => {
  it('is on the routes of its topics once it has registered', () => {
    const { nameServer, register } = world()
    expect(register().code).toBe(0)
    expect(nameServer.route('a')).toMatchObject({
      brokerDatas: [{ brokerName: 'outside', cluster: 'c', brokerAddrs: new Map([[0, ADDR]]) }],
      queueDatas: [{ brokerName: 'outside', readQueueNums: 4, writeQueueNums: 4, perm: 6 }],
    })
  })

  it('is gone with its connection', () => {
    const { nameServer, link, register } = world()
    register()
    link.leave()
    expect(nameServer.route('a')).toBeUndefined()
    expect(nameServer.allBrokers().size).toBe(0)
  })

  it('is gone when it has not registered again within two minutes', () => {
    const { clock, nameServer, register } = world()
    register()
    clock.advance(120_000)
    nameServer.dropSilent()
    expect(nameServer.allBrokers().size).toBe(1)
    clock.advance(1)
    nameServer.dropSilent()
    expect(nameServer.allBrokers().size).toBe(0)
  })

  it('is gone after the time that it has named itself', () => {
    const { clock, nameServer, register } = world()
    register({ heartbeatTimeoutMillis: 5_000 })
    clock.advance(5_001)
    nameServer.dropSilent()
    expect(nameServer.allBrokers().size).toBe(0)
  })

  it('is refused when its body has changed on the way', () => {
    const { nameServer, register } = world()
    const intact = crc32(registerBroker.body.write(bodyWith('a', 'b')) ?? '') & 0x7fff_ffff
    expect(register({ bodyCrc32: intact ^ 1 })).toMatchObject({ code: 1, remark: 'crc32 not match' })
    expect(nameServer.allBrokers().size).toBe(0)
    expect(register({ bodyCrc32: intact }).code).toBe(0)
  })

  it('cannot begin with a single topic', () => {
    const { register } = world()
    expect(register({}, bodyWith('a'))).toMatchObject({ code: 1, remark: 'register broker failed' })
    expect(register().code).toBe(0)
    expect(register({}, bodyWith('a')).code).toBe(0)
  })

  it('is told the fixed queues of ordered topics', () => {
    const { nameServer, register } = world()
    expect(register().body).toBeUndefined()
    nameServer.kv.put(ORDER_TOPIC_NAMESPACE, 'a', 'outside:4')
    expect(register().body?.table).toEqual(new Map([['a', 'outside:4']]))
  })
})
