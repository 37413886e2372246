/**
 * Reads a queue for a consumer, and waits for messages where it is asked to: PULL_MESSAGE 11, LITE_PULL_MESSAGE 361.
 * Imitates `broker/processor/PullMessageProcessor`.
 *
 * Not imitated: static and lite topics, proxies, flow control of cold data, replicas.
 */
import type { SubscriptionData } from '@gantry/remoting/internal'
import type { pullMessage, SubscriptionGroupConfig, TopicConfig } from '@gantry/remoting/requests'
import {
  conditionOf,
  filterOf,
  isTagType,
  type MessageFilter,
  subscriptionOf,
} from '../filter/message-filter.ts'
import type { Answer, Call } from '../handler.ts'
import type { Broker } from '../state/broker.ts'
import { offsetOf } from '../state/offset.ts'
import { isReadable } from '../state/perm.ts'
import { type ReadResult, type ReadStatus, readQueue } from '../state/read-queue.ts'
import { Refused, type ResponseCodeName, SEE_FAQ } from '../state/refused.ts'

type PullHeader = ReturnType<typeof pullMessage.header.read>
type PullAnswer = Answer<ReturnType<typeof pullMessage.response.header.read>, Buffer>
type PullCall = Call<PullHeader, undefined>

/** Bits of `common/sysflag/PullSysFlag`. */
const PullFlag = { COMMIT_OFFSET: 1, SUSPEND: 2, SUBSCRIPTION: 4 } as const
/** Values of `ForbiddenType`, which tell a client what it was forbidden. */
const Forbidden = { BROKER: '1', GROUP: '2', TOPIC: '3', BROADCASTING: '4', SUBSCRIPTION: '5' } as const
const EMPTY = Buffer.alloc(0)

/** What is pulled, once it is clear that it may be. */
interface Pull {
  readonly header: PullHeader
  readonly offset: number
  readonly group: SubscriptionGroupConfig
  readonly topic: TopicConfig
  readonly filter: MessageFilter
}

export function pull(call: PullCall, broker: Broker): PullAnswer | Promise<PullAnswer | undefined> {
  const checked = check(call, broker)
  const result = read(checked, broker)
  const { header } = checked
  if (hasFlag(header, PullFlag.COMMIT_OFFSET)) {
    broker.offsets.commit(header.consumerGroup, header.topic, header.queueId, offsetOf(header.commitOffset))
  }
  const isWaiting =
    codeOf(result.status, checked.offset) === 'PULL_NOT_FOUND' && hasFlag(header, PullFlag.SUSPEND)
  return isWaiting ? pullLater(call, checked, broker) : answerOf(checked, result, broker)
}

async function pullLater(
  { client }: PullCall,
  checked: Pull,
  broker: Broker,
): Promise<PullAnswer | undefined> {
  const { topic, queueId, suspendTimeoutMillis: timeoutMs } = checked.header
  const { filter } = checked
  const reason = await broker.heldPulls.hold({ topic, queueId, filter, timeoutMs, closed: client.closed })
  return reason === 'CLOSED' ? undefined : answerOf(checked, read(checked, broker), broker)
}

function check({ header, client }: PullCall, broker: Broker): Pull {
  const { consumerGroup, topic: topicName, queueId } = header
  if (!isReadable(broker.settings.number('brokerPermission'))) {
    throw forbidden(`the broker[${broker.host.host}] pulling message is forbidden`, Forbidden.BROKER)
  }
  const group = broker.groups.find(consumerGroup)
  if (group === undefined) {
    const remark = `subscription group [${consumerGroup}] does not exist, ${SEE_FAQ}`
    throw new Refused('SUBSCRIPTION_GROUP_NOT_EXIST', remark)
  }
  if (!group.consumeEnable)
    throw forbidden(`subscription group no permission, ${consumerGroup}`, Forbidden.GROUP)
  const topic = broker.topics.get(topicName)
  if (topic === undefined) {
    throw new Refused('TOPIC_NOT_EXIST', `topic[${topicName}] not exist, apply first please! ${SEE_FAQ}`)
  }
  if (!isReadable(topic.perm))
    throw forbidden(`the topic[${topicName}] pulling message is forbidden`, Forbidden.TOPIC)
  if (queueId < 0 || queueId >= topic.readQueueNums) {
    const remark = `queueId[${queueId}] is illegal, topic:[${topicName}] topicConfig.readQueueNums:[${topic.readQueueNums}] consumer:[/${client.addr}]`
    throw new Refused('INVALID_PARAMETER', remark)
  }
  return {
    header,
    offset: offsetOf(header.queueOffset),
    group,
    topic,
    filter: filterFor(header, group, broker),
  }
}

function filterFor(header: PullHeader, group: SubscriptionGroupConfig, broker: Broker): MessageFilter {
  if (!hasFlag(header, PullFlag.SUBSCRIPTION)) return filterOfMembers(header, group, broker)
  const subscription = subscriptionOf(header.topic, header.subscription ?? '', header.expressionType)
  broker.clients.compensated.note(header.consumerGroup, subscription)
  return filterOf(subscription, conditionOf(subscription))
}

function filterOfMembers(header: PullHeader, group: SubscriptionGroupConfig, broker: Broker): MessageFilter {
  const { consumerGroup, topic, subVersion } = header
  const online = broker.clients.consumerGroup(consumerGroup)
  if (online === undefined)
    throw new Refused('SUBSCRIPTION_NOT_EXIST', `the consumer's group info not exist${SEE_FAQ}`)
  if (!group.consumeBroadcastEnable && online.messageModel === 'BROADCASTING') {
    const remark = `the consumer group[${consumerGroup}] can not consume by broadcast way`
    throw forbidden(remark, Forbidden.BROADCASTING)
  }
  if (!broker.groups.mayRead(consumerGroup, topic)) {
    throw forbidden(
      `the consumer group[${consumerGroup}] is forbidden for topic[${topic}]`,
      Forbidden.SUBSCRIPTION,
    )
  }
  const subscription = online.subscriptions().get(topic)
  if (subscription === undefined) {
    throw new Refused('SUBSCRIPTION_NOT_EXIST', `the consumer's subscription not exist${SEE_FAQ}`)
  }
  if (subscription.subVersion < subVersion) {
    throw new Refused('SUBSCRIPTION_NOT_LATEST', "the consumer's subscription not latest")
  }
  return filterOf(subscription, memberCondition(subscription, online.condition(topic)))
}

function memberCondition<C>(subscription: SubscriptionData, condition: C | undefined): C | undefined {
  if (condition !== undefined || isTagType(subscription.expressionType)) return condition
  const remark = "The broker's consumer filter data is not exist!Your expression may be wrong!"
  throw new Refused('FILTER_DATA_NOT_EXIST', remark)
}

type PullRead = Omit<ReadResult, 'status'> & { readonly status: ReadStatus | 'OFFSET_RESET' }

/** A reset that waits for the group comes before all messages. */
function read({ header, offset, filter }: Pull, { offsets, store, settings }: Broker): PullRead {
  const { consumerGroup, topic, queueId, maxMsgNums: maxMessages } = header
  const reset = offsets.takeReset(consumerGroup, topic, queueId)
  if (reset === undefined || !settings.isOn('useServerSideResetOffset')) {
    return readQueue(store, { topic, queueId, offset, maxMessages, filter })
  }
  const bounds = { minOffset: store.minOffset(topic, queueId), maxOffset: store.maxOffset(topic, queueId) }
  return { status: 'OFFSET_RESET', nextBeginOffset: reset, ...bounds, parts: [], messages: 0, bytes: 0 }
}

function answerOf({ header, offset, group, topic }: Pull, result: PullRead, broker: Broker): PullAnswer {
  const { consumerGroup, topic: topicName, queueId } = header
  broker.offsets.commitPull(consumerGroup, topicName, queueId, result.nextBeginOffset)
  if (result.messages > 0) broker.traffic.fetched(consumerGroup, topicName, result.messages, result.bytes)
  return {
    code: codeOf(result.status, offset),
    remark: result.status,
    header: {
      suggestWhichBrokerId: 0,
      nextBeginOffset: BigInt(result.nextBeginOffset),
      minOffset: BigInt(result.minOffset),
      maxOffset: BigInt(result.maxOffset),
      topicSysFlag: topic.topicSysFlag,
      groupSysFlag: group.groupSysFlag,
    },
    body: EMPTY,
    parts: result.parts,
  }
}

function codeOf(status: PullRead['status'], offset: number): ResponseCodeName {
  switch (status) {
    case 'FOUND':
      return 'SUCCESS'
    case 'NO_MATCHED_MESSAGE':
      return 'PULL_RETRY_IMMEDIATELY'
    case 'NO_MESSAGE_IN_QUEUE':
      return offset === 0 ? 'PULL_NOT_FOUND' : 'PULL_OFFSET_MOVED'
    case 'OFFSET_OVERFLOW_ONE':
      return 'PULL_NOT_FOUND'
    default:
      return 'PULL_OFFSET_MOVED'
  }
}

function hasFlag(header: PullHeader, flag: number): boolean {
  return (header.sysFlag & flag) !== 0
}

function forbidden(remark: string, forbiddenType: string): Refused {
  return new Refused('NO_PERMISSION', remark, { forbiddenType })
}
