import { expect, it } from 'vitest'
import { RecentCounters } from './recent-counters.ts'

function counters() {
  const clock = { now: 1_000, nowMs: () => clock.now }
  let asked = 0
  const recent = new RecentCounters(clock)
  const read = (key: string) => recent.read(key, async () => ++asked)
  return { clock, recent, read, asked: () => asked }
}

it('asks once for those who want a counter at the same time, and says when', async () => {
  const { read, asked } = counters()
  const both = await Promise.all([read('a'), read('a')])
  expect(both).toEqual([
    { value: 1, readAtMs: 1_000 },
    { value: 1, readAtMs: 1_000 },
  ])
  expect(asked()).toBe(1)
})

it('asks for each counter, and again when it is not of the moment any more', async () => {
  const { clock, read } = counters()
  await read('a')
  clock.now += 3_000
  await read('b')
  clock.now += 2_000
  expect(await read('a')).toEqual({ value: 3, readAtMs: 6_000 })
  expect(await read('b')).toEqual({ value: 2, readAtMs: 4_000 })
})

it('keeps no failure', async () => {
  const { recent, read } = counters()
  await expect(recent.read('a', () => Promise.reject(new Error('away')))).rejects.toThrow('away')
  expect(await read('a')).toEqual({ value: 1, readAtMs: 1_000 })
})
