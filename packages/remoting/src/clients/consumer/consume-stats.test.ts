import { describe, expect, it } from 'vitest'
import { ConsumeStats } from './consume-stats.ts'

describe('ConsumeStats', () => {
  it('tells speeds of the last minute and failures of the last hour', () => {
    let nowMs = 0
    const stats = new ConsumeStats(() => nowMs)
    stats.pulled('t', 60, 20)
    stats.pulled('t', 60, 40)
    stats.consumed('t', { ok: 90, failed: 30 }, 8)
    nowMs = 59_000
    const minute = stats.statusOf('t')
    expect(minute).toMatchObject({ pullRT: 30, consumeRT: 8, consumeFailedMsgs: 30n })
    expect(minute.pullTPS).toBeCloseTo(120 / 59)
    expect(minute.consumeOKTPS).toBeCloseTo(90 / 59)
    expect(minute.consumeFailedTPS).toBeCloseTo(30 / 59)
    nowMs = 1_000_000
    expect(stats.statusOf('t')).toEqual({
      pullRT: 0,
      pullTPS: 0,
      consumeRT: 0,
      consumeOKTPS: 0,
      consumeFailedTPS: 0,
      consumeFailedMsgs: 30n,
    })
    nowMs = 4_000_000
    expect(stats.statusOf('t').consumeFailedMsgs).toBe(0n)
  })
})
