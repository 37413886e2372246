/** Topics on the broker, routes and values on the name server. */
import { defineRequest, jsonBody } from '../../src/protocol/layout.ts'
import { updateAndCreateTopic } from '../../src/requests/0017-update-and-create-topic.ts'
import { updateAndCreateTopicList } from '../../src/requests/0018-update-and-create-topic-list.ts'
import { getAllTopicConfig } from '../../src/requests/0021-get-all-topic-config.ts'
import { putKvConfig } from '../../src/requests/0100-put-kv-config.ts'
import { getKvConfig } from '../../src/requests/0101-get-kv-config.ts'
import { deleteKvConfig } from '../../src/requests/0102-delete-kv-config.ts'
import { getRouteInfoByTopic } from '../../src/requests/0105-get-route-info-by-topic.ts'
import { getBrokerClusterInfo } from '../../src/requests/0106-get-broker-cluster-info.ts'
import { getTopicStatsInfo } from '../../src/requests/0202-get-topic-stats-info.ts'
import { getAllTopicListFromNameserver } from '../../src/requests/0206-get-all-topic-list-from-nameserver.ts'
import { deleteTopicInBroker } from '../../src/requests/0215-delete-topic-in-broker.ts'
import { deleteTopicInNamesrv } from '../../src/requests/0216-delete-topic-in-namesrv.ts'
import { registerTopicInNamesrv } from '../../src/requests/0217-register-topic-in-namesrv.ts'
import { getKvListByNamespace } from '../../src/requests/0219-get-kvlist-by-namespace.ts'
import { getTopicsByCluster } from '../../src/requests/0224-get-topics-by-cluster.ts'
import { getSystemTopicListFromNs } from '../../src/requests/0304-get-system-topic-list-from-ns.ts'
import { getSystemTopicListFromBroker } from '../../src/requests/0305-get-system-topic-list-from-broker.ts'
import { updateNamesrvConfig } from '../../src/requests/0318-update-namesrv-config.ts'
import { getNamesrvConfig } from '../../src/requests/0319-get-namesrv-config.ts'
import { getTopicConfig } from '../../src/requests/0351-get-topic-config.ts'
import type { TopicConfig } from '../../src/requests/shapes/topic-config.ts'
import { topicQueueMappingDetail } from '../../src/requests/shapes/topic-queue-mapping.ts'
import { broker, namesrv, record } from './world.ts'

const queues = { readQueueNums: 4, writeQueueNums: 4, perm: 6, topicFilterType: 'SINGLE_TAG', order: false }
const template = { defaultTopic: 'TBW102', ...queues }
const messageType = '+message.type=NORMAL'

/** Topics that the clients need. */
export async function makeTopics(): Promise<void> {
  await record('make a topic', broker, updateAndCreateTopic, {
    header: { topic: 'orders', ...template, attributes: messageType },
  })
}

export async function recordTopics(): Promise<void> {
  await recordChanges()
  await recordStaticTopic()
  await record('all topics', broker, getAllTopicConfig, { header: {} })
  const { bodyText = '' } = await record('topics, first page', broker, getAllTopicConfig, {
    header: { topicSeq: 0, maxTopicNum: 2 },
  })
  const { dataVersion } = getAllTopicConfig.response.body.read(Buffer.from(bodyText))
  await record('topics, second page', broker, getAllTopicConfig, {
    header: { topicSeq: 2, maxTopicNum: 2, dataVersion },
  })
  await record('one topic', broker, getTopicConfig, { header: { topic: 'orders' } })
  await record('no such topic', broker, getTopicConfig, { header: { topic: 'nowhere' } })
  await record('where messages lie', broker, getTopicStatsInfo, { header: { topic: 'orders' } })
  await record('where no messages lie', broker, getTopicStatsInfo, { header: { topic: 'nowhere' } })
  await record('system topics of the broker', broker, getSystemTopicListFromBroker, { header: {} })
}

async function recordChanges(): Promise<void> {
  await record('a topic with an illegal name', broker, updateAndCreateTopic, {
    header: { topic: 'no good name!', ...template },
  })
  await record('a system topic', broker, updateAndCreateTopic, { header: { topic: 'TBW102', ...template } })
  await record('an unknown attribute', broker, updateAndCreateTopic, {
    header: { topic: 'orders', ...template, attributes: '+no.such.attribute=1' },
  })
  await record('make several topics', broker, updateAndCreateTopicList, {
    header: {},
    body: { topicConfigList: [topicOf('stock'), topicOf('returns'), topicOf('plain', new Map())] },
  })
  await record('make several topics, one of them unchanged', broker, updateAndCreateTopicList, {
    header: {},
    body: { topicConfigList: [topicOf('plain', new Map()), topicOf('never-made')] },
  })
  await record('delete a topic', broker, deleteTopicInBroker, { header: { topic: 'returns' } })
  await record('delete no topic', broker, deleteTopicInBroker, { header: { topic: 'nowhere' } })
  await record('delete a system topic', broker, deleteTopicInBroker, { header: { topic: 'TBW102' } })
}

function topicOf(topicName: string, attributes = new Map([['+message.type', 'FIFO']])): TopicConfig {
  return { topicName, ...queues, topicSysFlag: 0, attributes }
}

const makeStaticTopic = defineRequest({
  name: 'UPDATE_AND_CREATE_STATIC_TOPIC',
  code: 513,
  header: updateAndCreateTopic.header,
  body: jsonBody(topicQueueMappingDetail),
})

async function recordStaticTopic(): Promise<void> {
  const topic = 'fixed'
  const piece = { gen: 0, queueId: 0, bname: 'broker-a', logicOffset: 0n, startOffset: 0n }
  const open = { endOffset: -1n, timeOfStart: -1n, timeOfEnd: -1n }
  await record('make a static topic', broker, makeStaticTopic, {
    header: { topic, ...template },
    body: {
      topic,
      scope: '__global__',
      totalQueues: 1,
      bname: 'broker-a',
      epoch: 1_700_000_000_000n,
      dirty: false,
      hostedQueues: new Map([[0, [{ ...piece, ...open }]]]),
    },
  })
  await record('one static topic', broker, getTopicConfig, { header: { topic, lo: true } })
}

export async function recordNameServer(): Promise<void> {
  await recordValues()
  await record('a route', namesrv, getRouteInfoByTopic, { header: { topic: 'orders' } })
  await record('the route of a static topic', namesrv, getRouteInfoByTopic, { header: { topic: 'fixed' } })
  await record('no route', namesrv, getRouteInfoByTopic, { header: { topic: 'nowhere' } })
  await record('clusters', namesrv, getBrokerClusterInfo, { header: {} })
  await record('all topic names', namesrv, getAllTopicListFromNameserver, { header: {} })
  await record('topic names of a cluster', namesrv, getTopicsByCluster, {
    header: { cluster: 'DefaultCluster' },
  })
  await record('topic names of no cluster', namesrv, getTopicsByCluster, { header: { cluster: 'nowhere' } })
  await record('system topics of the name server', namesrv, getSystemTopicListFromNs, { header: {} })
  await record('announce a topic', namesrv, registerTopicInNamesrv, {
    header: { topic: 'announced' },
    body: {
      queueDatas: [{ brokerName: 'broker-a', readQueueNums: 2, writeQueueNums: 2, perm: 6, topicSysFlag: 0 }],
      brokerDatas: [],
    },
  })
  await record('the announced route', namesrv, getRouteInfoByTopic, { header: { topic: 'announced' } })
  await record('forget a topic', namesrv, deleteTopicInNamesrv, { header: { topic: 'announced' } })
  await record('change a setting of the name server', namesrv, updateNamesrvConfig, {
    header: {},
    body: new Map([['productEnvName', ' déjà\\vu = #1: 订单']]),
  })
  await record('settings of the name server', namesrv, getNamesrvConfig, { header: {} })
}

async function recordValues(): Promise<void> {
  const place = { namespace: 'ORDER_TOPIC_CONFIG', key: 'orders' }
  await record('put a value', namesrv, putKvConfig, { header: { ...place, value: 'broker-a:4' } })
  await record('get a value', namesrv, getKvConfig, { header: place })
  await record('get no value', namesrv, getKvConfig, { header: { ...place, key: 'nowhere' } })
  await record('all values', namesrv, getKvListByNamespace, { header: { namespace: place.namespace } })
  await record('values of no namespace', namesrv, getKvListByNamespace, { header: { namespace: 'nowhere' } })
  await record('a route with an order', namesrv, getRouteInfoByTopic, { header: { topic: 'orders' } })
  await record('delete a value', namesrv, deleteKvConfig, { header: place })
}
