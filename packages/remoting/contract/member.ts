/**
 * A consumer that is only as much of one as brokers can tell: it sends heartbeats and answers what brokers ask of clients, but
 * pulls nothing by itself.
 */
import type { ClusterOptions } from '../src/clients/cluster.ts'
import { Session } from '../src/clients/session.ts'
import { decodeMessage } from '../src/message/decode-stored-message.ts'
import { notifyConsumerIdsChanged } from '../src/requests/0040-notify-consumer-ids-changed.ts'
import { resetConsumerClientOffset } from '../src/requests/0220-reset-consumer-client-offset.ts'
import { getConsumerStatusFromClient } from '../src/requests/0221-get-consumer-status-from-client.ts'
import { getConsumerRunningInfo } from '../src/requests/0307-get-consumer-running-info.ts'
import { consumeMessageDirectlyOnClient } from '../src/requests/0309-consume-message-directly.ts'
import type { ConsumerData } from '../src/requests/shapes/consumer-data.ts'
import type { ConsumerRunningInfo } from '../src/requests/shapes/consumer-running-info.ts'
import type { ConsumerStatus } from '../src/requests/shapes/consumer-status.ts'
import type { MessageQueue } from '../src/requests/shapes/message-queue.ts'
import type { SubscriptionData } from '../src/requests/shapes/subscription-data.ts'
import { connectionOptions } from './harness.ts'
import { recordServed } from './recording.ts'

export const HELD_BROKER = 'broker-a'
export const HELD_OFFSET = 7n

const NOTHING = { header: {}, body: undefined }

export interface Member extends AsyncDisposable {
  readonly clientId: string
  readonly session: Session
  /** How often brokers told that the group's members have changed. */
  readonly notifications: () => number
  /** Offsets that brokers told the client to go to. */
  readonly resets: ReadonlyArray<readonly [MessageQueue, bigint]>
  /** Unique IDs of messages that brokers had it consume. */
  readonly consumed: readonly string[]
}

/** Joins a group at the brokers of a topic; resolves when these know it. Leaves when disposed of. */
export async function joinGroup(
  consumerGroup: string,
  topic: string,
  options: ClusterOptions = connectionOptions,
): Promise<Member> {
  const session = new Session(options)
  const resets: Array<readonly [MessageQueue, bigint]> = []
  const consumed: string[] = []
  let notifications = 0
  session.serve(notifyConsumerIdsChanged, async () => {
    recordServed('NOTIFY_CONSUMER_IDS_CHANGED')
    notifications++
    return undefined
  })
  session.serve(resetConsumerClientOffset, async ({ body }) => {
    recordServed('RESET_CONSUMER_CLIENT_OFFSET')
    resets.push(...body.offsetTable)
    return NOTHING
  })
  session.serve(getConsumerStatusFromClient, async ({ header }) => {
    recordServed('GET_CONSUMER_STATUS_FROM_CLIENT')
    return { header: {}, body: statusOf(header.topic) }
  })
  session.serve(getConsumerRunningInfo, async ({ header }) => {
    recordServed('GET_CONSUMER_RUNNING_INFO')
    return { header: {}, body: runningInfoOf(topic, header.jstackEnable ?? false) }
  })
  session.serve(consumeMessageDirectlyOnClient, async ({ body }) => {
    recordServed('CONSUME_MESSAGE_DIRECTLY')
    consumed.push(decodeMessage(body).msgId)
    return {
      header: {},
      body: { order: false, autoCommit: true, consumeResult: 'CR_SUCCESS', spentTimeMills: 1 },
    }
  })
  await session.routes.of(topic)
  await session.start(() => ({ producerDataSet: [], consumerDataSet: [consumerOf(consumerGroup, topic)] }))
  return {
    clientId: session.clientId,
    session,
    notifications: () => notifications,
    resets,
    consumed,
    [Symbol.asyncDispose]: () => session.stop(),
  }
}

/** A subscription to every message of a topic. */
export function subscriptionTo(topic: string): SubscriptionData {
  return {
    topic,
    subString: '*',
    tagsSet: [],
    codeSet: [],
    subVersion: BigInt(Date.now()),
    expressionType: 'TAG',
    classFilterMode: false,
  }
}

function consumerOf(groupName: string, topic: string): ConsumerData {
  return {
    groupName,
    consumeType: 'CONSUME_PASSIVELY',
    messageModel: 'CLUSTERING',
    consumeFromWhere: 'CONSUME_FROM_LAST_OFFSET',
    subscriptionDataSet: [subscriptionTo(topic)],
    unitMode: false,
  }
}

/** The member holds one queue, and stands at `HELD_OFFSET` there. */
function statusOf(topic: string): ConsumerStatus {
  const queue = { topic, brokerName: HELD_BROKER, queueId: 0 }
  return { messageQueueTable: [[queue, HELD_OFFSET]], consumerTable: new Map() }
}

function runningInfoOf(topic: string, jstack: boolean): ConsumerRunningInfo {
  return {
    properties: new Map([['PROP_CONSUME_TYPE', 'CONSUME_PASSIVELY']]),
    subscriptionSet: [subscriptionTo(topic)],
    mqTable: [],
    mqPopTable: [],
    statusTable: new Map(),
    userConsumerInfo: new Map(),
    ...(jstack && { jstack: 'one thread' }),
  }
}
