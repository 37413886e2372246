import { describe, expect, it } from 'vitest'
import { ManualClock } from '../clock.ts'
import { QueueLocks } from './queue-locks.ts'

const queue = (queueId: number) => ({ topic: 't', brokerName: 'broker-a', queueId })

describe('the lock of a queue', () => {
  it('is one client’s until that one gives it back', () => {
    const locks = new QueueLocks(new ManualClock())
    expect(locks.lock('g', 'one', [queue(0), queue(1)])).toEqual([queue(0), queue(1)])
    expect(locks.lock('g', 'two', [queue(0), queue(2)])).toEqual([queue(2)])
    locks.unlock('g', 'two', [queue(0)])
    expect(locks.lock('g', 'two', [queue(0)])).toEqual([])
    locks.unlock('g', 'one', [queue(0)])
    expect(locks.lock('g', 'two', [queue(0)])).toEqual([queue(0)])
  })

  it('is of one group', () => {
    const locks = new QueueLocks(new ManualClock())
    locks.lock('g', 'one', [queue(0)])
    expect(locks.lock('h', 'two', [queue(0)])).toEqual([queue(0)])
  })

  it('is over a minute after it was taken last', () => {
    const clock = new ManualClock()
    const locks = new QueueLocks(clock)
    locks.lock('g', 'one', [queue(0)])
    clock.advance(50_000)
    locks.lock('g', 'one', [queue(0)])
    clock.advance(50_000)
    expect([locks.isHeldBy('g'), locks.lock('g', 'two', [queue(0)])]).toEqual([true, []])
    clock.advance(10_001)
    expect(locks.isHeldBy('g')).toBe(false)
    expect(locks.lock('g', 'two', [queue(0)])).toEqual([queue(0)])
  })
})
