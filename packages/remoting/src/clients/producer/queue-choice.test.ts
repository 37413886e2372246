import { describe, expect, it } from 'vitest'
import type { MessageQueue } from '../../requests/shapes/message-queue.ts'
import { byShardingKey, RoundRobin } from './queue-choice.ts'

const queuesOf = (brokerName: string, count: number): MessageQueue[] =>
  Array.from({ length: count }, (_, queueId) => ({ topic: 'orders', brokerName, queueId }))

describe('a queue chosen in turn', () => {
  it('is each queue once before any comes again', () => {
    const queues = queuesOf('broker-a', 4)
    const roundRobin = new RoundRobin()
    const picked = Array.from({ length: 8 }, () => roundRobin.pick(queues)?.queueId)
    expect(picked.slice(0, 4).toSorted()).toEqual([0, 1, 2, 3])
    expect(picked.slice(4)).toEqual(picked.slice(0, 4))
  })

  it('is off the broker that just failed, while there is another', () => {
    const queues = [...queuesOf('broker-a', 2), ...queuesOf('broker-b', 2)]
    const roundRobin = new RoundRobin()
    const picked = Array.from({ length: 4 }, () => roundRobin.pick(queues, 'broker-a')?.brokerName)
    expect(new Set(picked)).toEqual(new Set(['broker-b']))
    expect(roundRobin.pick(queuesOf('broker-a', 2), 'broker-a')?.brokerName).toBe('broker-a')
  })

  it('is none where no queue takes messages', () => {
    expect(new RoundRobin().pick([])).toBeUndefined()
    expect(byShardingKey([], 'order-1')).toBeUndefined()
  })
})

describe('a queue chosen by sharding key', () => {
  it('is the same for the same key', () => {
    const queues = queuesOf('broker-a', 8)
    for (const key of ['order-1', 'заказ', '']) {
      expect(byShardingKey(queues, key)).toBe(byShardingKey(queues, key))
    }
  })

  // Math.abs("…".hashCode() % 4), worked out by Java.
  it.each([
    ['order-4711', 2],
    ['polygenelubricants', 0],
    ['a', 1],
  ])('is for %j the one that the Java client takes', (key, queueId) => {
    expect(byShardingKey(queuesOf('broker-a', 4), key)?.queueId).toBe(queueId)
  })
})
