/** The POP consumer on a real cluster. */
import { describe, expect, it } from 'vitest'
import {
  admin,
  cluster,
  connectionOptions,
  eventually,
  makeGroup,
  makeTopic,
  newProducer,
} from '../contract/harness.ts'
import { itNeeds } from '../contract/on-release.ts'
import { PopConsumer, type PopOptions, type PoppedMessage } from '../src/clients/consumer/pop-consumer.ts'
import type { OutgoingMessage } from '../src/clients/producer/outgoing-message.ts'
import { parsePopHandle } from '../src/requests/shapes/pop-extra-info.ts'
import { bodiesOf } from './consumer-support.ts'

const [brokerName = ''] = cluster.masters.map(master => master.brokerName)

interface Fixture extends AsyncDisposable {
  readonly consumer: PopConsumer
  readonly topic: string
  readonly group: string
  /** All to one queue of one broker. */
  readonly send: (bodies: readonly string[], more?: Partial<OutgoingMessage>) => Promise<void>
  /** Pops of that broker until so many messages came. */
  readonly take: (count: number, options?: PopOptions) => Promise<PoppedMessage[]>
}

async function fixture(): Promise<Fixture> {
  const [group, topic] = [await makeGroup(), await makeTopic({ writeQueueNums: 2 })]
  const consumer = new PopConsumer({ ...connectionOptions, consumerGroup: group })
  return {
    consumer,
    topic,
    group,
    send: async (bodies, more = {}) => {
      await using producer = newProducer()
      const queue = { topic, brokerName, queueId: 1 }
      for (const body of bodies) await producer.send({ ...more, topic, body }, { queue })
    },
    take: async (count, options = {}) => {
      const taken: PoppedMessage[] = []
      await eventually(async () => {
        const { messages } = await consumer.pop(topic, {
          brokerName,
          consumeFrom: 'FIRST_OFFSET',
          ...options,
        })
        taken.push(...messages)
        expect(taken.length).toBeGreaterThanOrEqual(count)
      })
      return taken
    },
    [Symbol.asyncDispose]: () => consumer.stop(),
  }
}

const bodyOf = ({ message }: PoppedMessage) => message.body.toString()

describe.concurrent('a POP consumer', () => {
  itNeeds('POP_MESSAGE', 'takes messages that others do not see then', async () => {
    await using its = await fixture()
    await its.send(bodiesOf('m', 5))
    const taken = await its.take(5)
    expect(taken.map(bodyOf).toSorted()).toEqual(bodiesOf('m', 5))
    expect(taken.every(({ topic, message }) => topic === its.topic && message.topic === its.topic)).toBe(true)
    const handle = parsePopHandle(taken[0]?.handle ?? '')
    expect(handle).toMatchObject({ brokerName, queueId: 1, retry: '0', invisibleTime: 60_000 })
    expect(await its.consumer.pop(its.topic, { brokerName })).toMatchObject({
      status: 'NO_NEW_MSG',
      messages: [],
    })
  })

  itNeeds('POP_MESSAGE', 'gets a message that comes while the broker lets it wait', async () => {
    await using its = await fixture()
    await its.consumer.pop(its.topic, { brokerName })
    const waiting = its.consumer.pop(its.topic, { brokerName, pollMs: 15_000 })
    await its.send(['m'])
    expect((await waiting).messages.map(bodyOf)).toEqual(['m'])
  })

  itNeeds('POP_MESSAGE', 'can be stopped while it waits', async () => {
    await using its = await fixture()
    await its.consumer.pop(its.topic, { brokerName })
    const controller = new AbortController()
    const waiting = its.consumer.pop(its.topic, { brokerName, pollMs: 15_000, signal: controller.signal })
    controller.abort()
    await expect(waiting).rejects.toMatchObject({ code: 'ABORTED' })
  })

  itNeeds('POP_MESSAGE', 'asks the brokers of a topic in turn', async () => {
    await using its = await fixture()
    const names = await its.consumer.brokers(its.topic)
    expect(names.toSorted()).toEqual(cluster.masters.map(master => master.brokerName))
    const asked = [await its.consumer.pop(its.topic), await its.consumer.pop(its.topic)].map(
      result => result.brokerName,
    )
    expect(asked.toSorted()).toEqual(names.toSorted())
  })

  itNeeds('POP_MESSAGE', 'takes only what its filter lets through', async () => {
    await using its = await fixture()
    await its.send(['red'], { tag: 'red', properties: { price: '1' } })
    await its.send(['blue'], { tag: 'blue', properties: { price: '9' } })
    expect((await its.take(1, { filter: { expression: 'blue' } })).map(bodyOf)).toEqual(['blue'])
    await using other = new PopConsumer({ ...connectionOptions, consumerGroup: await makeGroup() })
    const filter = { expression: 'price < 5', type: 'SQL92' } as const
    const sql = await other.pop(its.topic, { brokerName, consumeFrom: 'FIRST_OFFSET', filter })
    expect(sql.messages.map(bodyOf)).toEqual(['red'])
  })

  itNeeds(
    'POP_MESSAGE',
    'gets again what it did not acknowledge in time, and never what it did',
    async () => {
      await using its = await fixture()
      await its.send(['keep', 'done'])
      const taken = await its.take(2, { invisibleMs: 5_000 })
      const done = taken.find(message => bodyOf(message) === 'done')
      if (done === undefined) throw new Error('both were taken')
      await its.consumer.ack(done)
      const [again] = await its.take(1, { invisibleMs: 60_000 })
      if (again === undefined) throw new Error('one was taken')
      expect([bodyOf(again), again.topic, again.message.topic]).toEqual(['keep', its.topic, its.topic])
      expect(again.message.reconsumeTimes).toBe(1)
      expect(parsePopHandle(again.handle).retry).not.toBe('0')
      await its.consumer.ack(again)
      await eventually(async () =>
        expect(await its.consumer.pop(its.topic, { brokerName })).toMatchObject({ messages: [] }),
      )
    },
  )

  itNeeds('POP_MESSAGE', 'acknowledges many at once, also those that came again', async () => {
    await using its = await fixture()
    await its.send(bodiesOf('m', 6))
    const taken = await its.take(6, { invisibleMs: 5_000, maxMsgNums: 3 })
    const firstHalf = taken.slice(0, 3)
    expect(await its.consumer.ackAll(firstHalf)).toEqual([])
    const again = await its.take(3, { invisibleMs: 5_000 })
    expect(again.map(bodyOf).toSorted()).toEqual(taken.slice(3).map(bodyOf).toSorted())
    expect(await its.consumer.ackAll(again)).toEqual([])
    await its.send(['end'])
    expect((await its.take(1)).map(bodyOf)).toEqual(['end'])
    // Later than their time was up: what was not acknowledged would have come before.
    const late = await its.consumer.pop(its.topic, { brokerName, pollMs: 8_000 })
    expect(late.messages.map(bodyOf)).toEqual([])
  })

  itNeeds('POP_MESSAGE', 'gives a message back sooner, with a receipt of its own', async () => {
    await using its = await fixture()
    await its.send(['m'])
    const [taken] = await its.take(1, { invisibleMs: 300_000 })
    if (taken === undefined) throw new Error('one was taken')
    const changed = await its.consumer.changeInvisibleTime(taken, 1_000)
    expect(parsePopHandle(changed.handle)).toMatchObject({ invisibleTime: 1_000, brokerName, queueId: 1 })
    expect((await its.take(1)).map(bodyOf)).toEqual(['m'])
  })

  itNeeds('POP_MESSAGE', 'keeps a message for longer and acknowledges it with the new receipt', async () => {
    await using its = await fixture()
    await its.send(['m'])
    const [taken] = await its.take(1, { invisibleMs: 5_000 })
    if (taken === undefined) throw new Error('one was taken')
    const changed = await its.consumer.changeInvisibleTime(taken, 10_000)
    await its.consumer.ack(changed)
    const late = await its.consumer.pop(its.topic, { brokerName, pollMs: 14_000 })
    expect(late.messages.map(bodyOf)).toEqual([])
  })

  itNeeds('POP_MESSAGE', 'holds a queue in order until it acknowledges', async () => {
    await using its = await fixture()
    await its.send(bodiesOf('m', 2))
    const options = { ordered: true, maxMsgNums: 1, brokerName, consumeFrom: 'FIRST_OFFSET' } as const
    const [first] = await its.take(1, options)
    if (first === undefined) throw new Error('one was taken')
    expect(bodyOf(first)).toBe('m-0')
    expect((await its.consumer.pop(its.topic, options)).messages).toEqual([])
    await its.consumer.ack(first)
    expect((await its.take(1, options)).map(bodyOf)).toEqual(['m-1'])
  })

  it('refuses a receipt that is none before it asks anybody', async () => {
    await using its = await fixture()
    const receipt = { topic: its.topic, handle: 'no handle' }
    for (const call of [
      its.consumer.ack(receipt),
      its.consumer.ackAll([receipt]),
      its.consumer.changeInvisibleTime(receipt, 1),
    ]) {
      await expect(call).rejects.toMatchObject({ code: 'BAD_ARGUMENT' })
    }
  })

  itNeeds('POP_MESSAGE', 'shows in its group', async () => {
    await using its = await fixture()
    await its.consumer.pop(its.topic)
    const seen = await admin.clients.consumers(its.group)
    expect(seen.answered.map(({ value }) => value.consumeType)).toContain('CONSUME_POP')
  })
})
