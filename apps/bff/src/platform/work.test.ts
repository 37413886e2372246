import { describe, expect, it } from 'vitest'
import { createWork } from './work.ts'

const LONG_MS = 60_000

describe('what is going on', () => {
  it('is settled at once when there is nothing', async () => {
    expect(await createWork().settle(LONG_MS)).toBe(true)
  })

  it('is settled when every piece is done, each counted once', async () => {
    const work = createWork()
    const [first, second] = [work.begin(), work.begin()]
    first()
    first()
    expect(await work.settle(0)).toBe(false)
    const settled = work.settle(LONG_MS)
    second()
    expect(await settled).toBe(true)
  })

  it('waits for a piece that began after all others were done', async () => {
    const work = createWork()
    work.begin()()
    const late = work.begin()
    expect(await work.settle(0)).toBe(false)
    late()
    expect(await work.settle(LONG_MS)).toBe(true)
  })

  it('is told when time is up', () => {
    const work = createWork()
    expect(work.cutOff.aborted).toBe(false)
    work.abort()
    expect(work.cutOff.aborted).toBe(true)
  })
})
