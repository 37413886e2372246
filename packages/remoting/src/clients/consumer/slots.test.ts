import { describe, expect, it } from 'vitest'
import { Slots } from './slots.ts'

interface Job {
  readonly done: Promise<number | undefined>
  readonly end: () => void
}

function jobs(slots: Slots, count: number): { readonly started: number[]; readonly jobs: Job[] } {
  const started: number[] = []
  const list = Array.from({ length: count }, (_, at): Job => {
    const { promise, resolve } = Promise.withResolvers<void>()
    const done = slots.run(async () => {
      started.push(at)
      await promise
      return at
    })
    return { done, end: resolve }
  })
  return { started, jobs: list }
}

describe('Slots', () => {
  it('runs so many at a time and the others in the order they came', async () => {
    const { started, jobs: all } = jobs(new Slots(2), 5)
    expect(started).toEqual([0, 1])
    for (const [at, job] of all.entries()) {
      job.end()
      expect(await job.done).toBe(at)
      await Promise.resolve()
    }
    expect(started).toEqual([0, 1, 2, 3, 4])
  })

  it('begins nothing more once closed, and is closed when what runs has ended', async () => {
    const slots = new Slots(1)
    const { started, jobs: all } = jobs(slots, 3)
    let isClosed = false
    const closed = slots.close().then(() => {
      isClosed = true
    })
    expect(await all[1]?.done).toBeUndefined()
    expect(isClosed).toBe(false)
    all[0]?.end()
    await closed
    expect(started).toEqual([0])
    expect(await slots.run(async () => 'late')).toBeUndefined()
  })

  it('closes at once when nothing runs', async () => {
    await new Slots(3).close()
  })

  it('keeps its order over many tasks', async () => {
    const slots = new Slots(3)
    const order: number[] = []
    await Promise.all(Array.from({ length: 5_000 }, (_, at) => slots.run(async () => order.push(at))))
    expect(order).toEqual(order.toSorted((a, b) => a - b))
  })
})
