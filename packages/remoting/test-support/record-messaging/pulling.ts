/** Pulling, queries, and what is done with a message that was found. */
import { setTimeout as sleep } from 'node:timers/promises'
import { decodeMessages } from '../../src/message/decode-stored-message.ts'
import type { StoredMessage } from '../../src/message/stored-message.ts'
import type { HeaderOf } from '../../src/protocol/layout.ts'
import { pullMessage } from '../../src/requests/0011-pull-message.ts'
import { queryMessage } from '../../src/requests/0012-query-message.ts'
import { getMaxOffset } from '../../src/requests/0030-get-max-offset.ts'
import { viewMessageById } from '../../src/requests/0033-view-message-by-id.ts'
import { consumerSendMsgBack } from '../../src/requests/0036-consumer-send-msg-back.ts'
import { consumeMessageDirectly } from '../../src/requests/0309-consume-message-directly.ts'
import { queryConsumeQueue } from '../../src/requests/0321-query-consume-queue.ts'
import { litePullMessage } from '../../src/requests/0361-lite-pull-message.ts'
import { BROKER, CLIENT_ID, client, GROUP, ifKnown, setup, TOPIC } from './world.ts'

export async function recordPulling(): Promise<void> {
  const found = await client.call('pull', pullMessage, { header: pullHeader(TOPIC, 0n) })
  await client.call('pull at the end', pullMessage, { header: pullHeader(TOPIC, 4n) })
  await client.call('pull beyond the end', pullMessage, { header: pullHeader(TOPIC, 400n) })
  await client.call('pull what does not match', pullMessage, {
    header: { ...pullHeader(TOPIC, 0n), subscription: 'Z' },
  })
  const lite = { ...pullHeader(TOPIC, 0n), sysFlag: 20, maxMsgNums: 1 }
  await ifKnown(() => client.call('lite pull', litePullMessage, { header: lite }))
  const [first] = decodeMessages(found.body)
  if (first === undefined) throw new Error('nothing was pulled')
  await recordQueries(first)
  await client.call('consume directly', consumeMessageDirectly, {
    header: {
      consumerGroup: GROUP,
      clientId: CLIENT_ID,
      msgId: first.offsetMsgId,
      topic: TOPIC,
      bname: BROKER,
    },
  })
  await client.call('send back', consumerSendMsgBack, {
    header: {
      offset: first.commitLogOffset,
      group: GROUP,
      delayLevel: 0,
      originMsgId: first.offsetMsgId,
      originTopic: TOPIC,
      unitMode: false,
      maxReconsumeTimes: 16,
      bname: BROKER,
    },
  })
}

async function recordQueries(first: StoredMessage): Promise<void> {
  const query = { topic: TOPIC, maxNum: 32, beginTimestamp: 0, endTimestamp: Date.now() + 60_000 }
  await sleep(1_000)
  await client.call('query by key', queryMessage, { header: { ...query, key: 'order-1' } })
  await client.call('query by unique ID', queryMessage, {
    header: { ...query, key: first.msgId, _UNIQUE_KEY_QUERY: true },
  })
  await client.call('query in vain', queryMessage, { header: { ...query, key: 'no such key' } })
  await client.call('view', viewMessageById, { header: { topic: TOPIC, offset: first.commitLogOffset } })
  const entries = { topic: TOPIC, queueId: 0, count: 2, consumerGroup: GROUP }
  await client.call('consume queue', queryConsumeQueue, { header: { ...entries, index: 1n } })
  await client.call('consume queue beyond its end', queryConsumeQueue, {
    header: { ...entries, index: 400n },
  })
}

export function pullHeader(topic: string, queueOffset: bigint): HeaderOf<typeof pullMessage> {
  return {
    consumerGroup: GROUP,
    topic,
    queueId: 0,
    queueOffset,
    maxMsgNums: 32,
    sysFlag: 4,
    commitOffset: 0n,
    suspendTimeoutMillis: 0,
    subscription: '*',
    subVersion: 0n,
    expressionType: 'TAG',
    bname: BROKER,
  }
}

/** The last message of a topic's first queue; waits for one. */
export async function lastMessageOf(topic: string): Promise<StoredMessage> {
  for (let tries = 0; tries < 200; tries++) {
    const { offset } = (await setup.call('max', getMaxOffset, { header: { topic, queueId: 0 } })).header
    if (offset > 0n) {
      const pulled = await setup.call('pull', pullMessage, { header: pullHeader(topic, offset - 1n) })
      const [message] = pulled.code === 0 ? decodeMessages(pulled.body) : []
      if (message !== undefined) return message
    }
    await sleep(200)
  }
  throw new Error(`no message in ${topic}`)
}
