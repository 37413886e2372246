import { describe, expect, it } from 'vitest'
import { fastClock, ManualClock, skewedClock, systemClock } from './clock.ts'

describe('a clock that is moved by hand', () => {
  it('stands still until it is told to go on', () => {
    const clock = new ManualClock(1_000)
    expect([clock.now(), clock.now()]).toEqual([1_000, 1_000])
    clock.advance(250)
    expect(clock.now()).toBe(1_250)
  })

  it('runs what falls due, the earliest first, each at its own time', () => {
    const clock = new ManualClock(0)
    const ran: Array<[string, number]> = []
    clock.after(30, () => ran.push(['late', clock.now()]))
    clock.after(10, () => ran.push(['early', clock.now()]))
    clock.after(31, () => ran.push(['never', clock.now()]))
    clock.advance(30)
    expect(ran).toEqual([
      ['early', 10],
      ['late', 30],
    ])
  })

  it('runs on the same way what was asked for on the way', () => {
    const clock = new ManualClock(0)
    const ran: number[] = []
    const again = (): void => {
      ran.push(clock.now())
      clock.after(10, again)
    }
    clock.after(10, again)
    clock.advance(35)
    expect(ran).toEqual([10, 20, 30])
  })

  it('runs nothing that was cancelled', () => {
    const clock = new ManualClock(0)
    let runs = 0
    clock.after(1, () => runs++).cancel()
    clock.advance(10)
    expect(runs).toBe(0)
  })
})

describe('the clock of a broker that is wrong', () => {
  it('shows another time but waits as long', () => {
    const clock = new ManualClock(1_000)
    let skewMs = -300
    const skewed = skewedClock(clock, () => skewMs)
    expect(skewed.now()).toBe(700)
    skewMs = 60_000
    expect(skewed.now()).toBe(61_000)
    let runs = 0
    skewed.after(5, () => runs++)
    clock.advance(5)
    expect(runs).toBe(1)
  })
})

describe('the clock of the machine', () => {
  it('tells its time and runs what is due', async () => {
    const clock = systemClock()
    const before = Date.now()
    await new Promise<void>(resolve => clock.after(0, resolve))
    expect(clock.now()).toBeGreaterThanOrEqual(before)
  })

  it('runs nothing that was cancelled', async () => {
    const clock = systemClock()
    let runs = 0
    clock.after(0, () => runs++).cancel()
    await new Promise<void>(resolve => clock.after(1, resolve))
    expect(runs).toBe(0)
  })
})

describe('a fast clock', () => {
  it('lets an hour pass within a moment of the machine, and runs then what is due', async () => {
    const clock = fastClock(100_000)
    const before = clock.now()
    await new Promise<void>(resolve => clock.after(3_600_000, resolve))
    expect(clock.now() - before).toBeGreaterThanOrEqual(3_600_000)
  })
})
