import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { endsWithin, pause, Wakeup } from './waiting.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

describe('Wakeup', () => {
  it('lets all go on who wait, and none who comes later', async () => {
    const wakeup = new Wakeup()
    const order: string[] = []
    void wakeup.wait().then(() => order.push('a'))
    void wakeup.wait().then(() => order.push('b'))
    wakeup.wake()
    void wakeup.wait().then(() => order.push('late'))
    await vi.advanceTimersByTimeAsync(0)
    expect(order).toEqual(['a', 'b'])
  })

  it('lets one go on after its time, and leaves no timer behind', async () => {
    const wakeup = new Wakeup()
    const waited = wakeup.wait(50)
    await vi.advanceTimersByTimeAsync(50)
    await waited
    void wakeup.wait(50)
    wakeup.wake()
    expect(vi.getTimerCount()).toBe(0)
  })
})

describe('pause', () => {
  it('ends when it is over, or as soon as it is aborted', async () => {
    const controller = new AbortController()
    const first = pause(10, controller.signal)
    await vi.advanceTimersByTimeAsync(10)
    await first
    const second = pause(10_000, controller.signal)
    controller.abort()
    await second
    await pause(10_000, controller.signal)
    expect(vi.getTimerCount()).toBe(0)
  })
})

describe('endsWithin', () => {
  it('tells whether work came to its end in time', async () => {
    expect(await endsWithin(Promise.resolve(), 10)).toBe(true)
    const late = endsWithin(new Promise(() => {}), 10)
    await vi.advanceTimersByTimeAsync(10)
    expect(await late).toBe(false)
    expect(vi.getTimerCount()).toBe(0)
  })
})
