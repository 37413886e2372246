/** What the tests of consumers share: consumers that write down what they get, and what their group has come to. */
import { afterEach, expect } from 'vitest'
import { admin, connectionOptions, eventually, newProducer, uniqueName } from '../contract/harness.ts'
import type { ConsumeContext, ConsumeResult, MessageListener } from '../src/clients/consumer/listener.ts'
import { PushConsumer } from '../src/clients/consumer/push-consumer.ts'
import type { PushConsumerOptions } from '../src/clients/consumer/push-options.ts'
import type { OutgoingMessage } from '../src/clients/producer/outgoing-message.ts'
import type { StoredMessage } from '../src/message/stored-message.ts'
import type { MessageQueue } from '../src/requests/shapes/message-queue.ts'

interface Receipt {
  readonly body: string
  readonly message: StoredMessage
  readonly queue: MessageQueue
}

export interface Recorder {
  readonly received: Receipt[]
  readonly bodies: () => string[]
  readonly listener: MessageListener
}

/** A listener that writes down what it gets, and then does as `react` says: SUCCESS unless told otherwise. */
export function recorder(
  react: (message: StoredMessage, context: ConsumeContext) => ConsumeResult | Promise<ConsumeResult> = () =>
    'SUCCESS',
): Recorder {
  const received: Receipt[] = []
  return {
    received,
    bodies: () => received.map(({ body }) => body),
    listener: async (messages, context) => {
      let result: ConsumeResult = 'SUCCESS'
      for (const message of messages) {
        received.push({ body: message.body.toString(), message, queue: context.queue })
        if ((await react(message, context)) === 'LATER') result = 'LATER'
      }
      return result
    },
  }
}

const consumers: PushConsumer[] = []
const failures: unknown[] = []

/** Stopped after the test, unless the test does it. */
export function newConsumer(options: Partial<PushConsumerOptions> & { consumerGroup: string }): PushConsumer {
  const consumer = new PushConsumer({
    ...connectionOptions,
    consumeFrom: 'FIRST_OFFSET',
    onError: error => failures.push(error),
    ...options,
  })
  consumers.push(consumer)
  return consumer
}

/** What consumers of this test reported as having gone wrong. */
export function reported(): unknown[] {
  return failures
}

afterEach(async () => {
  await Promise.all(consumers.splice(0).map(consumer => consumer.stop()))
  failures.length = 0
})

/** Sends one message for each body; queues in turn. */
export async function sendBodies(
  topic: string,
  bodies: readonly string[],
  more: Partial<OutgoingMessage> = {},
): Promise<void> {
  await using producer = newProducer({ producerGroup: uniqueName('producer') })
  for (const body of bodies) await producer.send({ ...more, topic, body })
}

/** A broker takes a message before its queue shows it: resolves when the topic's queues show so many. */
export async function shown(topic: string, count: number): Promise<void> {
  await eventually(async () => {
    const ends = (await admin.offsets.queues(topic)).map(queue => admin.offsets.max(queue))
    expect((await Promise.all(ends)).reduce((sum, end) => sum + end, 0n)).toBeGreaterThanOrEqual(
      BigInt(count),
    )
  })
}

/** `prefix-0`, `prefix-1` and so on. */
export function bodiesOf(prefix: string, count: number): string[] {
  return Array.from({ length: count }, (_, at) => `${prefix}-${at}`)
}

/** How many messages of the topic the group has not committed yet; undefined while there is a queue without an offset. */
export async function lagOf(group: string, topic: string): Promise<bigint | undefined> {
  const queues = await admin.offsets.queues(topic)
  let lag = 0n
  for (const queue of queues) {
    const committed = await admin.offsets.query(group, queue)
    if (committed === undefined) return undefined
    lag += (await admin.offsets.max(queue)) - committed
  }
  return lag
}
