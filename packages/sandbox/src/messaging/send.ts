/**
 * Stores what a client sends, one message or a batch: SEND_MESSAGE 10, SEND_MESSAGE_V2 310, SEND_BATCH_MESSAGE 320.
 * Imitates `broker/processor/SendMessageProcessor`.
 *
 * Not imitated: lite topics, priorities, batches that are stored as one record.
 */
import { randomInt } from 'node:crypto'
import {
  decodeBatch,
  decodeMessage,
  dlqTopicOf,
  formatRecallHandle,
  groupOf,
  isRetryTopic,
  PropertyName,
  readProperties,
  type SendMessageHeader,
  SysFlag,
  TIMER_TOPIC,
} from '@gantry/remoting/internal'
import type { Answer, Call } from '../handler.ts'
import type { Broker } from '../state/broker.ts'
import type { MessageToStore, StoredPlace } from '../state/message-store.ts'
import { Refused, SEE_FAQ } from '../state/refused.ts'
import { checkSize, topicToSendTo } from './check-send.ts'
import { newUniqueId } from './unique-id.ts'

export interface SendAnswerHeader {
  readonly msgId: string
  readonly queueId: number
  readonly queueOffset: bigint
  readonly transactionId?: string
  readonly recallHandle?: string
  readonly MSG_REGION?: string
  readonly TRACE_ON?: boolean
}

/** As Java says it. */
const NO_BODY =
  'java.lang.NullPointerException, Cannot read the array length because the return value of "org.apache.rocketmq.remoting.protocol.RemotingCommand.getBody()" is null'

type SendAnswer = Answer<SendAnswerHeader, undefined>

export function send(call: Call<SendMessageHeader, Buffer>, broker: Broker): SendAnswer {
  // A body of no bytes is none, and a broker measures it before it looks at anything else.
  if (call.body.length === 0) throw new Refused('SYSTEM_ERROR', NO_BODY)
  return call.header.batch === true ? sendBatch(call, broker) : sendOne(call, broker)
}

function sendOne(call: Call<SendMessageHeader, Buffer>, broker: Broker): SendAnswer {
  const { header, body } = call
  const message = redirectedToDlq(broker, header, incoming(call, broker))
  checkSize(broker, body, Buffer.byteLength(header.properties ?? ''))
  const stored = isHalf(message) ? prepare(broker, message) : broker.put(message)
  broker.traffic.sent(stored.topic, 1, stored.bytes)
  const transactionId = message.properties.get(PropertyName.UNIQ_CLIENT_MESSAGE_ID_KEYIDX)
  const answer = answerOf(broker, [stored], message.queueId, transactionId)
  const recallHandle = recallHandleOf(broker, stored)
  return recallHandle === undefined ? answer : { ...answer, header: { ...answer.header, recallHandle } }
}

/** By which a message that waits for its time can be called back. */
function recallHandleOf({ brokerName, store }: Broker, { topic, position }: StoredPlace): string | undefined {
  const record = topic === TIMER_TOPIC ? store.recordAt(position) : undefined
  if (record === undefined) return undefined
  const { properties, msgId } = decodeMessage(record, 0, { verifyCrc: false })
  const realTopic = properties.get(PropertyName.REAL_TOPIC) ?? ''
  if (isRetryTopic(realTopic)) return undefined
  // The slot of this time is that of the message.
  const timestampMs = Number(properties.get(PropertyName.TIMER_OUT_MS)) + 1
  return formatRecallHandle({ topic: realTopic, brokerName, timestampMs, msgId })
}

/** Clients before 4.6.1 send retries of what was a half message once with its property. */
function isHalf({ properties, reconsumeTimes }: MessageToStore): boolean {
  const isRetry = reconsumeTimes > 0 && Number(properties.get(PropertyName.DELAY_TIME_LEVEL) ?? 0) > 0
  return properties.get(PropertyName.TRANSACTION_PREPARED) === 'true' && !isRetry
}

function prepare(broker: Broker, message: MessageToStore): StoredPlace {
  if (broker.settings.isOn('rejectTransactionMessage')) {
    throw new Refused(
      'NO_PERMISSION',
      `the broker[${broker.host.host}] sending transaction message is forbidden`,
    )
  }
  return broker.transactions.prepare(message)
}

/** Each message keeps the properties that it came with; those of the batch are lost, as with RocketMQ. */
function sendBatch(call: Call<SendMessageHeader, Buffer>, broker: Broker): SendAnswer {
  const { header, body } = call
  if (isRetryTopic(header.topic)) {
    throw new Refused('MESSAGE_ILLEGAL', `batch request does not support retry group ${header.topic}`)
  }
  const whole = incoming(call, broker)
  checkSize(broker, body, Buffer.byteLength(header.properties ?? ''))
  const stored = decodeBatch(body).map(one =>
    broker.put({ ...whole, flag: one.flag, body: one.body, properties: one.properties }),
  )
  const bytes = stored.reduce((sum, place) => sum + place.bytes, 0)
  broker.traffic.sent(header.topic, stored.length, bytes)
  return answerOf(broker, stored, whole.queueId, undefined)
}

/** The message as it came, with what the broker adds to it. */
function incoming({ header, body, client }: Call<SendMessageHeader, Buffer>, broker: Broker): MessageToStore {
  const config = topicToSendTo(broker, header, client)
  const properties = new Map(readProperties(header.properties ?? ''))
  properties.delete(PropertyName.POP_CK)
  properties.set(PropertyName.MSG_REGION, broker.settings.text('regionId'))
  properties.set(PropertyName.TRACE_SWITCH, broker.settings.text('traceOn'))
  properties.set(PropertyName.CLUSTER, broker.clusterName)
  if (header.batch !== true && !properties.has(PropertyName.UNIQ_CLIENT_MESSAGE_ID_KEYIDX)) {
    properties.set(PropertyName.UNIQ_CLIENT_MESSAGE_ID_KEYIDX, newUniqueId(broker.clock))
  }
  return {
    topic: header.topic,
    queueId: header.queueId < 0 ? randomInt(Math.max(config.writeQueueNums, 1)) : header.queueId,
    flag: header.flag,
    sysFlag: config.topicFilterType === 'MULTI_TAG' ? header.sysFlag | SysFlag.MULTI_TAGS : header.sysFlag,
    bornTimestamp: header.bornTimestamp,
    bornHost: client.host,
    reconsumeTimes: header.reconsumeTimes ?? 0,
    properties,
    body,
  }
}

/** A consumer that sends a message to its retry topic once too often gets it into the dead-letter topic. */
function redirectedToDlq(broker: Broker, header: SendMessageHeader, message: MessageToStore): MessageToStore {
  if (!isRetryTopic(header.topic)) return message
  const group = groupOf(header.topic) ?? ''
  const config = broker.groups.find(group)
  if (config === undefined) {
    throw new Refused('SUBSCRIPTION_GROUP_NOT_EXIST', `subscription group not exist, ${group} ${SEE_FAQ}`)
  }
  const limit = header.maxReconsumeTimes ?? config.retryMaxTimes
  if (message.reconsumeTimes <= limit && !broker.locks.isHeldBy(group)) return message
  const { topicName } = broker.topics.forBroker(dlqTopicOf(group), 1)
  const properties = new Map(message.properties).set(PropertyName.DELAY_TIME_LEVEL, '-1')
  return { ...message, topic: topicName, queueId: 0, properties }
}

function answerOf(
  broker: Broker,
  stored: readonly StoredPlace[],
  queueId: number,
  transactionId: string | undefined,
): SendAnswer {
  return {
    header: {
      msgId: stored.map(({ offsetMsgId }) => offsetMsgId).join(','),
      queueId,
      queueOffset: BigInt(stored[0]?.queueOffset ?? 0),
      ...(transactionId !== undefined && { transactionId }),
      MSG_REGION: broker.settings.text('regionId'),
      TRACE_ON: broker.settings.isOn('traceOn'),
    },
    body: undefined,
  }
}
