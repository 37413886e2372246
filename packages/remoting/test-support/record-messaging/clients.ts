/** Clients at a broker, and a broker at a name server. */
import { heartBeat } from '../../src/requests/0034-heart-beat.ts'
import { lockBatchMq } from '../../src/requests/0041-lock-batch-mq.ts'
import { unlockBatchMq } from '../../src/requests/0042-unlock-batch-mq.ts'
import { registerBroker } from '../../src/requests/0103-register-broker.ts'
import { unregisterBroker } from '../../src/requests/0104-unregister-broker.ts'
import type { TopicConfig } from '../../src/requests/shapes/topic-config.ts'
import { RecordingPeer } from './recording-peer.ts'
import {
  awaited,
  BROKER,
  brokerAddr,
  CLIENT_ID,
  client,
  consumer,
  exchanges,
  GROUP,
  heartbeat,
  namesrvAddr,
  OTHER_CLIENT_ID,
  queueOf,
  TOPIC,
} from './world.ts'

export async function recordClients(): Promise<void> {
  const lock = { consumerGroup: GROUP, onlyThisBroker: false, mqSet: [queueOf(TOPIC, 0), queueOf(TOPIC, 1)] }
  const header = { bname: BROKER }
  await client.call('lock', lockBatchMq, { header, body: { ...lock, clientId: CLIENT_ID } })
  await client.call('lock in vain', lockBatchMq, { header, body: { ...lock, clientId: OTHER_CLIENT_ID } })
  await client.call('unlock', unlockBatchMq, { header, body: { ...lock, clientId: CLIENT_ID } })
  const other = new RecordingPeer(brokerAddr, [])
  const body = heartbeat(OTHER_CLIENT_ID, [consumer(GROUP, TOPIC)])
  await other.call('heartbeat', heartBeat, { header: {}, body })
  await awaited('news of another consumer', () => exchanges.find(({ request }) => request.code === 40))
  other.close()
}

export async function recordNameServer(): Promise<void> {
  const broker = new RecordingPeer(namesrvAddr, exchanges)
  const self = { brokerName: 'double', brokerAddr: '127.0.0.1:1', clusterName: 'DoubleCluster', brokerId: 0 }
  const version = { stateVersion: 0n, timestamp: Date.now(), counter: 1n }
  const topics = ['DoubleTopic', 'OtherTopic'].map(topic => [topic, topicOf(topic)] as const)
  await broker.call('register a broker', registerBroker, {
    header: { ...self, haServerAddr: '127.0.0.1:2', compressed: false, bodyCrc32: 0 },
    body: {
      topicConfigSerializeWrapper: {
        topicConfigTable: new Map(topics),
        dataVersion: version,
        topicQueueMappingInfoMap: new Map(),
        topicQueueMappingDetailMap: new Map(),
        mappingDataVersion: version,
      },
      filterServerList: [],
    },
  })
  await broker.call('unregister a broker', unregisterBroker, { header: self })
  broker.close()
}

function topicOf(topicName: string): TopicConfig {
  return {
    topicName,
    readQueueNums: 4,
    writeQueueNums: 4,
    perm: 6,
    topicFilterType: 'SINGLE_TAG',
    topicSysFlag: 0,
    order: false,
    attributes: new Map([['message.type', 'FIFO']]),
  }
}
