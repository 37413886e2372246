/**
 * Hands a reply to the client that waits for it, and keeps it: SEND_REPLY_MESSAGE 324, SEND_REPLY_MESSAGE_V2 325.
 * Imitates `broker/processor/ReplyMessageProcessor`.
 */
import { randomInt } from 'node:crypto'
import {
  type Properties,
  PropertyName,
  RESPONSE_CODES,
  readProperties,
  type SendMessageHeader,
  writeProperties,
} from '@gantry/remoting/internal'
import { pushReplyMessageToClient } from '@gantry/remoting/requests'
import type { Answer, Call } from '../handler.ts'
import type { Broker } from '../state/broker.ts'
import { Refused } from '../state/refused.ts'
import { topicToSendTo } from './check-send.ts'
import type { SendAnswerHeader } from './send.ts'

/** `callClient` of `Broker2Client`. */
const CLIENT_TIMEOUT_MS = 10_000

export async function reply(
  call: Call<SendMessageHeader, Buffer>,
  broker: Broker,
): Promise<Answer<SendAnswerHeader, undefined>> {
  const { header, body, client } = call
  const config = topicToSendTo(broker, header, client)
  const queueId = header.queueId < 0 ? randomInt(Math.max(config.writeQueueNums, 1)) : header.queueId
  const properties = new Map(readProperties(header.properties ?? ''))
  await push(call, broker, properties)
  const stored = broker.put({
    topic: header.topic,
    queueId,
    flag: header.flag,
    sysFlag: header.sysFlag,
    bornTimestamp: header.bornTimestamp,
    bornHost: client.host,
    reconsumeTimes: header.reconsumeTimes ?? 0,
    properties,
    body,
  })
  broker.traffic.sent(header.topic, 1, stored.bytes)
  return {
    header: { msgId: stored.offsetMsgId, queueId, queueOffset: BigInt(stored.queueOffset) },
    body: undefined,
  }
}

async function push(
  { header, body, client }: Call<SendMessageHeader, Buffer>,
  broker: Broker,
  properties: Properties,
): Promise<void> {
  const asker = properties.get(PropertyName.MESSAGE_REPLY_TO_CLIENT)
  if (asker === undefined) {
    throw new Refused(
      'SYSTEM_ERROR',
      `reply message properties[${PropertyName.MESSAGE_REPLY_TO_CLIENT}] is null`,
    )
  }
  const link = broker.clients.producer(asker)?.link
  if (link === undefined) {
    throw new Refused('SYSTEM_ERROR', `push reply message fail, channel of <${asker}> not found.`)
  }
  const now = broker.clock.now()
  const pushed = new Map(properties).set(PropertyName.PUSH_REPLY_TIME, String(now))
  const { producerGroup, topic, defaultTopic, defaultTopicQueueNums, queueId, sysFlag, bornTimestamp, flag } =
    header
  const sentOn = {
    producerGroup,
    topic,
    defaultTopic,
    defaultTopicQueueNums,
    queueId,
    sysFlag,
    bornTimestamp,
    flag,
  }
  const hosts = { bornHost: client.addr, storeHost: broker.addr, storeTimestamp: now }
  const request = { ...sentOn, ...hosts, properties: writeProperties(pushed) }
  const answer = await link.ask(pushReplyMessageToClient, request, body, CLIENT_TIMEOUT_MS)
  if (answer.header.code !== RESPONSE_CODES.SUCCESS.code) {
    throw new Refused('SYSTEM_ERROR', `push reply message to ${asker}fail.`)
  }
}
