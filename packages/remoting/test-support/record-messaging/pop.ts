/** POP: taking messages, acknowledging them, waiting for them. */
import { setTimeout as sleep } from 'node:timers/promises'
import { sendMessageV2 } from '../../src/requests/0310-send-message-v2.ts'
import { queryAssignment } from '../../src/requests/0400-query-assignment.ts'
import { setMessageRequestMode } from '../../src/requests/0401-set-message-request-mode.ts'
import { popMessage } from '../../src/requests/200050-pop-message.ts'
import { ackMessage } from '../../src/requests/200051-ack-message.ts'
import { peekMessage } from '../../src/requests/200052-peek-message.ts'
import { changeMessageInvisibleTime } from '../../src/requests/200053-change-message-invisibletime.ts'
import { notification } from '../../src/requests/200054-notification.ts'
import { pollingInfo } from '../../src/requests/200055-polling-info.ts'
import { batchAckMessage } from '../../src/requests/200151-batch-ack-message.ts'
import { formatPopHandle } from '../../src/requests/shapes/pop-extra-info.ts'
import { BROKER, CLIENT_ID, client, messageHeader, POP_GROUP, POP_TOPIC, setup } from './world.ts'

const place = { consumerGroup: POP_GROUP, topic: POP_TOPIC, queueId: 0, bname: BROKER }
const atOnce = { pollTime: 0, bornTime: 0 }
const pop = {
  ...place,
  ...atOnce,
  maxMsgNums: 2,
  invisibleTime: 60_000,
  initMode: 0,
  expType: 'TAG',
  exp: '*',
}

export async function recordPop(): Promise<void> {
  for (const body of ['pop-1', 'pop-2', 'pop-3', 'pop-4'])
    await setup.call('send', sendMessageV2, { header: messageHeader(POP_TOPIC), body: Buffer.from(body) })
  await recordAssignment()
  await client.call('peek', peekMessage, { header: { ...place, maxMsgNums: 2 } })
  await client.call('notification', notification, { header: { ...place, ...atOnce } })
  await recordTaking()
  await recordTakingInOrder()
  await recordWaiting()
}

async function recordAssignment(): Promise<void> {
  const ofGroup = { topic: POP_TOPIC, consumerGroup: POP_GROUP }
  await client.call('set the mode', setMessageRequestMode, {
    header: {},
    body: { ...ofGroup, mode: 'POP', popShareQueueNum: 0 },
  })
  await client.call('assignment', queryAssignment, {
    header: {},
    body: { ...ofGroup, clientId: CLIENT_ID, strategyName: 'AVG', messageModel: 'CLUSTERING' },
  })
}

async function recordTaking(): Promise<void> {
  const { popTime, invisibleTime, reviveQid, startOffsetInfo } = (
    await client.call('pop', popMessage, { header: pop })
  ).header
  const [start] = startOffsetInfo ?? []
  if (start === undefined) throw new Error('POP took nothing')
  const { retry, startOffset } = start
  const checkpoint = {
    ckQueueOffset: startOffset,
    popTime,
    invisibleTime,
    reviveQid,
    retry,
    brokerName: BROKER,
  }
  const extraInfo = formatPopHandle({ ...checkpoint, queueId: 0, queueOffset: startOffset })
  await client.call('change the time', changeMessageInvisibleTime, {
    header: { ...place, extraInfo, offset: startOffset, invisibleTime: 30_000 },
  })
  await client.call('ack', ackMessage, { header: { ...place, extraInfo, offset: startOffset + 1n } })
}

async function recordTakingInOrder(): Promise<void> {
  const { popTime, invisibleTime, reviveQid, startOffsetInfo } = (
    await client.call('pop in order', popMessage, { header: { ...pop, order: true, attemptId: 'try-1' } })
  ).header
  const [start] = startOffsetInfo ?? []
  if (start === undefined) throw new Error('POP took nothing in order')
  const checkpoint = { q: 0, so: start.startOffset, rq: reviveQid, pt: popTime, it: invisibleTime, b: [0, 1] }
  await client.call('ack many', batchAckMessage, {
    header: {},
    body: { brokerName: BROKER, acks: [{ c: POP_GROUP, t: POP_TOPIC, r: start.retry, ...checkpoint }] },
  })
}

async function recordWaiting(): Promise<void> {
  await client.call('pop in vain', popMessage, { header: { ...pop, pollTime: 1_000, bornTime: Date.now() } })
  const waiting = client.call('pop and wait', popMessage, { header: { ...pop, pollTime: 3_000 } })
  await sleep(500)
  await client.call('polling', pollingInfo, { header: place })
  await waiting
  await client.call('notification in vain', notification, { header: { ...place, ...atOnce } })
}
