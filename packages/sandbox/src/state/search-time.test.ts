import { describe, expect, it } from 'vitest'
import { HOST, message } from '../../test-support/messages.ts'
import { ManualClock } from '../clock.ts'
import { MessageStore } from './message-store.ts'
import { offsetAtTime } from './search-time.ts'

/** Messages stored at 100, 200, 200, 200 and 300 ms. */
function filled(): MessageStore {
  const clock = new ManualClock(0)
  const store = new MessageStore(clock, HOST, { maxBytes: 1 << 20 })
  for (const waitMs of [100, 100, 0, 0, 100]) {
    clock.advance(waitMs)
    store.put(message())
  }
  return store
}

describe('the offset at a time', () => {
  it.each([
    [0, 0, 0],
    [100, 0, 0],
    [150, 1, 0],
    [200, 1, 3],
    [250, 4, 3],
    [300, 4, 4],
    [999, 5, 4],
  ])('of %i ms is %i from below and %i from above', (timestamp, lower, upper) => {
    const store = filled()
    expect(offsetAtTime(store, 'orders', 0, timestamp)).toBe(lower)
    expect(offsetAtTime(store, 'orders', 0, timestamp, 'UPPER')).toBe(upper)
  })

  it('is 0 in a queue that has never held anything', () => {
    expect(offsetAtTime(filled(), 'orders', 7, 200)).toBe(0)
  })
})
