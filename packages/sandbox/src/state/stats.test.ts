import { describe, expect, it } from 'vitest'
import { ManualClock } from '../clock.ts'
import { DayTotals } from './day-totals.ts'
import { RateMeter } from './rate-meter.ts'
import { STATS_STEP_MS, Stats } from './stats.ts'
import { Traffic } from './traffic.ts'

const DAY_MS = 86_400_000

function sampled(stats: Stats, clock: ManualClock, times: number, before: () => void = () => {}): void {
  for (let n = 0; n < times; n++) {
    before()
    clock.advance(STATS_STEP_MS)
    stats.sample()
  }
}

describe('counters', () => {
  it('are unknown until something is counted, and nothing until a sample is taken', () => {
    const clock = new ManualClock()
    const stats = new Stats(clock)
    expect(stats.of('TOPIC_PUT_NUMS', 't')).toBeUndefined()
    stats.add('TOPIC_PUT_NUMS', 't', 2)
    expect(stats.of('TOPIC_PUT_NUMS', 't')?.statsMinute).toEqual({ sum: 0n, tps: 0, avgpt: 0 })
    sampled(stats, clock, 1)
    expect(stats.of('TOPIC_PUT_NUMS', 't')?.statsMinute).toEqual({ sum: 2n, tps: 0.2, avgpt: 2 })
  })

  it('tell of the last minute only what came in it', () => {
    const clock = new ManualClock()
    const stats = new Stats(clock)
    stats.add('TOPIC_PUT_NUMS', 't', 100)
    sampled(stats, clock, 1)
    expect(stats.of('TOPIC_PUT_NUMS', 't')?.statsMinute.sum).toBe(100n)
    sampled(stats, clock, 6, () => stats.add('TOPIC_PUT_NUMS', 't', 10))
    expect(stats.of('TOPIC_PUT_NUMS', 't')?.statsMinute).toMatchObject({ sum: 60n, tps: 1 })
    expect(stats.tps('TOPIC_PUT_NUMS', 't')).toBe(1)
  })

  it('tell what came at once on average', () => {
    const clock = new ManualClock()
    const stats = new Stats(clock)
    for (const bytes of [100, 300]) stats.add('TOPIC_PUT_SIZE', 't', bytes)
    sampled(stats, clock, 1)
    expect(stats.of('TOPIC_PUT_SIZE', 't')?.statsMinute.avgpt).toBe(200)
  })

  it('tell of an hour and a day in their own steps', () => {
    const clock = new ManualClock()
    const stats = new Stats(clock)
    stats.sample()
    stats.add('TOPIC_PUT_NUMS', 't', 5)
    sampled(stats, clock, 59)
    expect(stats.of('TOPIC_PUT_NUMS', 't')?.statsHour.sum).toBe(0n)
    sampled(stats, clock, 1)
    expect(stats.of('TOPIC_PUT_NUMS', 't')?.statsHour.sum).toBe(5n)
    sampled(stats, clock, 300)
    expect(stats.of('TOPIC_PUT_NUMS', 't')?.statsDay.sum).toBe(5n)
  })

  it('are forgotten with their key', () => {
    const stats = new Stats(new ManualClock())
    stats.add('TOPIC_PUT_NUMS', 't', 5)
    stats.remove('t')
    expect([stats.of('TOPIC_PUT_NUMS', 't'), stats.tps('TOPIC_PUT_NUMS', 't')]).toEqual([undefined, 0])
  })
})

describe('a rate', () => {
  it('is over whole seconds before this one', () => {
    const clock = new ManualClock(0)
    const rate = new RateMeter(clock)
    for (let second = 0; second < 20; second++) {
      rate.add(5)
      clock.advance(1_000)
    }
    rate.add(1_000)
    expect([rate.over(10), rate.over(60), rate.text()]).toEqual([5, 100 / 60, '5.0 1.7 0.2'])
    expect(rate.total).toBe(1_100)
  })

  it('falls to nothing when nothing comes, however long', () => {
    const clock = new ManualClock()
    const rate = new RateMeter(clock)
    rate.add(5)
    clock.advance(10 * DAY_MS)
    expect(rate.text()).toBe('0.0 0.0 0.0')
  })
})

describe('totals of days', () => {
  it('keep what they were this and the last midnight', () => {
    const clock = new ManualClock(new Date(2026, 0, 1, 12).getTime())
    const totals = new DayTotals(clock)
    totals.add(3)
    expect([totals.yesterdayMorning, totals.todayMorning, totals.now]).toEqual([0, 0, 3])
    clock.advance(DAY_MS)
    totals.add(4)
    expect([totals.yesterdayMorning, totals.todayMorning, totals.now]).toEqual([0, 3, 7])
    clock.advance(DAY_MS)
    expect([totals.yesterdayMorning, totals.todayMorning, totals.now]).toEqual([3, 7, 7])
  })
})

describe('what goes through a broker', () => {
  it('is counted by topic, by group and in whole, system topics only by name', () => {
    const clock = new ManualClock()
    const traffic = new Traffic(clock, 'sandbox')
    traffic.sent('t', 3, 300)
    traffic.sent('RMQ_SYS_TRACE_TOPIC', 1, 10)
    traffic.fetched('g', 't', 2, 200)
    traffic.sentBack('g', 't')
    sampled(traffic.stats, clock, 1)
    const sum = (name: string, key: string) => traffic.stats.of(name, key)?.statsMinute.sum
    expect([
      sum('TOPIC_PUT_NUMS', 't'),
      sum('TOPIC_PUT_SIZE', 't'),
      sum('BROKER_PUT_NUMS', 'sandbox'),
    ]).toEqual([3n, 300n, 4n])
    expect([
      sum('GROUP_GET_NUMS', 't@g'),
      sum('GROUP_GET_SIZE', 't@g'),
      sum('SNDBCK_PUT_NUMS', 't@g'),
    ]).toEqual([2n, 200n, 1n])
    expect([traffic.putTotals.now, traffic.getTotals.now, traffic.consumeTps('g', 't')]).toEqual([3, 2, 0.2])
  })
})
