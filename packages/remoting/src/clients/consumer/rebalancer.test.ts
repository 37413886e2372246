import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Rebalancer } from './rebalancer.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

function counted(results: boolean[] = []) {
  let runs = 0
  const rebalancer = new Rebalancer(async () => results[runs++] ?? true, 20_000)
  return { rebalancer, runs: () => runs }
}

describe('Rebalancer', () => {
  it('runs at once, and then every so often', async () => {
    const { rebalancer, runs } = counted()
    rebalancer.start()
    await vi.advanceTimersByTimeAsync(0)
    expect(runs()).toBe(1)
    await vi.advanceTimersByTimeAsync(20_100)
    expect(runs()).toBe(2)
    await rebalancer.stop()
  })

  it('runs again after a second when it did not work out', async () => {
    const { rebalancer, runs } = counted([false, false])
    rebalancer.start()
    await vi.advanceTimersByTimeAsync(2_200)
    expect(runs()).toBe(3)
    await vi.advanceTimersByTimeAsync(10_000)
    expect(runs()).toBe(3)
    await rebalancer.stop()
  })

  it('runs at once when it is woken, and once more when it is woken while it runs', async () => {
    let runs = 0
    const gates = [Promise.withResolvers<boolean>(), Promise.withResolvers<boolean>()]
    const rebalancer = new Rebalancer(() => gates[runs++]?.promise ?? Promise.resolve(true), 20_000)
    rebalancer.start()
    rebalancer.wake()
    rebalancer.wake()
    gates[0]?.resolve(true)
    gates[1]?.resolve(true)
    await vi.advanceTimersByTimeAsync(1_000)
    expect(runs).toBe(2)
    rebalancer.wake()
    await vi.advanceTimersByTimeAsync(0)
    expect(runs).toBe(3)
    await rebalancer.stop()
  })

  it('stops when the run under way has ended, and runs no more', async () => {
    let runs = 0
    const { promise, resolve } = Promise.withResolvers<boolean>()
    const rebalancer = new Rebalancer(() => {
      runs++
      return promise
    }, 20_000)
    rebalancer.start()
    let isStopped = false
    const stopped = rebalancer.stop().then(() => {
      isStopped = true
    })
    await vi.advanceTimersByTimeAsync(100)
    expect(isStopped).toBe(false)
    resolve(true)
    await vi.advanceTimersByTimeAsync(100)
    await stopped
    rebalancer.wake()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(runs).toBe(1)
  })
})
