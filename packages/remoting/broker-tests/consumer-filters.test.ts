/** What a subscription lets through, on a real cluster. */
import { describe, expect, it } from 'vitest'
import { connectionOptions, eventually, makeGroup, makeTopic, newProducer } from '../contract/harness.ts'
import { PullConsumer } from '../src/clients/consumer/pull-consumer.ts'
import type { FilterType } from '../src/clients/consumer/subscription.ts'
import type { OutgoingMessage } from '../src/clients/producer/outgoing-message.ts'
import { newConsumer, recorder, shown } from './consumer-support.ts'

const SENT: ReadonlyArray<Omit<OutgoingMessage, 'topic'> & { readonly body: string }> = [
  { body: 'red-1', tag: 'red', properties: { price: '1', colour: 'dark red' } },
  { body: 'red-5', tag: 'red', properties: { price: '5' } },
  { body: 'blue-5', tag: 'blue', properties: { price: '5' } },
  { body: 'green-9', tag: 'green', properties: { price: '9' } },
  { body: 'plain' },
  // Two tags with one Java hash code: a broker cannot tell them apart by it.
  { body: 'Aa', tag: 'Aa' },
  { body: 'BB', tag: 'BB' },
]

const CASES: ReadonlyArray<readonly [FilterType, string, readonly string[]]> = [
  ['TAG', '*', SENT.map(({ body }) => body)],
  ['TAG', 'red', ['red-1', 'red-5']],
  ['TAG', 'red || blue', ['red-1', 'red-5', 'blue-5']],
  ['TAG', 'Aa', ['Aa']],
  ['SQL92', 'price > 4', ['red-5', 'blue-5', 'green-9']],
  ['SQL92', "TAGS = 'red' AND price BETWEEN 0 AND 3", ['red-1']],
  ['SQL92', "colour = 'dark red' OR TAGS IS NULL", ['red-1', 'plain']],
]

async function sendAll(topic: string): Promise<void> {
  await using producer = newProducer()
  for (const message of SENT) await producer.send({ ...message, topic })
}

describe('a filter', () => {
  it.each(CASES)('%s %s lets a push consumer get what it should', async (type, expression, expected) => {
    const [group, topic] = [await makeGroup(), await makeTopic()]
    const { listener, bodies } = recorder()
    await newConsumer({ consumerGroup: group }).subscribe(topic, expression, type).start(listener)
    await sendAll(topic)
    // Sent last and let through by every filter, so that what comes is all that comes.
    await using producer = newProducer()
    const end = {
      body: 'end',
      tag: expression.includes('Aa') ? 'Aa' : 'red',
      properties: { price: '5', colour: 'dark red' },
    }
    const queues = 4
    const sentinel =
      type === 'SQL92' && expression.includes('BETWEEN') ? { ...end, properties: { price: '1' } } : end
    for (let at = 0; at < queues; at++) await producer.send({ ...sentinel, topic })
    await eventually(() => expect(bodies().filter(body => body === 'end')).toHaveLength(queues))
    expect(
      bodies()
        .filter(body => body !== 'end')
        .toSorted(),
    ).toEqual(expected.toSorted())
  })

  it.each(CASES)('%s %s lets a pull consumer get what it should', async (type, expression, expected) => {
    const [group, topic] = [await makeGroup(), await makeTopic({ writeQueueNums: 1 })]
    await sendAll(topic)
    await shown(topic, SENT.length)
    await using consumer = new PullConsumer({ ...connectionOptions, consumerGroup: group })
    const found: string[] = []
    for (const queue of await consumer.queues(topic)) {
      const end = await consumer.maxOffset(queue)
      for (let offset = 0n; offset < end; ) {
        const pulled = await consumer.pull(queue, offset, { filter: { expression, type } })
        found.push(...pulled.messages.map(({ body }) => body.toString()))
        expect(pulled.nextBeginOffset).toBeGreaterThan(offset)
        offset = pulled.nextBeginOffset
      }
    }
    expect(found.toSorted()).toEqual(expected.toSorted())
  })

  it('that the broker does not understand is refused when it is first used', async () => {
    const [group, topic] = [await makeGroup(), await makeTopic()]
    const refusal = { code: 'BROKER_REFUSED', responseCode: 23, request: 'CHECK_CLIENT_CONFIG' }
    const push = newConsumer({ consumerGroup: group }).subscribe(topic, 'price >', 'SQL92')
    await expect(push.start(async () => 'SUCCESS')).rejects.toMatchObject(refusal)
    await using pull = new PullConsumer({ ...connectionOptions, consumerGroup: group })
    const [queue] = await pull.queues(topic)
    if (queue === undefined) throw new Error('the topic has queues')
    const filter = { expression: 'price >', type: 'SQL92' } as const
    await expect(pull.pull(queue, 0n, { filter })).rejects.toMatchObject(refusal)
  })
})
