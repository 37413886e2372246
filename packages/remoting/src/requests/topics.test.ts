import { describe, expect, it } from 'vitest'
import { answered, refused } from '../../test-support/recorded.ts'
import { MalformedError } from '../errors.ts'
import { parseJson } from '../protocol/json.ts'
import { updateAndCreateTopic } from './0017-update-and-create-topic.ts'
import { updateAndCreateTopicList } from './0018-update-and-create-topic-list.ts'
import { getAllTopicConfig } from './0021-get-all-topic-config.ts'
import { getRouteInfoByTopic } from './0105-get-route-info-by-topic.ts'
import { getBrokerClusterInfo } from './0106-get-broker-cluster-info.ts'
import { getTopicStatsInfo } from './0202-get-topic-stats-info.ts'
import { getAllTopicListFromNameserver } from './0206-get-all-topic-list-from-nameserver.ts'
import { deleteTopicInBroker } from './0215-delete-topic-in-broker.ts'
import { registerTopicInNamesrv } from './0217-register-topic-in-namesrv.ts'
import { getTopicsByCluster } from './0224-get-topics-by-cluster.ts'
import { getSystemTopicListFromNs } from './0304-get-system-topic-list-from-ns.ts'
import { getSystemTopicListFromBroker } from './0305-get-system-topic-list-from-broker.ts'
import { getTopicConfig } from './0351-get-topic-config.ts'

const TOPIC_NOT_EXIST = 17
const INVALID_PARAMETER = 29
const SYSTEM_ERROR = 1
const NOT_SUPPORTED = 3

describe('configuration of topics', () => {
  it('is kept by name, with attributes since 5.0', () => {
    const { body } = answered(getAllTopicConfig, 'all topics')
    expect(body.topicConfigTable.get('orders')).toEqual({
      topicName: 'orders',
      readQueueNums: 4,
      writeQueueNums: 4,
      perm: 6,
      topicFilterType: 'SINGLE_TAG',
      topicSysFlag: 0,
      order: false,
      attributes: new Map([['message.type', 'NORMAL']]),
    })
  })

  it('reads from 4.9 as a topic without attributes, on a broker without static topics', () => {
    const { header, body } = answered(getAllTopicConfig, 'all topics', '4.9.7')
    expect(body.topicConfigTable.get('orders')?.attributes).toEqual(new Map())
    expect(body.topicQueueMappingDetailMap).toEqual(new Map())
    expect(body.mappingDataVersion).toBeUndefined()
    expect(body.dataVersion.stateVersion).toBe(0n)
    expect(header.totalTopicNum).toBeUndefined()
  })

  it('comes in pages from 5.5, which together are no topic twice', () => {
    const first = answered(getAllTopicConfig, 'topics, first page')
    const second = answered(getAllTopicConfig, 'topics, second page')
    const names = [first, second].flatMap(({ body }) => [...body.topicConfigTable.keys()])
    expect(new Set(names).size).toBe(4)
    expect(first.header.totalTopicNum).toBeGreaterThan(4)
    expect(second.body.dataVersion).toEqual(first.body.dataVersion)
  })

  it.each(['5.3.3', '5.2.0', '4.9.7'] as const)(
    'comes whole from %s, whatever page is asked for',
    release => {
      const page = answered(getAllTopicConfig, 'topics, first page', release)
      const whole = answered(getAllTopicConfig, 'all topics', release)
      expect(page.body.topicConfigTable).toEqual(whole.body.topicConfigTable)
    },
  )

  it('is told of one topic, and of its mapping when that is asked for', () => {
    expect(answered(getTopicConfig, 'one topic').body.mappingDetail).toBeUndefined()
    const { mappingDetail } = answered(getTopicConfig, 'one static topic').body
    expect(mappingDetail).toMatchObject({ bname: 'broker-a', totalQueues: 1, epoch: 1_700_000_000_000n })
    expect(mappingDetail?.hostedQueues.get(0)).toEqual([
      {
        gen: 0,
        queueId: 0,
        bname: 'broker-a',
        logicOffset: 0n,
        startOffset: 0n,
        endOffset: -1n,
        timeOfStart: -1n,
        timeOfEnd: -1n,
      },
    ])
  })

  it('of a topic that is not there is refused, and not known to 4.9', () => {
    expect(refused(getTopicConfig, 'no such topic')).toBe(TOPIC_NOT_EXIST)
    expect(refused(getTopicConfig, 'no such topic', '4.9.7')).toBe(NOT_SUPPORTED)
  })
})

describe('making topics', () => {
  it.each([
    ['5.5.0', INVALID_PARAMETER],
    ['5.3.3', INVALID_PARAMETER],
    ['5.2.0', SYSTEM_ERROR],
    ['4.9.7', SYSTEM_ERROR],
  ] as const)(
    'is refused by %s for an illegal name, a system topic and the like with %i',
    (release, code) => {
      expect(refused(updateAndCreateTopic, 'a topic with an illegal name', release)).toBe(code)
      expect(refused(updateAndCreateTopic, 'a system topic', release)).toBe(code)
      expect(refused(deleteTopicInBroker, 'delete a system topic', release)).toBe(code)
    },
  )

  it('is refused for an attribute that is not known, but not by 4.9, which looks at none', () => {
    expect(refused(updateAndCreateTopic, 'an unknown attribute')).toBe(SYSTEM_ERROR)
    expect(refused(updateAndCreateTopic, 'an unknown attribute', '4.9.7')).toBe(0)
  })

  it('leaves all of a list undone when one of them is unchanged, and says SUCCESS', () => {
    expect(refused(updateAndCreateTopicList, 'make several topics, one of them unchanged')).toBe(0)
    const names = answered(getAllTopicConfig, 'all topics').body.topicConfigTable
    expect(names.has('stock')).toBe(true)
    expect(names.has('never-made')).toBe(false)
  })

  it('writes a list as Java does', () => {
    const attributes = new Map([['+message.type', 'FIFO']])
    const topic = {
      topicName: 't',
      readQueueNums: 1,
      writeQueueNums: 2,
      perm: 4,
      topicSysFlag: 0,
      order: true,
    }
    const body = { topicConfigList: [{ ...topic, topicFilterType: 'MULTI_TAG', attributes }] }
    const written = updateAndCreateTopicList.body.write(body) ?? Buffer.alloc(0)
    expect(parseJson(written.toString())).toEqual({
      topicConfigList: [{ ...topic, topicFilterType: 'MULTI_TAG', attributes: { '+message.type': 'FIFO' } }],
    })
    expect(updateAndCreateTopicList.body.read(written)).toEqual(body)
  })

  it('takes a topic from the list of the broker at once, from the name server not', () => {
    expect(answered(getAllTopicConfig, 'all topics').body.topicConfigTable.has('returns')).toBe(false)
    expect(answered(getAllTopicListFromNameserver, 'all topic names').body.topicList).toContain('returns')
  })
})

describe('where messages lie', () => {
  it('is told for each queue', () => {
    const { offsetTable, topicPutTps } = answered(getTopicStatsInfo, 'where messages lie').body
    const queues = offsetTable.map(([{ queueId }]) => queueId).toSorted()
    expect(queues).toEqual([0, 1, 2, 3])
    for (const [queue, offset] of offsetTable) {
      expect(queue).toMatchObject({ topic: 'orders', brokerName: 'broker-a' })
      expect(offset.minOffset).toBe(0n)
      expect(offset.maxOffset).toBeGreaterThan(0n)
      expect(offset.lastUpdateTimestamp).toBeGreaterThan(1_700_000_000_000)
    }
    expect(topicPutTps).toBeGreaterThan(0)
  })

  it('comes without a rate from older brokers', () => {
    expect(answered(getTopicStatsInfo, 'where messages lie', '4.9.7').body.topicPutTps).toBe(0)
  })

  it('is refused for a topic that is not there', () => {
    expect(refused(getTopicStatsInfo, 'where no messages lie')).toBe(TOPIC_NOT_EXIST)
  })

  it('keeps offsets beyond 2^53 and names the place of what is wrong', () => {
    const json = (offset: string) =>
      Buffer.from(
        `{"offsetTable":{{"brokerName":"b","queueId":0,"topic":"t"}:{"minOffset":0,"maxOffset":${offset},"lastUpdateTimestamp":1}}}`,
      )
    const { body } = getTopicStatsInfo.response
    expect(body.read(json('9007199254740993')).offsetTable[0]?.[1].maxOffset).toBe(9_007_199_254_740_993n)
    try {
      body.read(json('"many"'))
      expect.unreachable()
    } catch (error) {
      expect(error).toBeInstanceOf(MalformedError)
      expect(error).toMatchObject({ code: 'BODY_MALFORMED', path: 'offsetTable.0.maxOffset' })
    }
  })
})

describe('names of topics', () => {
  it('are those of the cluster asked for', () => {
    expect(answered(getTopicsByCluster, 'topic names of a cluster').body.topicList).toContain('orders')
    expect(answered(getTopicsByCluster, 'topic names of no cluster').body).toEqual({ topicList: [] })
  })

  it("are the cluster's and the brokers' own from a name server, with a broker to ask for the rest", () => {
    const { topicList, brokerAddr } = answered(
      getSystemTopicListFromNs,
      'system topics of the name server',
    ).body
    expect(topicList.toSorted()).toEqual(['DefaultCluster', 'broker-a'])
    expect(brokerAddr).toMatch(/^127\.0\.0\.1:\d+$/)
  })

  it("are RocketMQ's own from a broker", () => {
    const { body } = answered(getSystemTopicListFromBroker, 'system topics of the broker')
    expect(body.topicList).toEqual(expect.arrayContaining(['TBW102', 'SCHEDULE_TOPIC_XXXX']))
    expect(body.brokerAddr).toBeUndefined()
  })
})

describe('routes', () => {
  it('name the order of a topic that has one', () => {
    expect(answered(getRouteInfoByTopic, 'a route with an order').body.orderTopicConf).toBe('broker-a:4')
    expect(answered(getRouteInfoByTopic, 'a route').body.orderTopicConf).toBeUndefined()
  })

  it('tell where a static topic keeps its queues', () => {
    const mapping = answered(getRouteInfoByTopic, 'the route of a static topic').body
      .topicQueueMappingByBroker
    expect(mapping?.get('broker-a')).toMatchObject({ totalQueues: 1, currIdMap: new Map([[0, 0]]) })
  })

  it('have no quoted IDs from 4.9, where the client does not ask for standard JSON', () => {
    const { brokerAddrTable } = answered(getBrokerClusterInfo, 'clusters', '4.9.7').body
    expect([...(brokerAddrTable.get('broker-a')?.brokerAddrs.keys() ?? [])]).toEqual([0])
  })

  it('can be announced to a name server of 5.x; one of 4.9 does not even answer', () => {
    expect(answered(getRouteInfoByTopic, 'the announced route').body.queueDatas).toEqual([
      { brokerName: 'broker-a', readQueueNums: 2, writeQueueNums: 2, perm: 6, topicSysFlag: 0 },
    ])
    expect(refused(registerTopicInNamesrv, 'announce a topic', '4.9.7')).toBeUndefined()
    expect(refused(getRouteInfoByTopic, 'the announced route', '4.9.7')).toBe(TOPIC_NOT_EXIST)
  })
})
