/** Sending, replies and transactions. */
import { type BatchedMessage, encodeBatch } from '../../src/message/batch.ts'
import { sendMessage } from '../../src/requests/0010-send-message.ts'
import { endTransaction } from '../../src/requests/0037-end-transaction.ts'
import { checkTransactionState } from '../../src/requests/0039-check-transaction-state.ts'
import { sendMessageV2 } from '../../src/requests/0310-send-message-v2.ts'
import { sendBatchMessage } from '../../src/requests/0320-send-batch-message.ts'
import { resumeCheckHalfMessage } from '../../src/requests/0323-resume-check-half-message.ts'
import { sendReplyMessage } from '../../src/requests/0324-send-reply-message.ts'
import { sendReplyMessageV2 } from '../../src/requests/0325-send-reply-message-v2.ts'
import { recallMessage } from '../../src/requests/0370-recall-message.ts'
import type { SendMessageHeader } from '../../src/requests/shapes/send-message-header.ts'
import { lastMessageOf } from './pulling.ts'
import {
  awaited,
  BROKER,
  CLIENT_ID,
  client,
  DELAY_TOPIC,
  exchanges,
  HALF_TOPIC,
  ifKnown,
  messageHeader,
  PRODUCERS,
  TOPIC,
  uniqueId,
} from './world.ts'

export async function recordSending(): Promise<void> {
  const keyed = messageHeader(TOPIC, { KEYS: 'order-1', TAGS: 'A' })
  await client.call('send', sendMessage, { header: keyed, body: Buffer.from('one') })
  await client.call('send V2', sendMessageV2, {
    header: messageHeader(TOPIC, { KEYS: 'order-2', TAGS: 'A' }),
    body: Buffer.from([0, 255, 1, 254]),
  })
  await client.call('send a batch', sendBatchMessage, {
    header: { ...messageHeader(TOPIC, { TAGS: 'A' }), batch: true },
    body: encodeBatch([batched('two'), batched('three')]),
  })
  const delayed = await client.call('send with a delay', sendMessageV2, {
    header: messageHeader(DELAY_TOPIC, { TIMER_DELIVER_MS: `${Date.now() + 3_600_000}` }),
    body: Buffer.from('later'),
  })
  const recallHandle = delayed.header.recallHandle ?? ''
  const header = { producerGroup: PRODUCERS, topic: DELAY_TOPIC, recallHandle, bname: BROKER }
  await ifKnown(() => client.call('recall', recallMessage, { header }))
}

function batched(text: string): BatchedMessage {
  const properties = { TAGS: 'A', UNIQ_KEY: uniqueId() }
  return { flag: 0, properties: new Map(Object.entries(properties)), body: Buffer.from(text) }
}

export async function recordReplies(): Promise<void> {
  const header = (): SendMessageHeader =>
    messageHeader('DefaultCluster_REPLY_TOPIC', { REPLY_TO_CLIENT: CLIENT_ID, CORRELATION_ID: 'call-1' })
  await client.call('reply', sendReplyMessage, { header: header(), body: Buffer.from('yes') })
  await client.call('reply V2', sendReplyMessageV2, { header: header(), body: Buffer.from('no') })
}

/** Two half messages: one is committed, the other never answered for, until its checks are used up. */
export async function recordTransactions(): Promise<void> {
  await client.call('send a half message', sendMessageV2, { header: halfHeader(), body: Buffer.from('half') })
  const { request } = await awaited('a check', () => exchanges.find(({ request }) => request.code === 39))
  const check = checkTransactionState.header.read(request.extFields)
  await client.call('commit', endTransaction, {
    header: {
      topic: HALF_TOPIC,
      producerGroup: PRODUCERS,
      tranStateTableOffset: check.tranStateTableOffset,
      commitLogOffset: check.commitLogOffset,
      commitOrRollback: 8,
      fromTransactionCheck: true,
      msgId: check.msgId ?? '',
      transactionId: check.transactionId,
      bname: BROKER,
    },
  })
  await client.call('send another half message', sendMessageV2, {
    header: halfHeader(),
    body: Buffer.from('lost'),
  })
  await awaited('a second check', () => exchanges.filter(({ request }) => request.code === 39)[1])
  const topic = 'TRANS_CHECK_MAX_TIME_TOPIC'
  const givenUp = await lastMessageOf(topic)
  await client.call('resume checks', resumeCheckHalfMessage, {
    header: { topic, msgId: givenUp.offsetMsgId },
  })
}

function halfHeader(): SendMessageHeader {
  return { ...messageHeader(HALF_TOPIC, { TRAN_MSG: 'true', PGROUP: PRODUCERS }), sysFlag: 4 }
}
