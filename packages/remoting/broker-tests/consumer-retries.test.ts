/** Messages that a listener could not consume, on a real cluster. */
import { describe, expect, it } from 'vitest'
import { admin, connectionOptions, eventually, makeGroup, makeTopic } from '../contract/harness.ts'
import { PullConsumer } from '../src/clients/consumer/pull-consumer.ts'
import type { StoredMessage } from '../src/message/stored-message.ts'
import { dlqTopicOf } from '../src/names/retry-topic.ts'
import { bodiesOf, lagOf, newConsumer, recorder, sendBodies } from './consumer-support.ts'

/** What lies in the group's dead-letter topic, once there is something. */
async function deadLetters(group: string): Promise<StoredMessage[]> {
  await using reader = new PullConsumer({ ...connectionOptions, consumerGroup: group })
  return await eventually(async () => {
    const queues = await reader.queues(dlqTopicOf(group))
    const pulls = await Promise.all(queues.map(queue => reader.pull(queue, 0n)))
    const messages = pulls.flatMap(pull => pull.messages)
    expect(messages.length).toBeGreaterThan(0)
    return messages
  })
}

describe('a message that failed', () => {
  it('comes again under its own topic, as one more delivery, while the others go on', async () => {
    const [group, topic] = [await makeGroup(), await makeTopic()]
    const { listener, received, bodies } = recorder((message, context) => {
      context.delayLevel = 1
      return message.body.toString() === 'm-1' && message.reconsumeTimes === 0 ? 'LATER' : 'SUCCESS'
    })
    const consumer = newConsumer({ consumerGroup: group, commitIntervalMs: 200 }).subscribe(topic)
    await consumer.start(listener)
    await sendBodies(topic, bodiesOf('m', 3), { keys: ['k'], tag: 'red' })
    await eventually(() => expect(bodies()).toHaveLength(4))
    const [first, again] = received.filter(({ body }) => body === 'm-1').map(({ message }) => message)
    expect([first?.reconsumeTimes, again?.reconsumeTimes]).toEqual([0, 1])
    expect(again).toMatchObject({ topic, msgId: first?.msgId })
    expect(again?.properties.get('TAGS')).toBe('red')
    expect(received.at(-1)?.queue.topic).toBe(`%RETRY%${group}`)
    await eventually(async () => expect(await lagOf(group, topic)).toBe(0n))
  })

  it('comes again when the listener throws', async () => {
    const [group, topic] = [await makeGroup(), await makeTopic()]
    const { listener, received } = recorder((message, context) => {
      context.delayLevel = 1
      if (message.reconsumeTimes === 0) throw new Error('no')
      return 'SUCCESS'
    })
    await newConsumer({ consumerGroup: group }).subscribe(topic).start(listener)
    await sendBodies(topic, ['m'])
    await eventually(() => expect(received.map(({ message }) => message.reconsumeTimes)).toEqual([0, 1]))
  })

  it('comes again also to a consumer that only began after it had failed', async () => {
    const [group, topic] = [await makeGroup(), await makeTopic()]
    const failing = recorder((_, context) => {
      context.delayLevel = 1
      return 'LATER'
    })
    const early = newConsumer({ consumerGroup: group }).subscribe(topic)
    await early.start(failing.listener)
    await sendBodies(topic, ['m'])
    await eventually(() => expect(failing.bodies()).toEqual(['m']))
    await early.stop()
    const { listener, received } = recorder()
    await newConsumer({ consumerGroup: group }).subscribe(topic).start(listener)
    await eventually(() =>
      expect(received.map(({ message }) => [message.topic, message.reconsumeTimes])).toEqual([[topic, 1]]),
    )
  })

  it.each([0, 1])('goes to the dead-letter topic after %i further deliveries', async maxReconsumeTimes => {
    const [group, topic] = [await makeGroup(), await makeTopic()]
    const { listener, received } = recorder((_, context) => {
      context.delayLevel = 1
      return 'LATER'
    })
    await newConsumer({ consumerGroup: group, maxReconsumeTimes }).subscribe(topic).start(listener)
    await sendBodies(topic, ['dead'])
    const [letter] = await deadLetters(group)
    expect(letter?.body.toString()).toBe('dead')
    expect(letter?.properties.get('RETRY_TOPIC')).toBe(topic)
    expect(received).toHaveLength(maxReconsumeTimes + 1)
  })

  it('goes to the dead-letter topic as often as the group is configured, unless told otherwise', async () => {
    const [group, topic] = [await makeGroup({ retryMaxTimes: 0 }), await makeTopic()]
    const { listener, received } = recorder(() => 'LATER')
    await newConsumer({ consumerGroup: group }).subscribe(topic).start(listener)
    await sendBodies(topic, ['dead'])
    expect(await deadLetters(group)).toHaveLength(1)
    expect(received).toHaveLength(1)
  })

  it('goes there at once when the listener wants that', async () => {
    const [group, topic] = [await makeGroup(), await makeTopic()]
    const { listener } = recorder((_, context) => {
      context.delayLevel = -1
      return 'LATER'
    })
    await newConsumer({ consumerGroup: group }).subscribe(topic).start(listener)
    await sendBodies(topic, ['dead'])
    expect(await deadLetters(group)).toHaveLength(1)
  })

  it('comes again alone, of a batch of which the others count as consumed', async () => {
    const [group, topic] = [await makeGroup(), await makeTopic({ writeQueueNums: 1 })]
    await sendBodies(topic, bodiesOf('m', 8))
    const seen: string[][] = []
    const again: string[] = []
    const consumer = newConsumer({ consumerGroup: group, batchSize: 8 }).subscribe(topic)
    await consumer.start(async (messages, context) => {
      const bodies = messages.map(({ body }) => body.toString())
      if (messages[0]?.reconsumeTimes === 0) {
        seen.push(bodies)
        context.delayLevel = 1
        context.ackIndex = messages.length - 2
      } else again.push(...bodies)
      return 'SUCCESS'
    })
    await eventually(() => expect(seen.flat().toSorted()).toEqual(bodiesOf('m', 8)))
    const last = seen.map(bodies => bodies.at(-1))
    await eventually(() => expect(again.toSorted()).toEqual(last.toSorted()))
  })
})

describe('an ordered consumer', () => {
  it('keeps the order of each queue through a message that fails', async () => {
    const [group, topic] = [await makeGroup(), await makeTopic()]
    const { listener, received } = recorder((message, context) => {
      context.suspendMs = 100
      return message.body.toString() === 'm-5' && message.reconsumeTimes < 2 ? 'LATER' : 'SUCCESS'
    })
    const consumer = newConsumer({ consumerGroup: group, ordered: true, commitIntervalMs: 200 }).subscribe(
      topic,
    )
    await consumer.start(listener)
    const sent = bodiesOf('m', 24)
    await sendBodies(topic, sent)
    await eventually(() => expect(received).toHaveLength(sent.length + 2))
    for (const ofQueue of Map.groupBy(
      received,
      ({ queue }) => `${queue.brokerName} ${queue.queueId}`,
    ).values()) {
      const offsets = ofQueue.map(({ message }) => Number(message.queueOffset))
      expect(offsets).toEqual(offsets.toSorted((a, b) => a - b))
    }
    const tries = received.filter(({ body }) => body === 'm-5').map(({ message }) => message.reconsumeTimes)
    expect(tries).toEqual([0, 1, 2])
    await eventually(async () => expect(await lagOf(group, topic)).toBe(0n))
  })

  it('puts a message that failed too often into the dead-letter topic and goes on', async () => {
    const [group, topic] = [await makeGroup(), await makeTopic({ writeQueueNums: 1 })]
    await sendBodies(topic, ['bad', 'bad', 'good', 'good'])
    const { listener, bodies } = recorder((message, context) => {
      context.suspendMs = 50
      return message.body.toString() === 'bad' ? 'LATER' : 'SUCCESS'
    })
    const consumer = newConsumer({ consumerGroup: group, ordered: true, maxReconsumeTimes: 1 }).subscribe(
      topic,
    )
    await consumer.start(listener)
    await eventually(() => expect(bodies().filter(body => body === 'good')).toHaveLength(2))
    await eventually(async () => expect(await deadLetters(group)).toHaveLength(2))
    expect(bodies().filter(body => body === 'bad')).toHaveLength(4)
  })

  it('hands its queues over only when what it has in hand is done', async () => {
    const [group, topic] = [await makeGroup(), await makeTopic({ writeQueueNums: 2 })]
    const order: string[] = []
    const { promise, resolve } = Promise.withResolvers<void>()
    const slow = newConsumer({ consumerGroup: group, ordered: true, clientId: `z-${group}` }).subscribe(topic)
    await slow.start(async ([message], { queue }) => {
      order.push(`begin ${queue.brokerName} ${queue.queueId} ${message?.queueOffset}`)
      await promise
      order.push(`end ${queue.brokerName} ${queue.queueId} ${message?.queueOffset}`)
      return 'SUCCESS'
    })
    await sendBodies(topic, bodiesOf('m', 12))
    await eventually(() => expect(order).toHaveLength(4))
    const fast = newConsumer({ consumerGroup: group, ordered: true, clientId: `a-${group}` }).subscribe(topic)
    await fast.start(async ([message], { queue }) => {
      order.push(`begin ${queue.brokerName} ${queue.queueId} ${message?.queueOffset}`)
      return 'SUCCESS'
    })
    await eventually(async () => {
      const { mqTable } = await admin.clients.runningInfo(group, slow.clientId)
      expect(mqTable.filter(([, info]) => info.droped || info.cachedMsgCount > 0)).not.toHaveLength(0)
    })
    resolve()
    await eventually(() => expect(order.filter(line => line.startsWith('begin'))).toHaveLength(12))
    const begun = order.filter(line => line.startsWith('begin'))
    expect(new Set(begun).size).toBe(12)
  })
})
