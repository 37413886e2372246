import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { StoredMessage } from '../../message/stored-message.ts'
import { AssignedQueue } from './assigned-queue.ts'
import { ConsumeStats } from './consume-stats.ts'
import { Delivery } from './delivery.ts'
import type { MessageListener } from './listener.ts'
import { OrderedConsumption, type OrderedOptions } from './ordered-consumption.ts'
import { subscriptionOf } from './subscription.ts'
import { messagesAt } from './testing/messages.ts'

function queueOf(queueId: number): AssignedQueue {
  return new AssignedQueue({
    messageQueue: { topic: 'orders', brokerName: 'b', queueId },
    subscription: subscriptionOf('orders'),
    startOffset: 0n,
    committedOffset: undefined,
    lockedAtMs: Date.now(),
  })
}

function consumerOf(
  listener: MessageListener,
  options: Partial<OrderedOptions> & { accepts?: () => boolean } = {},
) {
  const buried: Array<[bigint, number]> = []
  const lost: AssignedQueue[] = []
  const sendBack = {
    send: async ({ queueOffset }: StoredMessage, _: string, delayLevel: number) => {
      buried.push([queueOffset, delayLevel])
      return options.accepts?.() ?? true
    },
  }
  const delivery = new Delivery({
    listener,
    consumerGroup: 'g',
    namespace: '',
    consumeTimeoutMs: 60_000,
    suspendMs: 1_000,
    stats: new ConsumeStats(),
    traces: undefined,
    onError: () => {},
  })
  const consumption = new OrderedConsumption(delivery, {
    concurrency: 20,
    batchSize: 1,
    maxReconsumeTimes: Number.POSITIVE_INFINITY,
    sendBack,
    needsLock: true,
    onLockLost: queue => lost.push(queue),
    ...options,
  })
  return { consumption, buried, lost }
}

function pulled(queue: AssignedQueue, ...offsets: number[]): void {
  queue.arrived(queue.cache.put(messagesAt(...offsets), BigInt(offsets.at(-1) ?? 0) + 1n))
}

const offsetsOf = (messages: readonly StoredMessage[]) =>
  messages.map(({ queueOffset }) => Number(queueOffset))

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

describe('OrderedConsumption', () => {
  it('has one batch of a queue in hand at a time, and several queues side by side', async () => {
    const [first, second] = [queueOf(0), queueOf(1)]
    const atWork: string[] = []
    const { promise, resolve } = Promise.withResolvers<void>()
    const { consumption } = consumerOf(
      async (messages, { queue }) => {
        atWork.push(`${queue.queueId}:${offsetsOf(messages)}`)
        await promise
        return 'SUCCESS'
      },
      { batchSize: 2 },
    )
    for (const queue of [first, second]) {
      consumption.begin(queue)
      pulled(queue, 0, 1, 2)
    }
    await vi.advanceTimersByTimeAsync(0)
    expect(atWork).toEqual(['0:0,1', '1:0,1'])
    resolve()
    await vi.advanceTimersByTimeAsync(0)
    expect(atWork).toEqual(['0:0,1', '1:0,1', '0:2', '1:2'])
    expect(first.commitOffset).toBe(3n)
  })

  it('tries a failed message again before anything after it, counting its deliveries', async () => {
    const queue = queueOf(0)
    const seen: Array<[number, number]> = []
    const { consumption } = consumerOf(async ([message], context) => {
      seen.push([Number(message?.queueOffset), message?.reconsumeTimes ?? -1])
      context.suspendMs = 200
      return seen.length < 3 ? 'LATER' : 'SUCCESS'
    })
    consumption.begin(queue)
    pulled(queue, 0, 1)
    await vi.advanceTimersByTimeAsync(199)
    expect([seen, queue.commitOffset]).toEqual([[[0, 0]], 0n])
    await vi.advanceTimersByTimeAsync(201)
    expect(seen).toEqual([
      [0, 0],
      [0, 1],
      [0, 2],
      [1, 0],
    ])
    expect(queue.commitOffset).toBe(2n)
  })

  it('puts a message that failed too often into the dead-letter topic and goes on', async () => {
    const queue = queueOf(0)
    const seen: number[] = []
    const { consumption, buried } = consumerOf(
      async messages => {
        seen.push(...offsetsOf(messages))
        return messages[0]?.queueOffset === 0n ? 'LATER' : 'SUCCESS'
      },
      { maxReconsumeTimes: 1 },
    )
    consumption.begin(queue)
    pulled(queue, 0, 1)
    await vi.advanceTimersByTimeAsync(1_000)
    expect([seen, buried]).toEqual([[0, 0, 1], [[0n, -1]]])
    expect(queue.commitOffset).toBe(2n)
  })

  it('holds the queue when the dead-letter topic does not take the message', async () => {
    const queue = queueOf(0)
    let accepts = false
    const { consumption, buried } = consumerOf(async () => 'LATER', {
      maxReconsumeTimes: 0,
      accepts: () => accepts,
    })
    consumption.begin(queue)
    pulled(queue, 0)
    await vi.advanceTimersByTimeAsync(1_500)
    expect([buried.length, queue.commitOffset]).toEqual([2, 0n])
    accepts = true
    await vi.advanceTimersByTimeAsync(1_000)
    expect(queue.commitOffset).toBe(1n)
  })

  it('never rests a queue for longer than 30 s, whatever the listener wants', async () => {
    const queue = queueOf(0)
    let calls = 0
    const { consumption } = consumerOf(
      async (_, context) => {
        calls++
        context.suspendMs = 3_600_000
        return 'LATER'
      },
      { needsLock: false },
    )
    consumption.begin(queue)
    pulled(queue, 0)
    await vi.advanceTimersByTimeAsync(30_000)
    expect(calls).toBe(2)
  })

  it('touches nothing once the lock was not renewed for 30 s, and says that it is lost', async () => {
    const queue = queueOf(0)
    const seen: number[] = []
    const { consumption, lost } = consumerOf(async messages => {
      seen.push(...offsetsOf(messages))
      return 'SUCCESS'
    })
    consumption.begin(queue)
    await vi.advanceTimersByTimeAsync(30_000)
    pulled(queue, 0)
    await vi.advanceTimersByTimeAsync(0)
    expect([seen, lost]).toEqual([[], [queue]])
  })

  it('consumes without a lock where none is needed', async () => {
    const queue = queueOf(0)
    queue.lockedAtMs = undefined
    const { consumption } = consumerOf(async () => 'SUCCESS', { needsLock: false })
    consumption.begin(queue)
    pulled(queue, 0)
    await vi.advanceTimersByTimeAsync(0)
    expect(queue.commitOffset).toBe(1n)
  })

  it('is done with a queue that is being given up when what is in hand is done', async () => {
    const queue = queueOf(0)
    const { promise, resolve } = Promise.withResolvers<'SUCCESS'>()
    const { consumption } = consumerOf(() => promise)
    consumption.begin(queue)
    pulled(queue, 0, 1)
    await vi.advanceTimersByTimeAsync(0)
    queue.beginLeaving()
    resolve('SUCCESS')
    await queue.inHand
    expect(queue.commitOffset).toBe(1n)
  })
})
