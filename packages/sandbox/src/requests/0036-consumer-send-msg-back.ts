/**
 * CONSUMER_SEND_MSG_BACK 36: a message that a group could not consume goes into its retry topic after a delay, or into its dead-letter
 * topic when it has been there often enough. As `broker/processor/AbstractSendMessageProcessor#consumerSendMsgBack`.
 */
import { randomInt } from 'node:crypto'
import {
  decodeMessage,
  dlqTopicOf,
  PropertyName,
  retryTopicOf,
  type StoredMessage,
} from '@gantry/remoting/internal'
import { consumerSendMsgBack, type SubscriptionGroupConfig } from '@gantry/remoting/requests'
import { brokerHandler, DONE } from '../handler.ts'
import type { Broker } from '../state/broker.ts'
import { originalOf } from '../state/message-store.ts'
import { offsetOf } from '../state/offset.ts'
import { isWriteable } from '../state/perm.ts'
import { Refused, SEE_FAQ } from '../state/refused.ts'

/** The level of the first retry when the client names none. */
const FIRST_RETRY_LEVEL = 3

export const consumerSendMsgBackHandler = brokerHandler(consumerSendMsgBack, ({ header }, broker) => {
  const group = broker.groups.find(header.group)
  if (group === undefined) {
    throw new Refused(
      'SUBSCRIPTION_GROUP_NOT_EXIST',
      `subscription group not exist, ${header.group} ${SEE_FAQ}`,
    )
  }
  if (!isWriteable(broker.settings.number('brokerPermission'))) {
    throw new Refused('NO_PERMISSION', `the broker[${broker.host.host}] sending message is forbidden`)
  }
  if (group.retryQueueNums <= 0) return DONE
  const retryTopic = broker.topics.forBroker(retryTopicOf(header.group), group.retryQueueNums)
  if (!isWriteable(retryTopic.perm)) {
    throw new Refused('NO_PERMISSION', `the topic[${retryTopic.topicName}] sending message is forbidden`)
  }
  const message = lookUp(broker, header.offset)
  // It came in a batch, where nobody looks for a body.
  if (message.storedBody.length === 0) throw new Refused('SYSTEM_ERROR', 'MESSAGE_ILLEGAL')
  const maxTimes = header.maxReconsumeTimes ?? group.retryMaxTimes
  const isDead = message.reconsumeTimes >= maxTimes || header.delayLevel < 0
  storeAgain(broker, group, message, isDead ? undefined : header.delayLevel)
  return DONE
})

function lookUp(broker: Broker, offset: bigint): StoredMessage {
  const record = broker.store.recordAt(offsetOf(offset))
  if (record === undefined) throw new Refused('SYSTEM_ERROR', `look message by offset failed, ${offset}`)
  return decodeMessage(record, 0, { verifyCrc: false })
}

/** @param delayLevel undefined for the dead-letter topic, 0 to let the broker choose */
function storeAgain(
  broker: Broker,
  group: SubscriptionGroupConfig,
  message: StoredMessage,
  delayLevel: number | undefined,
): void {
  const { groupName, retryQueueNums } = group
  const originTopic = message.properties.get(PropertyName.RETRY_TOPIC) ?? message.topic
  const originId = message.properties.get(PropertyName.ORIGIN_MESSAGE_ID) ?? message.offsetMsgId
  const level = delayLevel === 0 ? FIRST_RETRY_LEVEL + message.reconsumeTimes : (delayLevel ?? 0)
  const properties = new Map(message.properties)
    .set(PropertyName.RETRY_TOPIC, originTopic)
    .set(PropertyName.WAIT_STORE_MSG_OK, 'false')
    .set(PropertyName.DELAY_TIME_LEVEL, String(level))
    .set(PropertyName.ORIGIN_MESSAGE_ID, originId)
  const topic =
    delayLevel === undefined
      ? broker.topics.forBroker(dlqTopicOf(groupName), 1).topicName
      : retryTopicOf(groupName)
  const queueId = delayLevel === undefined ? 0 : randomInt(retryQueueNums)
  broker.put({
    ...originalOf(message),
    topic,
    queueId,
    properties,
    reconsumeTimes: message.reconsumeTimes + 1,
  })
  broker.traffic.sentBack(groupName, originTopic)
}
