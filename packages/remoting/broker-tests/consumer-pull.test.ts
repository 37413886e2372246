/** The pull consumer on a real cluster. */
import { describe, expect, it } from 'vitest'
import {
  admin,
  connectionOptions,
  eventually,
  makeGroup,
  makeTopic,
  newProducer,
  uniqueName,
} from '../contract/harness.ts'
import { PullConsumer } from '../src/clients/consumer/pull-consumer.ts'
import type { MessageQueue } from '../src/requests/shapes/message-queue.ts'
import { bodiesOf, shown } from './consumer-support.ts'

interface Fixture extends AsyncDisposable {
  readonly consumer: PullConsumer
  readonly topic: string
  readonly group: string
  readonly queue: MessageQueue
  readonly send: (bodies: readonly string[]) => Promise<void>
}

async function fixture(): Promise<Fixture> {
  const [group, topic] = [await makeGroup(), await makeTopic({ writeQueueNums: 1 })]
  const consumer = new PullConsumer({ ...connectionOptions, consumerGroup: group })
  const [queue] = await consumer.queues(topic)
  if (queue === undefined) throw new Error('the topic has queues')
  const send = async (bodies: readonly string[]): Promise<void> => {
    await using producer = newProducer()
    const before = await consumer.maxOffset(queue)
    for (const body of bodies) await producer.send({ topic, body }, { queue })
    await shown(topic, Number(before) + bodies.length)
  }
  return { consumer, topic, group, queue, send, [Symbol.asyncDispose]: () => consumer.stop() }
}

describe('a pull consumer', () => {
  it('names the queues of a topic', async () => {
    await using its = await fixture()
    const queues = await its.consumer.queues(its.topic)
    expect(queues.map(({ topic, queueId }) => [topic, queueId])).toEqual([
      [its.topic, 0],
      [its.topic, 0],
    ])
  })

  it('gets the messages of a queue from an offset on, and where to go on', async () => {
    await using its = await fixture()
    await its.send(bodiesOf('m', 5))
    const all = await its.consumer.pull(its.queue, 0n)
    expect(all).toMatchObject({ status: 'FOUND', nextBeginOffset: 5n, minOffset: 0n, maxOffset: 5n })
    expect(all.messages.map(({ body }) => body.toString())).toEqual(bodiesOf('m', 5))
    const two = await its.consumer.pull(its.queue, 1n, { maxMsgNums: 2 })
    expect(two.messages.map(({ queueOffset }) => queueOffset)).toEqual([1n, 2n])
    expect(two.nextBeginOffset).toBe(3n)
  })

  it('is told at once when there is nothing', async () => {
    await using its = await fixture()
    expect(await its.consumer.pull(its.queue, 0n)).toMatchObject({
      status: 'NO_NEW_MSG',
      messages: [],
      nextBeginOffset: 0n,
    })
  })

  it('is told where the queue is when it asks past its end', async () => {
    await using its = await fixture()
    await its.send(['m'])
    expect(await its.consumer.pull(its.queue, 100n)).toMatchObject({
      status: 'OFFSET_ILLEGAL',
      nextBeginOffset: 1n,
    })
  })

  it('is told to go on when the filter lets nothing through', async () => {
    await using its = await fixture()
    await its.send(bodiesOf('m', 3))
    const filter = { expression: 'red' }
    expect(await its.consumer.pull(its.queue, 0n, { filter })).toMatchObject({
      status: 'NO_MATCHED_MSG',
      nextBeginOffset: 3n,
    })
  })

  it('gets a message that comes while the broker lets it wait', async () => {
    await using its = await fixture()
    const waiting = its.consumer.pull(its.queue, 0n, { suspendTimeoutMs: 15_000 })
    await its.send(['m'])
    expect(await waiting).toMatchObject({ status: 'FOUND', nextBeginOffset: 1n })
  })

  it('can be stopped while it waits', async () => {
    await using its = await fixture()
    const controller = new AbortController()
    const waiting = its.consumer.pull(its.queue, 0n, { suspendTimeoutMs: 15_000, signal: controller.signal })
    controller.abort()
    await expect(waiting).rejects.toMatchObject({ code: 'ABORTED', request: 'PULL_MESSAGE' })
  })

  it('commits what it wants, and finds that again', async () => {
    await using its = await fixture()
    await its.send(bodiesOf('m', 3))
    await its.consumer.commit(its.queue, 2n)
    expect(await its.consumer.committed(its.queue)).toBe(2n)
    const placed = (await admin.offsets.queues(its.topic)).find(
      ({ node }) => node.brokerName === its.queue.brokerName,
    )
    expect(placed && (await admin.offsets.query(its.group, placed))).toBe(2n)
  })

  it('finds the ends of a queue, and the first message of a time', async () => {
    await using its = await fixture()
    await its.send(bodiesOf('m', 3))
    const { messages } = await its.consumer.pull(its.queue, 0n)
    expect([await its.consumer.minOffset(its.queue), await its.consumer.maxOffset(its.queue)]).toEqual([
      0n,
      3n,
    ])
    expect(await its.consumer.offsetAt(its.queue, messages[0]?.storeTimestamp ?? 0)).toBe(0n)
    expect(await its.consumer.offsetAt(its.queue, Date.now() + 60_000)).toBeGreaterThanOrEqual(2n)
  })

  it('shows in its group as one that pulls by itself, and tells of itself', async () => {
    await using its = await fixture()
    const seen = await admin.clients.consumers(its.group)
    expect(seen.answered.map(({ value }) => value.consumeType)).toContain('CONSUME_ACTIVELY')
    const info = await admin.clients.runningInfo(its.group, its.consumer.clientId, { jstack: true })
    expect(info.properties.get('PROP_CONSUME_TYPE')).toBe('CONSUME_ACTIVELY')
    expect(info.jstack).toMatch(/Node\.js/)
  })

  it('says that a topic does not exist', async () => {
    await using consumer = new PullConsumer({ ...connectionOptions, consumerGroup: await makeGroup() })
    await expect(consumer.queues(uniqueName('missing'))).rejects.toMatchObject({ code: 'NO_ROUTE' })
  })

  it('reads topics of its own namespace under their bare names', async () => {
    const namespace = uniqueName('instance')
    const topic = await makeTopic({ topic: `${namespace}%orders`, writeQueueNums: 1 })
    const group = await makeGroup({ groupName: `${namespace}%readers` })
    await using consumer = new PullConsumer({ ...connectionOptions, consumerGroup: 'readers', namespace })
    const [queue] = await consumer.queues('orders')
    if (queue === undefined) throw new Error('the topic has queues')
    expect(queue.topic).toBe('orders')
    await using producer = newProducer()
    await producer.send({ topic, body: 'm' }, { queue: { ...queue, topic } })
    await shown(topic, 1)
    const { messages } = await consumer.pull(queue, 0n)
    expect(messages.map(message => message.topic)).toEqual(['orders'])
    await consumer.commit(queue, 1n)
    await eventually(async () => {
      const placed = (await admin.offsets.queues(topic)).find(
        ({ node }) => node.brokerName === queue.brokerName,
      )
      expect(placed && (await admin.offsets.query(group, placed))).toBe(1n)
    })
  })
})
