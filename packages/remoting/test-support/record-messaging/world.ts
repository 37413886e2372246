/** What the recording works with: names, the two connections, and what the client answers the broker. */
import { argv, stderr } from 'node:process'
import { setTimeout as sleep } from 'node:timers/promises'
import { writeProperties } from '../../src/message/properties.ts'
import { readRequest, writeResponse } from '../../src/protocol/answer.ts'
import { defineRequest, textBody } from '../../src/protocol/layout.ts'
import { updateAndCreateTopic } from '../../src/requests/0017-update-and-create-topic.ts'
import type { HeartbeatData } from '../../src/requests/0034-heart-beat.ts'
import { getConsumerStatusFromClient } from '../../src/requests/0221-get-consumer-status-from-client.ts'
import { consumeMessageDirectlyOnClient } from '../../src/requests/0309-consume-message-directly.ts'
import type { ConsumerData } from '../../src/requests/shapes/consumer-data.ts'
import type { ConsumerStatus } from '../../src/requests/shapes/consumer-status.ts'
import type { MessageQueue } from '../../src/requests/shapes/message-queue.ts'
import type { SendMessageHeader } from '../../src/requests/shapes/send-message-header.ts'
import { type Answer, type RecordedExchange, RecordingPeer, Refused } from './recording-peer.ts'

const [release = '', namesrv = '', broker = ''] = argv.slice(2)
export const recordedFrom: string = `Apache RocketMQ ${release}`
export const namesrvAddr: string = namesrv
export const brokerAddr: string = broker
export const BROKER = 'broker-a'
const RUN = Date.now().toString(36)
export const TOPIC = `Recorded_${RUN}`
export const POP_TOPIC = `RecordedPop_${RUN}`
export const HALF_TOPIC = `RecordedHalf_${RUN}`
export const DELAY_TOPIC = `RecordedDelay_${RUN}`
export const GROUP = `recorders_${RUN}`
export const POP_GROUP = `poppers_${RUN}`
export const PRODUCERS = `producers_${RUN}`
export const CLIENT_ID = '127.0.0.1@recorder'
export const OTHER_CLIENT_ID = '127.0.0.1@other'

export const exchanges: RecordedExchange[] = []
/** What is needed but not to be recorded. */
export const setup: RecordingPeer = new RecordingPeer(brokerAddr, [])

const putGroup = defineRequest({ name: 'UPDATE_AND_CREATE_SUBSCRIPTIONGROUP', code: 200, body: textBody })
const putConfig = defineRequest({ name: 'UPDATE_BROKER_CONFIG', code: 25, body: textBody })

export async function setUp(): Promise<void> {
  await createTopic(TOPIC, 'NORMAL')
  await createTopic(POP_TOPIC, 'NORMAL')
  await createTopic(HALF_TOPIC, 'TRANSACTION')
  await createTopic(DELAY_TOPIC, 'DELAY')
  for (const groupName of [GROUP, POP_GROUP, `${GROUP}_copy`])
    await setup.call('group', putGroup, { header: {}, body: JSON.stringify({ groupName }) })
}

async function createTopic(topic: string, messageType: string): Promise<void> {
  const queues = { readQueueNums: 2, writeQueueNums: 2, perm: 6, topicFilterType: 'SINGLE_TAG', order: false }
  const attributes = `+message.type=${messageType}`
  await setup.call('topic', updateAndCreateTopic, {
    header: { topic, defaultTopic: 'TBW102', ...queues, attributes },
  })
}

/** One line of the broker's configuration. */
export async function configure(line: string): Promise<void> {
  await setup.call('config', putConfig, { header: {}, body: `${line}\n` })
}

export function messageHeader(topic: string, properties: Record<string, string> = {}): SendMessageHeader {
  const all = { UNIQ_KEY: uniqueId(), ...properties }
  return {
    producerGroup: PRODUCERS,
    topic,
    defaultTopic: 'TBW102',
    defaultTopicQueueNums: 4,
    queueId: 0,
    sysFlag: 0,
    bornTimestamp: Date.now(),
    flag: 0,
    properties: writeProperties(new Map(Object.entries(all))),
    reconsumeTimes: 0,
    unitMode: false,
    batch: false,
    bname: BROKER,
  }
}

let ids = 0
export function uniqueId(): string {
  return `7F000001${(Date.now() % 0xffff_ffff).toString(16).padStart(8, '0')}${(++ids).toString(16).padStart(16, '0')}`.toUpperCase()
}

export function consumer(groupName: string, topic: string): ConsumerData {
  const tags = { subString: 'A || B', tagsSet: ['A', 'B'], codeSet: [65, 66], expressionType: 'TAG' }
  return {
    groupName,
    consumeType: 'CONSUME_PASSIVELY',
    messageModel: 'CLUSTERING',
    consumeFromWhere: 'CONSUME_FROM_FIRST_OFFSET',
    subscriptionDataSet: [{ topic, ...tags, subVersion: BigInt(Date.now()), classFilterMode: false }],
    unitMode: false,
  }
}

export function heartbeat(clientID: string, consumerDataSet: ConsumerData[]): HeartbeatData {
  return {
    clientID,
    producerDataSet: [{ groupName: PRODUCERS }],
    consumerDataSet,
    heartbeatFingerprint: 0,
    withoutSub: false,
  }
}

export function queueOf(topic: string, queueId: number): MessageQueue {
  return { topic, brokerName: BROKER, queueId }
}

const REQUEST_CODE_NOT_SUPPORTED = 3

/** Leaves out what the release does not know, and says so. */
export async function ifKnown(work: () => Promise<unknown>): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (!(error instanceof Refused) || error.code !== REQUEST_CODE_NOT_SUPPORTED) throw error
    stderr.write(`${error.message}\n`)
  }
}

/** Polls until something is there. */
export async function awaited<T>(what: string, find: () => T | undefined): Promise<T> {
  for (let tries = 0; tries < 200; tries++) {
    const found = find()
    if (found !== undefined) return found
    await sleep(200)
  }
  throw new Error(`${what} did not come`)
}

const HELD_OFFSETS: ConsumerStatus['messageQueueTable'] = [
  [queueOf(TOPIC, 0), 3n],
  [queueOf(TOPIC, 1), 9_007_199_254_740_993n],
]

const answers: ReadonlyMap<number, Answer> = new Map<number, Answer>([
  [
    221,
    () =>
      writeResponse(getConsumerStatusFromClient, {
        header: {},
        body: { messageQueueTable: HELD_OFFSETS, consumerTable: new Map() },
      }),
  ],
  [
    309,
    frame => {
      readRequest(consumeMessageDirectlyOnClient, frame)
      const body = { order: false, autoCommit: true, consumeResult: 'CR_SUCCESS', spentTimeMills: 12 }
      return writeResponse(consumeMessageDirectlyOnClient, { header: {}, body })
    },
  ],
  [326, () => ({ code: 0 })],
])

export const client: RecordingPeer = new RecordingPeer(brokerAddr, exchanges, answers)
