import { describe, expect, it } from 'vitest'
import { Session } from '../src/clients/session.ts'
import { writeProperties } from '../src/message/properties.ts'
import { replyTopicOf } from '../src/names/retry-topic.ts'
import { sendMessage } from '../src/requests/0010-send-message.ts'
import { sendMessageV2 } from '../src/requests/0310-send-message-v2.ts'
import { sendBatchMessage } from '../src/requests/0320-send-batch-message.ts'
import { sendReplyMessage } from '../src/requests/0324-send-reply-message.ts'
import { sendReplyMessageV2 } from '../src/requests/0325-send-reply-message-v2.ts'
import { pushReplyMessageToClient } from '../src/requests/0326-push-reply-message-to-client.ts'
import { provesCoverage } from './coverage.ts'
import {
  admin,
  brokerAddr,
  cluster,
  connectionOptions,
  eventually,
  firstQueue,
  makeTopic,
  newProducer,
  refusalOf,
  uniqueName,
} from './harness.ts'
import { runsSince } from './on-release.ts'
import { recordServed } from './recording.ts'
import { isAnswered } from './support.ts'

function headerFor(topic: string, properties: ReadonlyMap<string, string> = new Map()) {
  return {
    producerGroup: 'contract-sender',
    topic,
    defaultTopic: 'TBW102',
    defaultTopicQueueNums: 4,
    queueId: 0,
    sysFlag: 0,
    bornTimestamp: Date.now(),
    flag: 0,
    properties: writeProperties(properties),
    reconsumeTimes: 0,
    unitMode: false,
    batch: false,
  }
}

const bodies = async (topic: string): Promise<string[]> =>
  (await admin.messages.pull(await firstQueue(topic), { offset: 0n })).messages.map(({ body }) =>
    body.toString(),
  )

describe('sending', () => {
  it('in the old and in the short form stores the same', async () => {
    const topic = await makeTopic()
    for (const layout of [sendMessage, sendMessageV2]) {
      const { header } = await admin.cluster.call(brokerAddr, layout, {
        header: headerFor(topic),
        body: Buffer.from('hello'),
      })
      expect(header.queueId).toBe(0)
      expect(header.msgId).toMatch(/^[0-9A-F]{32}$/)
    }
    await eventually(async () => expect(await bodies(topic)).toEqual(['hello', 'hello']))
  })

  it('several in one request stores each', async () => {
    const topic = await makeTopic()
    const { node } = await firstQueue(topic)
    await using producer = newProducer()
    const messages = ['one', 'two', 'three'].map(body => ({ topic, body, keys: [body] }))
    const sent = await producer.sendBatch(messages, {
      queue: { topic, brokerName: node.brokerName, queueId: 0 },
    })
    expect([sent.msgId.split(',').length, sent.offsetMsgId.split(',').length]).toEqual([3, 3])
    await eventually(async () => expect(await bodies(topic)).toEqual(['one', 'two', 'three']))
  })

  it('one-way stores the message without an answer', async () => {
    const topic = await makeTopic()
    const { node } = await firstQueue(topic)
    await using producer = newProducer()
    await producer.sendOneway(
      { topic, body: 'quick' },
      { queue: { topic, brokerName: node.brokerName, queueId: 0 } },
    )
    await eventually(async () => expect(await bodies(topic)).toEqual(['quick']))
  })

  it('with one sharding key keeps messages in one queue', async () => {
    const topic = await makeTopic({ writeQueueNums: 4 })
    await using producer = newProducer()
    const queues = new Set<string>()
    for (let n = 0; n < 5; n++) {
      const { messageQueue } = await producer.send({ topic, body: `${n}`, shardingKey: 'customer 7' })
      queues.add(`${messageQueue.brokerName} ${messageQueue.queueId}`)
    }
    expect(queues.size).toBe(1)
  })

  it('to a topic that does not exist is refused by the broker', async () => {
    const topic = uniqueName('topic')
    for (const layout of [sendMessage, sendMessageV2, sendBatchMessage]) {
      const call = admin.cluster.call(brokerAddr, layout, {
        header: headerFor(topic),
        body: Buffer.from('x'),
      })
      expect(await refusalOf(call)).toMatchObject({
        responseCode: 17,
        addr: brokerAddr,
        request: layout.name,
      })
    }
  })

  it('to a topic that may only be read fails before anything is sent', async () => {
    const topic = await makeTopic({ perm: 4 })
    await using producer = newProducer()
    await expect(producer.send({ topic, body: 'x' })).rejects.toMatchObject({ code: 'NO_ROUTE' })
  })

  it('to a queue that does not exist is refused', async () => {
    const header = { ...headerFor(await makeTopic()), queueId: 99 }
    const call = admin.cluster.call(brokerAddr, sendMessageV2, { header, body: Buffer.from('x') })
    expect(await refusalOf(call)).toMatchObject({
      responseCode: runsSince('5.3.3') ? 29 : 1,
      request: 'SEND_MESSAGE_V2',
    })
  })

  it('more than a broker takes is refused', async () => {
    const call = admin.cluster.call(brokerAddr, sendMessageV2, {
      header: headerFor(await makeTopic()),
      body: Buffer.alloc(4 * 1024 * 1024 + 1),
    })
    expect(await refusalOf(call)).toMatchObject({ responseCode: 13, request: 'SEND_MESSAGE_V2' })
  })
})

describe('a reply', () => {
  const replyTo = (clientId: string) =>
    new Map([
      ['REPLY_TO_CLIENT', clientId],
      ['CORRELATION_ID', 'call 1'],
      ['TTL', '3000'],
    ])

  it('reaches the client that asked, in both forms', async () => {
    await using asker = new AskingClient()
    await asker.start(await makeTopic())
    const reply = (layout: typeof sendReplyMessage) =>
      admin.cluster.call(brokerAddr, layout, {
        header: headerFor(replyTopicOf(cluster.clusterName), replyTo(asker.clientId)),
        body: Buffer.from('the answer'),
      })
    if (!isAnswered('SEND_REPLY_MESSAGE', cluster.release)) {
      expect(await refusalOf(reply(sendReplyMessage))).toMatchObject({ responseCode: 1 })
      expect(await refusalOf(reply(sendReplyMessageV2))).toMatchObject({ responseCode: 1 })
      return
    }
    await reply(sendReplyMessage)
    await reply(sendReplyMessageV2)
    await eventually(() => expect(asker.replies).toEqual(['the answer', 'the answer']))
  })

  it('to a client that is not connected is refused', async () => {
    const call = admin.cluster.call(brokerAddr, sendReplyMessageV2, {
      header: headerFor(replyTopicOf(cluster.clusterName), replyTo('nobody')),
      body: Buffer.from('the answer'),
    })
    expect(await refusalOf(call)).toMatchObject({ responseCode: 1, request: 'SEND_REPLY_MESSAGE_V2' })
  })
})

/** A producer that waits for replies. */
class AskingClient implements AsyncDisposable {
  readonly replies: string[] = []
  private readonly session = new Session(connectionOptions)

  constructor() {
    this.session.serve(pushReplyMessageToClient, async ({ body }) => {
      recordServed('PUSH_REPLY_MESSAGE_TO_CLIENT')
      this.replies.push(body.toString())
      return { header: {}, body: undefined }
    })
  }

  get clientId(): string {
    return this.session.clientId
  }

  async start(topic: string): Promise<void> {
    await this.session.routes.of(topic)
    await this.session.start(() => ({
      producerDataSet: [{ groupName: 'contract-asker' }],
      consumerDataSet: [],
    }))
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.session.stop()
  }
}

provesCoverage('sending')
