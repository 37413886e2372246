/** The requests to the broker that each answer of the support desk cannot do without, in rounds. */
import { dlqTopicOf, retryTopicsFor, SystemTopic, TIMER_TOPIC } from '@gantry/remoting'
import { type Dialect, encodeRequest, type RequestLayout } from '@gantry/remoting/internal'
import {
  getAllSubscriptionGroupConfig,
  getAllTopicConfig,
  getConsumerConnectionList,
  getConsumerRunningInfo,
  getConsumeStats,
  getEarliestMsgStoreTime,
  getMaxOffset,
  pullMessage,
  queryConsumerOffset,
  queryConsumeTimeSpan,
  queryMessage,
  queryTopicConsumeByWho,
  searchOffsetByTimestamp,
} from '@gantry/remoting/requests'
import type { ApiRead } from './api-reads.ts'
import { AUDIENCE, STORE, TOPICS, WIDE, wideClientId } from './support-plan.ts'
import { benchGroup, idleTopic } from './workload.ts'

type Frame = (dialect: Dialect) => Buffer
export type Rounds = ApiRead['rounds']

/** What a broker gives in one pull unless set otherwise. */
export const ONE_PULL = 32
/** Where no group's offset is touched. */
const TOOLS_GROUP = 'TOOLS_CONSUMER'
const WITH_SUBSCRIPTION = 4
const EVER = Number.MAX_SAFE_INTEGER
const MOST_OF_A_QUERY = 64
const TRACE_TOPIC = 'RMQ_SYS_TRACE_TOPIC'

export interface Asked {
  readonly messageId: string
  readonly queueId: number
}

export function idFloor(asked: Asked): Rounds {
  const { messageId } = asked
  return [
    round([inIndex(AUDIENCE.topic, messageId, true), consumersOf(AUDIENCE.topic)]),
    round(deliveries(asked)),
  ]
}

export function keyFloor(key: string): Rounds {
  return [round([inIndex(STORE.topic, key, false)])]
}

/** @param timestamp where the range begins, in ms */
export function firstPageFloor(timestamp: number, end: bigint): Rounds {
  const bounds = queueIds().flatMap(queueId => {
    const header = { topic: STORE.topic, queueId }
    return [
      frame(searchOffsetByTimestamp, { ...header, timestamp }),
      frame(getMaxOffset, header),
      frame(getEarliestMsgStoreTime, header),
    ]
  })
  return [round(bounds), ...pageFloor(end)]
}

/** @param end offset up to which each queue is left to read: any of them may hold all of the page */
export function pageFloor(end: bigint): Rounds {
  const begin = end > ONE_PULL ? end - BigInt(ONE_PULL) : 0n
  return [round(queueIds().map(queueId => pull(queueId, begin)))]
}

export function statusFloor(): Rounds {
  const consumerGroup = benchGroup(WIDE.groupIndex)
  const clients = Array.from({ length: WIDE.clients }, (_, number) => wideClientId(number))
  return [
    round([frame(getConsumeStats, { consumerGroup }), frame(getConsumerConnectionList, { consumerGroup })]),
    round([
      frame(queryConsumeTimeSpan, { topic: WIDE.topic, group: consumerGroup }),
      ...clients.map(clientId => frame(getConsumerRunningInfo, { consumerGroup, clientId })),
    ]),
  ]
}

/** Nobody says in which topic it is; then what became of it, and its trace. */
export function lookupFloor(asked: Asked): Rounds {
  return [...absenceFloor(asked.messageId), round([...deliveries(asked), traces(asked.messageId)])]
}

/** An ID that is nowhere: known once every topic has been asked. */
export function absenceFloor(messageId: string): Rounds {
  const own = [STORE.topic, AUDIENCE.topic, WIDE.topic]
  const idle = Array.from({ length: TOPICS - own.length }, (_, index) => idleTopic(index))
  const waiting = [SystemTopic.SCHEDULE, TIMER_TOPIC, SystemTopic.TRANS_HALF]
  const places = [...own, ...idle, ...waiting]
  return [round([frame(getAllTopicConfig, {})]), round(places.map(topic => inIndex(topic, messageId, true)))]
}

/** The number of deliveries that a group makes tells whether all have failed. */
export function traceFloor(messageId: string): Rounds {
  return [round([traces(messageId), consumersOf(AUDIENCE.topic), frame(getAllSubscriptionGroupConfig, {})])]
}

/** @param maxMsgNums with a tag, so many entries of the queue are passed over in one request */
export function pull(queueId: number, queueOffset: bigint, tag = '*', maxMsgNums: number = ONE_PULL): Frame {
  return frame(pullMessage, {
    consumerGroup: TOOLS_GROUP,
    topic: STORE.topic,
    queueId,
    queueOffset,
    maxMsgNums,
    sysFlag: WITH_SUBSCRIPTION,
    commitOffset: 0n,
    suspendTimeoutMillis: 0,
    subscription: tag,
    subVersion: 0n,
    expressionType: 'TAG',
  })
}

export function queueIds(): number[] {
  return Array.from({ length: STORE.queues }, (_, queueId) => queueId)
}

/** Who is online, how far it is, and whether a copy waits for a retry, came back, or is dead: of each group. */
function deliveries({ messageId, queueId }: Asked): Frame[] {
  const groups = Array.from({ length: AUDIENCE.groups }, (_, index) => benchGroup(index))
  return [
    inIndex(SystemTopic.SCHEDULE, messageId, true),
    ...groups.flatMap(consumerGroup => [
      frame(getConsumerConnectionList, { consumerGroup }),
      frame(queryConsumerOffset, { consumerGroup, topic: AUDIENCE.topic, queueId }),
      ...retryTopicsFor(AUDIENCE.topic, consumerGroup).map(topic => inIndex(topic, messageId, true)),
      inIndex(dlqTopicOf(consumerGroup), messageId, true),
    ]),
  ]
}

function traces(messageId: string): Frame {
  return inIndex(TRACE_TOPIC, messageId, false)
}

function inIndex(topic: string, key: string, isUniqueKey: boolean): Frame {
  return frame(queryMessage, {
    topic,
    key,
    maxNum: MOST_OF_A_QUERY,
    beginTimestamp: 0,
    endTimestamp: EVER,
    _UNIQUE_KEY_QUERY: isUniqueKey,
  })
}

function consumersOf(topic: string): Frame {
  return frame(queryTopicConsumeByWho, { topic })
}

function frame<H, R, P>(layout: RequestLayout<H, undefined, R, P>, header: H): Frame {
  return dialect => encodeRequest(layout, { header }, 1, dialect)
}

function round(frames: readonly Frame[]): Rounds[number] {
  return dialect => frames.map(encode => encode(dialect))
}
