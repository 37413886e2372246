import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { StoredMessage } from '../../message/stored-message.ts'
import { AssignedQueue } from './assigned-queue.ts'
import { ConcurrentConsumption, type ConcurrentOptions } from './concurrent-consumption.ts'
import { ConsumeStats } from './consume-stats.ts'
import { Delivery } from './delivery.ts'
import type { MessageListener } from './listener.ts'
import { subscriptionOf } from './subscription.ts'
import { messagesAt } from './testing/messages.ts'

interface Returned {
  readonly offset: bigint
  readonly reconsumeTimes: number
  readonly delayLevel: number
}

function consumerOf(
  listener: MessageListener,
  options: Partial<ConcurrentOptions> & { accepts?: () => boolean } = {},
) {
  const queue = new AssignedQueue({
    messageQueue: { topic: 'orders', brokerName: 'b', queueId: 0 },
    subscription: subscriptionOf('orders'),
    startOffset: 0n,
    committedOffset: undefined,
  })
  const returned: Returned[] = []
  const sendBack = {
    send: async ({ queueOffset, reconsumeTimes }: StoredMessage, _: string, delayLevel: number) => {
      returned.push({ offset: queueOffset, reconsumeTimes, delayLevel })
      return options.accepts?.() ?? true
    },
  }
  const consumeTimeoutMs = options.consumeTimeoutMs ?? 900_000
  const delivery = new Delivery({
    listener,
    consumerGroup: 'g',
    namespace: '',
    consumeTimeoutMs,
    suspendMs: 1_000,
    stats: new ConsumeStats(),
    traces: undefined,
    onError: () => {},
  })
  const consumption = new ConcurrentConsumption(delivery, {
    concurrency: 20,
    batchSize: 1,
    sendBack,
    ...options,
    consumeTimeoutMs,
  })
  const pulled = (...offsets: number[]): void => {
    consumption.arrived(queue, queue.cache.put(messagesAt(...offsets), BigInt(offsets.at(-1) ?? 0) + 1n))
  }
  return { queue, consumption, returned, pulled }
}

const offsetsOf = (messages: readonly StoredMessage[]) =>
  messages.map(({ queueOffset }) => Number(queueOffset))

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

describe('ConcurrentConsumption', () => {
  it('hands messages over in batches, so many at a time', async () => {
    const batches: number[][] = []
    const { promise, resolve } = Promise.withResolvers<void>()
    const { pulled, queue, consumption } = consumerOf(
      async messages => {
        batches.push(offsetsOf(messages))
        await promise
        return 'SUCCESS'
      },
      { batchSize: 2, concurrency: 2 },
    )
    pulled(0, 1, 2, 3, 4)
    expect(batches).toEqual([
      [0, 1],
      [2, 3],
    ])
    resolve()
    await vi.advanceTimersByTimeAsync(0)
    expect(batches).toEqual([[0, 1], [2, 3], [4]])
    expect(queue.commitOffset).toBe(5n)
    await consumption.finish()
  })

  it('gives failed messages back with the delay level that the listener wants, and goes on', async () => {
    const { pulled, queue, returned } = consumerOf(async ([message], context) => {
      if (message?.queueOffset !== 1n) return 'SUCCESS'
      context.delayLevel = 7
      return 'LATER'
    })
    pulled(0, 1, 2)
    await vi.advanceTimersByTimeAsync(0)
    expect(returned).toEqual([{ offset: 1n, reconsumeTimes: 0, delayLevel: 7 }])
    expect(queue.commitOffset).toBe(3n)
  })

  it('gives back only what comes after the last message that counts as consumed', async () => {
    const { pulled, returned } = consumerOf(
      async (_, context) => {
        context.ackIndex = 1
        return 'SUCCESS'
      },
      { batchSize: 4 },
    )
    pulled(0, 1, 2, 3)
    await vi.advanceTimersByTimeAsync(0)
    expect(returned.map(({ offset }) => offset)).toEqual([2n, 3n])
  })

  it('tries a message again itself after 5 s when its broker does not take it back, as one more delivery', async () => {
    let isBrokerAway = true
    const seen: number[] = []
    const { pulled, queue } = consumerOf(
      async ([message]) => {
        seen.push(message?.reconsumeTimes ?? -1)
        return seen.length < 3 ? 'LATER' : 'SUCCESS'
      },
      { accepts: () => !isBrokerAway },
    )
    pulled(0)
    await vi.advanceTimersByTimeAsync(4_999)
    expect([seen, queue.commitOffset]).toEqual([[0], 0n])
    await vi.advanceTimersByTimeAsync(1)
    expect(seen).toEqual([0, 1])
    isBrokerAway = false
    await vi.advanceTimersByTimeAsync(5_000)
    expect([seen, queue.commitOffset]).toEqual([[0, 1, 2], 1n])
  })

  it('drops failed messages of a broadcasting consumer', async () => {
    const { pulled, queue } = consumerOf(async () => 'LATER', { sendBack: undefined })
    pulled(0, 1)
    await vi.advanceTimersByTimeAsync(0)
    expect(queue.commitOffset).toBe(2n)
  })

  it('gives a message back that the listener holds for too long, and ignores its late result', async () => {
    const { promise, resolve } = Promise.withResolvers<'LATER'>()
    const { pulled, queue, returned } = consumerOf(() => promise, { consumeTimeoutMs: 1_000 })
    pulled(0)
    await vi.advanceTimersByTimeAsync(999)
    expect(returned).toEqual([])
    await vi.advanceTimersByTimeAsync(5_000)
    expect(returned).toEqual([{ offset: 0n, reconsumeTimes: 0, delayLevel: 3 }])
    expect(queue.commitOffset).toBe(1n)
    resolve('LATER')
    await vi.advanceTimersByTimeAsync(10_000)
    expect(returned).toHaveLength(1)
  })

  it('neither gives back nor finishes what comes to its end after the queue was given up', async () => {
    const { promise, resolve } = Promise.withResolvers<'LATER'>()
    const { pulled, queue, returned } = consumerOf(() => promise)
    pulled(0)
    queue.drop()
    resolve('LATER')
    await vi.advanceTimersByTimeAsync(10_000)
    expect([returned, queue.commitOffset]).toEqual([[], 0n])
  })

  it('begins nothing of a queue that is being given up', async () => {
    const seen: number[] = []
    const { promise, resolve } = Promise.withResolvers<void>()
    const { pulled, queue } = consumerOf(
      async messages => {
        seen.push(...offsetsOf(messages))
        await promise
        return 'SUCCESS'
      },
      { concurrency: 1 },
    )
    pulled(0, 1, 2)
    queue.beginLeaving()
    resolve()
    await vi.advanceTimersByTimeAsync(0)
    expect([seen, queue.commitOffset]).toEqual([[0], 1n])
  })

  it('waits at its end for the listener and for what it gives back', async () => {
    const { promise, resolve } = Promise.withResolvers<'LATER'>()
    const { pulled, consumption, queue, returned } = consumerOf(() => promise)
    pulled(0)
    const finished = consumption.finish()
    resolve('LATER')
    await finished
    expect([returned.length, queue.commitOffset]).toEqual([1, 1n])
  })
})
