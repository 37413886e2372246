import { describe, expect, it } from 'vitest'
import { delayOf, longestDelay } from './queue-progress.ts'

const spanOf = (delayTime: number, minTimeStamp = 1_000) => ({
  messageQueue: { topic: 't', brokerName: 'b', queueId: 0 },
  minTimeStamp,
  maxTimeStamp: 9_000,
  consumeTimeStamp: 1_000,
  delayTime,
})

describe('the delay of a queue', () => {
  it('is what the broker says of the message that waits first', () => {
    expect(delayOf(3n, spanOf(4_000))).toEqual({ delayMs: 4_000, isDelayAtLeast: false })
  })

  it('is nothing where nothing waits, and not known where the broker did not tell', () => {
    expect(delayOf(0n, undefined)).toEqual({ delayMs: 0, isDelayAtLeast: false })
    expect(delayOf(1n, undefined)).toEqual({ delayMs: null, isDelayAtLeast: false })
  })

  it('is that of the oldest stored message at least, where the one that waits is not stored any more', () => {
    const brokerNowMs = 1_800_000_000_000
    const span = spanOf(brokerNowMs + 1, brokerNowMs - 7_000)
    expect(delayOf(3n, span)).toEqual({ delayMs: 7_000, isDelayAtLeast: true })
    expect(delayOf(3n, spanOf(brokerNowMs + 1, -1))).toEqual({ delayMs: null, isDelayAtLeast: false })
  })

  it('is not below nothing when the clocks of a broker go backwards', () => {
    expect(delayOf(1n, spanOf(-5))).toMatchObject({ delayMs: 0 })
  })
})

describe('the delay of a group', () => {
  it('is the longest of its queues', () => {
    const delays = [delayOf(1n, spanOf(10)), delayOf(1n, spanOf(30)), delayOf(0n, undefined)]
    expect(longestDelay(delays)).toEqual({ delayMs: 30, isDelayAtLeast: false })
    expect(longestDelay([])).toEqual({ delayMs: 0, isDelayAtLeast: false })
  })

  it('is not known as soon as one is not', () => {
    expect(longestDelay([delayOf(1n, spanOf(10)), delayOf(1n, undefined)])).toMatchObject({ delayMs: null })
  })
})
