import { describe, expect, it } from 'vitest'
import { RollingSum } from './rolling-sum.ts'

describe('RollingSum', () => {
  it('adds up what happened within its span and forgets what is older', () => {
    let nowMs = 1_000_000
    const sum = new RollingSum(1_000, 10, () => nowMs)
    sum.add(4)
    nowMs += 5_000
    sum.add(6)
    expect([sum.sum, sum.average]).toEqual([10, 5])
    nowMs += 5_000
    expect([sum.sum, sum.average]).toEqual([6, 6])
    nowMs += 60_000
    expect([sum.sum, sum.average, sum.perSecond]).toEqual([0, 0, 0])
  })

  it('divides by the time since it began while that is shorter than its span', () => {
    let nowMs = 0
    const sum = new RollingSum(1_000, 60, () => nowMs)
    for (let i = 0; i < 100; i++) sum.add(1)
    expect(sum.perSecond).toBe(100)
    nowMs = 10_000
    expect(sum.perSecond).toBe(10)
    nowMs = 30_000
    for (let i = 0; i < 500; i++) sum.add(1)
    nowMs = 59_000
    expect(sum.perSecond).toBeCloseTo(600 / 59)
  })
})
