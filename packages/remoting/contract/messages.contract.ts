import { describe, expect, it } from 'vitest'
import { dlqTopicOf, retryTopicOf } from '../src/names/retry-topic.ts'
import { pullMessage } from '../src/requests/0011-pull-message.ts'
import { queryConsumeQueue } from '../src/requests/0321-query-consume-queue.ts'
import { litePullMessage } from '../src/requests/0361-lite-pull-message.ts'
import { provesCoverage } from './coverage.ts'
import {
  admin,
  answersOf,
  brokerAddr,
  eventually,
  firstQueue,
  makeGroup,
  makeTopic,
  refusalOf,
  sendToFirstQueue,
  uniqueName,
} from './harness.ts'
import { itNeeds } from './on-release.ts'

const UNICODE = 'Grüße, 世界 🚀'

function pullHeader(topic: string) {
  return {
    consumerGroup: 'TOOLS_CONSUMER',
    topic,
    queueId: 0,
    queueOffset: 0n,
    maxMsgNums: 32,
    sysFlag: 4,
    commitOffset: 0n,
    suspendTimeoutMillis: 0,
    subscription: '*',
    subVersion: 0n,
    expressionType: 'TAG',
  }
}

describe('a message', () => {
  it('comes back as it was sent, found by the ID that the broker gave it', async () => {
    const topic = await makeTopic()
    const [sent] = await sendToFirstQueue(topic, [
      { body: UNICODE, tag: 'greeting', keys: ['k1', 'k2'], properties: { colour: UNICODE }, flag: 7 },
    ])
    const message = await admin.messages.byOffsetId(sent?.offsetMsgId ?? '')
    expect(message).toMatchObject({ topic, queueId: 0, queueOffset: 0n, flag: 7, reconsumeTimes: 0 })
    expect(message.body.toString()).toBe(UNICODE)
    expect([message.msgId, message.offsetMsgId]).toEqual([sent?.msgId, sent?.offsetMsgId])
    const properties = [...['TAGS', 'KEYS', 'colour'].map(name => message.properties.get(name))]
    expect(properties).toEqual(['greeting', 'k1 k2', UNICODE])
    expect(message.storeTimestamp).toBeGreaterThanOrEqual(message.bornTimestamp - 1_000)
  })

  it('that was compressed comes back inflated', async () => {
    const topic = await makeTopic()
    const body = 'again and '.repeat(2_000)
    const [sent] = await sendToFirstQueue(topic, [{ body }])
    const message = await admin.messages.byOffsetId(sent?.offsetMsgId ?? '')
    expect(message.storedBody.length).toBeLessThan(body.length / 10)
    expect(message.body.toString()).toBe(body)
  })

  it('is not found where the broker holds none', async () => {
    const topic = await makeTopic()
    const [sent] = await sendToFirstQueue(topic, [{ body: 'one' }])
    const nowhere = `${sent?.offsetMsgId.slice(0, 16)}00000FFFFFFFFFFF`
    expect(await refusalOf(admin.messages.byOffsetId(nowhere))).toMatchObject({
      responseCode: 1,
      addr: brokerAddr,
      request: 'VIEW_MESSAGE_BY_ID',
    })
  })
})

describe('looking messages up', () => {
  it('by key finds each that carries it, on every broker', async () => {
    const [topic, key] = [await makeTopic(), uniqueName('key')]
    const sent = await sendToFirstQueue(topic, [
      { body: 'one', keys: [key] },
      { body: 'two', keys: ['other', key] },
      { body: 'three', keys: ['other'] },
    ])
    await eventually(async () => {
      const found = answersOf(await admin.messages.byKey({ topic, key })).flat()
      expect(found.map(({ msgId }) => msgId).sort()).toEqual([sent[0]?.msgId, sent[1]?.msgId].sort())
    })
  })

  it('by the unique ID of the client finds the one', async () => {
    const topic = await makeTopic()
    const sent = await sendToFirstQueue(topic, [{ body: 'one' }, { body: 'two' }])
    const key = sent[1]?.msgId ?? ''
    await eventually(async () => {
      const found = answersOf(await admin.messages.byUniqueKey({ topic, key })).flat()
      expect(found.map(({ body }) => body.toString())).toEqual(['two'])
    })
  })

  it('by a key that nobody used finds none', async () => {
    const topic = await makeTopic()
    expect(answersOf(await admin.messages.byKey({ topic, key: uniqueName('key') })).flat()).toEqual([])
  })

  it('in a topic that does not exist fails for want of a route', async () => {
    const query = { topic: uniqueName('topic'), key: 'k' }
    await expect(admin.messages.byKey(query)).rejects.toMatchObject({ code: 'NO_ROUTE' })
  })
})

describe('reading a queue', () => {
  it('gives messages in order with the bounds of the queue', async () => {
    const topic = await makeTopic()
    const queue = await firstQueue(topic)
    await sendToFirstQueue(topic, [{ body: 'one' }, { body: 'two' }, { body: 'three' }])
    await eventually(async () => {
      const pulled = await admin.messages.pull(queue, { offset: 1n })
      expect(pulled.messages.map(({ body }) => body.toString())).toEqual(['two', 'three'])
      expect(pulled).toMatchObject({ nextBeginOffset: 3n, minOffset: 0n, maxOffset: 3n })
    })
    const one = await admin.messages.pull(queue, { offset: 0n, maxMessages: 1 })
    expect(one.messages.map(({ queueOffset }) => queueOffset)).toEqual([0n])
    expect(one.nextBeginOffset).toBe(1n)
  })

  it('by tags gives those that match', async () => {
    const topic = await makeTopic()
    await sendToFirstQueue(topic, [
      { body: 'a', tag: 'A' },
      { body: 'b', tag: 'B' },
      { body: 'c', tag: 'C' },
    ])
    await eventually(async () => {
      const { messages } = await admin.messages.pull(await firstQueue(topic), {
        offset: 0n,
        expression: 'A || C',
      })
      expect(messages.map(({ body }) => body.toString())).toEqual(['a', 'c'])
    })
  })

  it('by a condition on properties gives those that meet it', async () => {
    const topic = await makeTopic()
    await sendToFirstQueue(topic, [
      { body: 'small', properties: { size: '1' } },
      { body: 'big', properties: { size: '9' } },
    ])
    await eventually(async () => {
      const { messages } = await admin.messages.pull(await firstQueue(topic), {
        offset: 0n,
        expression: 'size > 3',
        expressionType: 'SQL92',
      })
      expect(messages.map(({ body }) => body.toString())).toEqual(['big'])
    })
  })

  it('by a condition that makes no sense gives every message, for the broker does not tell', async () => {
    const topic = await makeTopic()
    const queue = await firstQueue(topic)
    await sendToFirstQueue(topic, [{ body: 'one' }])
    const input = { offset: 0n, expression: 'size > >', expressionType: 'SQL92' } as const
    await eventually(async () => expect((await admin.messages.pull(queue, input)).messages).toHaveLength(1))
  })

  it('beyond its end gives nothing and the place to go on', async () => {
    const topic = await makeTopic()
    const queue = await firstQueue(topic)
    await sendToFirstQueue(topic, [{ body: 'one' }])
    await eventually(async () => expect(await admin.offsets.max(queue)).toBe(1n))
    expect(await admin.messages.pull(queue, { offset: 1n })).toMatchObject({
      messages: [],
      nextBeginOffset: 1n,
    })
    expect(await admin.messages.pull(queue, { offset: 99n })).toMatchObject({
      messages: [],
      nextBeginOffset: 1n,
    })
  })

  it('of a topic that a broker has not got is refused', async () => {
    const header = pullHeader(uniqueName('topic'))
    const refusal = await refusalOf(admin.cluster.call(brokerAddr, pullMessage, { header }))
    expect(refusal).toMatchObject({ responseCode: 17, addr: brokerAddr, request: 'PULL_MESSAGE' })
  })

  itNeeds('LITE_PULL_MESSAGE', 'in the way of lite consumers gives the same', async () => {
    const topic = await makeTopic()
    await sendToFirstQueue(topic, [{ body: 'one' }])
    await eventually(async () => {
      const { header } = await admin.cluster.call(brokerAddr, litePullMessage, { header: pullHeader(topic) })
      expect(header).toMatchObject({ nextBeginOffset: 1n, maxOffset: 1n })
    })
  })
})

describe('the index of a queue', () => {
  it('tells where each message lies', async () => {
    const topic = await makeTopic()
    const [sent] = await sendToFirstQueue(topic, [
      { body: 'one', tag: 'A' },
      { body: 'two', tag: 'B' },
    ])
    const message = await admin.messages.byOffsetId(sent?.offsetMsgId ?? '')
    const header = { topic, queueId: 0, index: 0n, count: 10 }
    await eventually(async () => {
      const { body } = await admin.cluster.call(brokerAddr, queryConsumeQueue, { header })
      expect(body).toMatchObject({ minQueueIndex: 0n, maxQueueIndex: 2n })
      expect(body?.queueData[0]).toMatchObject({
        physicOffset: message.commitLogOffset,
        physicSize: message.storeSize,
        tagsCode: 65n,
      })
    })
  })

  it('of a queue that holds nothing is refused or empty', async () => {
    const header = { topic: uniqueName('topic'), queueId: 0, index: 0n, count: 10 }
    const refusal = await refusalOf(admin.cluster.call(brokerAddr, queryConsumeQueue, { header }))
    expect(refusal).toMatchObject({ responseCode: 1, request: 'QUERY_CONSUME_QUEUE' })
  })
})

describe('sending a message back to its group', () => {
  const sendOne = async () => {
    const [topic, group] = [await makeTopic(), await makeGroup()]
    const [sent] = await sendToFirstQueue(topic, [{ body: 'again' }])
    const message = await admin.messages.byOffsetId(sent?.offsetMsgId ?? '')
    return { group, message }
  }
  const firstOf = (topic: string) =>
    eventually(async () => {
      const { messages } = await admin.messages.pull(await firstQueue(topic), { offset: 0n })
      expect(messages).toHaveLength(1)
      return messages[0]
    })

  it('stores it in the retry topic after its delay', async () => {
    const { group, message } = await sendOne()
    await admin.messages.sendBack({ group, message, delayLevel: 1 })
    const again = await firstOf(retryTopicOf(group))
    expect(again?.body.toString()).toBe('again')
    expect(again).toMatchObject({ reconsumeTimes: 1, msgId: message.msgId })
    expect(again?.properties.get('RETRY_TOPIC')).toBe(message.topic)
  })

  it('for the dead-letter topic stores it there', async () => {
    const { group, message } = await sendOne()
    await admin.messages.sendBack({ group, message, delayLevel: -1 })
    const dead = await eventually(async () => {
      const { offsetTable } = answersOf(await admin.topics.stats(dlqTopicOf(group)))[0] ?? { offsetTable: [] }
      return offsetTable.find(([, { maxOffset }]) => maxOffset > 0n) ?? expect.fail('no dead letter yet')
    })
    expect(dead[0].topic).toBe(dlqTopicOf(group))
  })

  it('where the broker holds no such message is refused', async () => {
    const { group, message } = await sendOne()
    const nowhere = { ...message, commitLogOffset: message.commitLogOffset + (1n << 40n) }
    const refusal = await refusalOf(admin.messages.sendBack({ group, message: nowhere }))
    expect(refusal).toMatchObject({ responseCode: 1, addr: brokerAddr, request: 'CONSUMER_SEND_MSG_BACK' })
  })
})

provesCoverage('messages')
