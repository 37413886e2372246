/** What brokers ask of a push consumer and tell it, on a real cluster. */
import { describe, expect, it } from 'vitest'
import {
  admin,
  answersOf,
  cluster,
  connectionOptions,
  eventually,
  makeGroup,
  makeTopic,
  newProducer,
  refusalOf,
  uniqueName,
  wrongCredentials,
} from '../contract/harness.ts'
import { isAnswered } from '../contract/support.ts'
import type { ConsumeFrom } from '../src/clients/consumer/first-offset.ts'
import type { ConsumeResult } from '../src/clients/consumer/listener.ts'
import { PushConsumer } from '../src/clients/consumer/push-consumer.ts'
import { decodeTraces } from '../src/trace/decode-traces.ts'
import {
  bodiesOf,
  lagOf,
  newConsumer,
  type Recorder,
  recorder,
  reported,
  sendBodies,
  shown,
} from './consumer-support.ts'

describe('a push consumer that a broker asks', () => {
  it('tells of its settings, subscriptions, queues and speed', async () => {
    const [group, topic] = [await makeGroup(), await makeTopic()]
    const { listener, bodies } = recorder(message =>
      message.reconsumeTimes === 0 && message.body.toString() === 'm-0' ? 'LATER' : 'SUCCESS',
    )
    const consumer = newConsumer({ consumerGroup: group, concurrency: 7 }).subscribe(topic, 'red || blue')
    await consumer.start(listener)
    await sendBodies(topic, bodiesOf('m', 5), { tag: 'red' })
    await eventually(() => expect(bodies().length).toBeGreaterThanOrEqual(5))
    await eventually(async () => {
      const info = await admin.clients.runningInfo(group, consumer.clientId, { jstack: true })
      expect(Object.fromEntries(info.properties)).toMatchObject({
        PROP_NAMESERVER_ADDR: cluster.namesrvAddr,
        PROP_CONSUME_TYPE: 'CONSUME_PASSIVELY',
        PROP_CLIENT_VERSION: 'V5_5_0',
        PROP_THREADPOOL_CORE_SIZE: '7',
        PROP_CONSUMEORDERLY: 'false',
      })
      expect(info.subscriptionSet.map(({ topic: name }) => name).toSorted()).toEqual([
        `%RETRY%${group}`,
        topic,
      ])
      const own = info.mqTable.filter(([queue]) => queue.topic === topic)
      expect(own).toHaveLength(2 * cluster.masters.length)
      expect(own.reduce((sum, [, { commitOffset }]) => sum + commitOffset, 0n)).toBe(5n)
      expect(info.statusTable.get(topic)).toMatchObject({ consumeFailedMsgs: 1n })
      expect(info.statusTable.get(topic)?.consumeOKTPS).toBeGreaterThan(0)
      expect(info.jstack).toMatch(/one thread/)
    })
  })

  it('consumes a message directly and tells how it went', async () => {
    const [group, topic] = [await makeGroup(), await makeTopic()]
    const { listener, received } = recorder(message => {
      if (message.body.toString() === 'throw') throw new Error('did not work')
      return message.body.toString() === 'later' ? 'LATER' : 'SUCCESS'
    })
    const consumer = newConsumer({ consumerGroup: group, consumeFrom: 'LAST_OFFSET' }).subscribe(
      topic,
      'none',
    )
    await consumer.start(listener)
    await using producer = newProducer()
    const results: Record<string, unknown> = {}
    for (const body of ['fine', 'later', 'throw']) {
      const { offsetMsgId } = await producer.send({ topic, body })
      const asked = { consumerGroup: group, clientId: consumer.clientId, topic, offsetMsgId }
      const asking = admin.messages.consumeDirectly(asked)
      results[body] = await (isAnswered('CONSUME_MESSAGE_DIRECTLY', cluster.release)
        ? asking
        : refusalOf(asking))
    }
    if (!isAnswered('CONSUME_MESSAGE_DIRECTLY', cluster.release)) {
      expect(received).toEqual([])
      return
    }
    expect(results).toMatchObject({
      fine: { consumeResult: 'CR_SUCCESS', order: false, autoCommit: true },
      later: { consumeResult: 'CR_LATER' },
      throw: { consumeResult: 'CR_THROW_EXCEPTION', remark: expect.stringContaining('did not work') },
    })
    expect(received.map(({ message }) => message.topic)).toEqual([topic, topic, topic])
  })

  it('tells where it stands in each queue', async () => {
    const [group, topic] = [await makeGroup(), await makeTopic()]
    const { listener, bodies } = recorder()
    const consumer = newConsumer({ consumerGroup: group }).subscribe(topic)
    await consumer.start(listener)
    await sendBodies(topic, bodiesOf('m', 8))
    await eventually(() => expect(bodies()).toHaveLength(8))
    const { mqTable } = await admin.clients.runningInfo(group, consumer.clientId)
    const offsets = mqTable
      .filter(([queue]) => queue.topic === topic)
      .map(([, { commitOffset }]) => commitOffset)
    expect(offsets.reduce((sum, offset) => sum + offset, 0n)).toBe(8n)
  })

  it('goes back when its offsets are reset, and gets the messages again', async () => {
    const [group, topic] = [await makeGroup(), await makeTopic({ writeQueueNums: 1 })]
    const { listener, bodies } = recorder()
    const consumer = newConsumer({ consumerGroup: group, commitIntervalMs: 200 }).subscribe(topic)
    await consumer.start(listener)
    await sendBodies(topic, bodiesOf('m', 10))
    await eventually(() => expect(bodies()).toHaveLength(10))
    await eventually(async () => expect(await lagOf(group, topic)).toBe(0n))
    answersOf(await admin.offsets.reset({ topic, group, to: 'earliest' }))
    // A broker with server-side reset tells of it with the next answer to a pull.
    await sendBodies(topic, bodiesOf('wake', cluster.masters.length))
    const all = [...bodiesOf('m', 10), ...bodiesOf('m', 10), ...bodiesOf('wake', cluster.masters.length)]
    await eventually(() => expect(bodies().toSorted()).toEqual(all.toSorted()))
    await eventually(async () => expect(await lagOf(group, topic)).toBe(0n))
  })

  it('goes forward when its offsets are reset, past what it has not consumed', async () => {
    const [group, topic] = [await makeGroup(), await makeTopic({ writeQueueNums: 1 })]
    const { promise, resolve } = Promise.withResolvers<void>()
    const { listener, bodies } = recorder(async (message): Promise<ConsumeResult> => {
      if (message.body.toString().startsWith('old')) await promise
      return 'SUCCESS'
    })
    const consumer = newConsumer({ consumerGroup: group, concurrency: 2, commitIntervalMs: 200 }).subscribe(
      topic,
    )
    await consumer.start(listener)
    await sendBodies(topic, bodiesOf('old', 20))
    await eventually(() => expect(bodies()).toHaveLength(2))
    // A broker that pushes resets refuses it until the group has offsets.
    await eventually(async () => answersOf(await admin.offsets.reset({ topic, group, to: 'latest' })))
    await sendBodies(topic, bodiesOf('new', cluster.masters.length))
    await eventually(async () => {
      const { mqTable } = await admin.clients.runningInfo(group, consumer.clientId)
      const ofTopic = mqTable.filter(([queue]) => queue.topic === topic)
      expect(ofTopic.map(([, { commitOffset }]) => commitOffset)).toEqual(ofTopic.map(() => 10n))
    })
    resolve()
    await eventually(() =>
      expect(bodies().filter(body => body.startsWith('new'))).toHaveLength(cluster.masters.length),
    )
    await eventually(async () => expect(await lagOf(group, topic)).toBe(0n))
    expect(bodies().filter(body => body.startsWith('old'))).toHaveLength(2)
  })
})

describe('a push consumer that starts', () => {
  it('says that a topic does not exist', async () => {
    const consumer = newConsumer({ consumerGroup: await makeGroup() }).subscribe(uniqueName('missing'))
    await expect(consumer.start(async () => 'SUCCESS')).rejects.toMatchObject({ code: 'NO_ROUTE' })
  })

  it('says that the brokers do not let it', async () => {
    const options = { consumerGroup: await makeGroup(), credentials: wrongCredentials() }
    const consumer = newConsumer(options).subscribe(await makeTopic())
    await expect(consumer.start(async () => 'SUCCESS')).rejects.toMatchObject({
      code: 'BROKER_REFUSED',
      request: 'GET_CONSUMER_LIST_BY_GROUP',
    })
  })

  it('does so once, and after it has subscribed', async () => {
    const topic = await makeTopic()
    const consumer = newConsumer({ consumerGroup: await makeGroup() })
    await expect(consumer.start(async () => 'SUCCESS')).rejects.toMatchObject({ code: 'BAD_ARGUMENT' })
    await consumer.subscribe(topic).start(async () => 'SUCCESS')
    await expect(consumer.start(async () => 'SUCCESS')).rejects.toMatchObject({ code: 'BAD_ARGUMENT' })
    expect(() => consumer.subscribe(topic)).toThrow(expect.objectContaining({ code: 'BAD_ARGUMENT' }))
  })

  it('begins at the end of the queues, or at a time, when it is told so', async () => {
    const [group, topic] = [await makeGroup(), await makeTopic({ writeQueueNums: 1 })]
    const [atEnd, atTime] = [recorder(), recorder()]
    const start = (consumeFrom: ConsumeFrom, { listener }: Recorder): Promise<void> =>
      newConsumer({ consumerGroup: group, messageModel: 'BROADCASTING', consumeFrom })
        .subscribe(topic)
        .start(listener)
    await sendBodies(topic, bodiesOf('old', 4))
    await shown(topic, 4)
    await start('LAST_OFFSET', atEnd)
    // Brokers before 5.0 take the message that is nearest to a time: the new ones must be nearer.
    const oldAtMs = Date.now()
    await eventually(() => expect(Date.now()).toBeGreaterThan(oldAtMs + 500))
    const timestamp = Date.now()
    await sendBodies(topic, bodiesOf('new', 4))
    await shown(topic, 8)
    await start({ timestamp }, atTime)
    for (const { bodies } of [atEnd, atTime]) {
      await eventually(() => expect(bodies().toSorted()).toEqual(bodiesOf('new', 4)))
    }
  })
})

describe('a push consumer that stops', () => {
  it('lets the listener finish what it has, and commits that', async () => {
    const [group, topic] = [await makeGroup(), await makeTopic({ writeQueueNums: 1 })]
    await sendBodies(topic, bodiesOf('m', 6))
    const { promise, resolve } = Promise.withResolvers<void>()
    const { listener, bodies } = recorder(async (): Promise<ConsumeResult> => {
      await promise
      return 'SUCCESS'
    })
    const consumer = newConsumer({ consumerGroup: group, concurrency: 4 }).subscribe(topic)
    await consumer.start(listener)
    await eventually(() => expect(bodies()).toHaveLength(4))
    const stopped = consumer.stop()
    resolve()
    await stopped
    expect(bodies()).toHaveLength(4)
    expect(await lagOf(group, topic)).toBe(2n)
    expect((await admin.clients.consumers(group)).answered).toEqual([])
  })

  it('does not wait for ever for a listener that never returns', async () => {
    const [group, topic] = [await makeGroup(), await makeTopic({ writeQueueNums: 1 })]
    await sendBodies(topic, ['m'])
    const consumer = newConsumer({ consumerGroup: group, stopTimeoutMs: 100 }).subscribe(topic)
    const { promise: begun, resolve: begin } = Promise.withResolvers<void>()
    await consumer.start(() => {
      begin()
      return new Promise(() => {})
    })
    await begun
    await consumer.stop()
    expect(await lagOf(group, topic)).toBe(1n)
  })
})

describe('a push consumer that traces', () => {
  it('writes when each delivery began and how it ended into the trace topic', async () => {
    const [group, topic, traceTopic] = [await makeGroup(), await makeTopic(), await makeTopic()]
    const consumer = newConsumer({ consumerGroup: group, trace: traceTopic }).subscribe(topic)
    const { listener, received } = recorder()
    await consumer.start(listener)
    await sendBodies(topic, ['m'], { keys: ['order-1'] })
    await eventually(() => expect(received).toHaveLength(1))
    await consumer.stop()
    await shown(traceTopic, 1)
    const queues = await admin.offsets.queues(traceTopic)
    const pulls = await Promise.all(queues.map(queue => admin.messages.pull(queue, { offset: 0n })))
    const records = pulls.flatMap(({ messages }) =>
      messages.flatMap(({ body }) => decodeTraces(body).records),
    )
    const msgId = received[0]?.message.msgId
    expect(records.map(({ traceType }) => traceType)).toEqual(['SubBefore', 'SubAfter'])
    expect(records[0]).toMatchObject({ groupName: group, msgId, keys: 'order-1', retryTimes: 0 })
    expect(records[1]).toMatchObject({ groupName: group, msgId, success: true, contextCode: 0 })
    expect(reported()).toEqual([])
  })
})

describe('a push consumer in a namespace', () => {
  it('gets messages under bare names, also when they come again', async () => {
    const namespace = uniqueName('instance')
    await makeTopic({ topic: `${namespace}%orders` })
    const group = await makeGroup({ groupName: `${namespace}%workers` })
    const consumer = new PushConsumer({
      ...connectionOptions,
      consumerGroup: 'workers',
      namespace,
      consumeFrom: 'FIRST_OFFSET',
    })
    const { listener, received } = recorder((message, context) => {
      context.delayLevel = 1
      return message.reconsumeTimes === 0 ? 'LATER' : 'SUCCESS'
    })
    await using _started = consumer.subscribe('orders')
    await consumer.start(listener)
    await using producer = newProducer({ namespace })
    await producer.send({ topic: 'orders', body: 'm' })
    await eventually(() => expect(received).toHaveLength(2))
    expect(received.map(({ message }) => [message.topic, message.reconsumeTimes])).toEqual([
      ['orders', 0],
      ['orders', 1],
    ])
    expect(received[1]?.queue.topic).toBe(`%RETRY%${group}`)
  })
})
