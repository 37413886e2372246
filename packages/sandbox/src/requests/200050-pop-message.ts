/**
 * POP_MESSAGE 200050, as `broker/processor/PopMessageProcessor`.
 *
 * Not imitated: lite topics, priorities, and that a group that only pops counts as online.
 */
import { randomInt } from 'node:crypto'
import { POP_ORDER_REVIVE_QUEUE } from '@gantry/remoting/internal'
import { popMessage, type TopicConfig } from '@gantry/remoting/requests'
import {
  conditionOf,
  filterOf,
  isTagType,
  type MessageFilter,
  subscriptionOf,
} from '../filter/message-filter.ts'
import { type Answer, brokerHandler, type Call } from '../handler.ts'
import { checkPop } from '../messaging/check-pop.ts'
import { allQueuesOf, queuesOf } from '../messaging/pop-queues.ts'
import { type PopRequest, Taking } from '../messaging/take.ts'
import type { Broker } from '../state/broker.ts'
import { Refused, type ResponseCodeName } from '../state/refused.ts'

type PopHeader = ReturnType<typeof popMessage.header.read>
type PopAnswer = Answer<ReturnType<typeof popMessage.response.header.read>, Buffer>

const MAX_MESSAGES = 32
/** A request is late when its time has been over for longer. */
const LATE_MS = 500
/** So long before its time is over a request is answered. */
const ANSWERED_BEFORE_MS = 50
const EMPTY = Buffer.alloc(0)

/** What is taken, once it is clear that it may be. */
interface Checked {
  readonly header: PopHeader
  readonly config: TopicConfig
  readonly filter: MessageFilter | undefined
  /** When the client wants an answer, by the broker's clock. */
  readonly until: number
}

export const popMessageHandler = brokerHandler(popMessage, (call, broker) => {
  const checked = check(call, broker)
  const answer = tryOnce(checked, broker)
  return answer.code === undefined
    ? answer
    : (notHeld(answer, checked, broker) ?? wait(call, checked, broker))
})

async function wait(
  { client }: Call<PopHeader, undefined>,
  checked: Checked,
  broker: Broker,
): Promise<PopAnswer | undefined> {
  const { header, filter, until } = checked
  const { topic, consumerGroup: group, queueId } = header
  for (;;) {
    const timeoutMs = until - broker.clock.now()
    const reason = await broker.pop.held.hold({
      topic,
      group,
      queueId,
      filter,
      timeoutMs,
      closed: client.closed,
    })
    if (reason === 'CLOSED') return undefined
    const answer = tryOnce(checked, broker)
    if (answer.code === undefined || reason === 'TIMEOUT') return answer
  }
}

/** The answer to a request that found nothing, unless it waits. */
function notHeld(answer: PopAnswer, { header, until }: Checked, broker: Broker): PopAnswer | undefined {
  const { held } = broker.pop
  const { topic, consumerGroup: group, queueId } = header
  if (header.pollTime <= 0) return answer
  const isFull =
    held.size >= broker.settings.number('maxPopPollingSize') ||
    held.count({ topic, group, queueId }) > broker.settings.number('popPollingSize')
  if (isFull) return { ...answer, code: 'POLLING_FULL' }
  return broker.clock.now() > until ? answer : undefined
}

function check({ header, client }: Call<PopHeader, undefined>, broker: Broker): Checked {
  const now = broker.clock.now()
  const bornTime = header.bornTime === 0 ? now : header.bornTime
  const where = `the broker[${broker.host.host}]`
  if (now - bornTime - header.pollTime > LATE_MS) {
    throw new Refused('POLLING_TIMEOUT', `${where} pop message is timeout too much`)
  }
  if (header.maxMsgNums > MAX_MESSAGES) {
    throw new Refused('INVALID_PARAMETER', `${where} pop message's num is greater than 32`)
  }
  if (!broker.settings.isOn('timerWheelEnable')) {
    const remark = `${where} pop message is forbidden because timerWheelEnable is false`
    throw new Refused('SYSTEM_ERROR', remark)
  }
  const config = checkPop(header, client, broker)
  return {
    header,
    config,
    filter: filterFor(header, broker),
    until: bornTime + header.pollTime - ANSWERED_BEFORE_MS,
  }
}

function filterFor(
  { topic, consumerGroup: group, exp = '', expType }: PopHeader,
  broker: Broker,
): MessageFilter | undefined {
  const type = exp === '' ? undefined : expType
  const subscription = subscriptionOf(topic, exp, type)
  broker.clients.compensated.note(group, subscription)
  broker.clients.compensated.note(group, subscriptionOf(broker.pop.retryTopic(topic, group), '*', type))
  if (exp === '') return undefined
  const condition = conditionOf(subscription)
  if (condition === undefined && !isTagType(subscription.expressionType)) {
    throw new Refused('SUBSCRIPTION_PARSE_FAILED', "parse the consumer's subscription failed")
  }
  return filterOf(subscription, condition)
}

function tryOnce({ header, config, filter }: Checked, broker: Broker): PopAnswer {
  const isOrdered = header.order === true
  const random = randomInt(100)
  const reviveQid = isOrdered ? POP_ORDER_REVIVE_QUEUE : broker.pop.nextReviveQueue()
  const request: PopRequest = { ...header, attemptId: header.attemptId, isOrdered, filter, reviveQid }
  const taking = new Taking(request, broker)
  const queues = isOrdered ? queuesOf(header, config, random) : allQueuesOf(header, config, broker, random)
  for (const queue of queues) taking.takeFrom(queue)
  if (taking.messages > 0 && taking.restNum > 0) wakeNext(header, broker)
  return answerOf(request, taking)
}

/** What is left is for the next who waits. */
function wakeNext({ topic, consumerGroup: group, queueId }: PopHeader, broker: Broker): void {
  broker.pop.held.wake({ topic, group, queueId })
}

function answerOf({ invisibleTime, reviveQid, isOrdered }: PopRequest, taking: Taking): PopAnswer {
  const { popTime, restNum, startOffsetInfo, msgOffsetInfo, orderCountInfo, messages, parts } = taking
  const nothing: { code: ResponseCodeName } = { code: 'POLLING_TIMEOUT' }
  return {
    ...(messages === 0 && nothing),
    remark: messages > 0 ? 'FOUND' : 'NO_MESSAGE_IN_QUEUE',
    header: {
      popTime,
      invisibleTime,
      reviveQid,
      restNum: BigInt(restNum),
      startOffsetInfo,
      msgOffsetInfo,
      ...(isOrdered && { orderCountInfo }),
    },
    body: EMPTY,
    parts,
  }
}
