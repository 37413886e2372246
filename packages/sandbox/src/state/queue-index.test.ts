import { describe, expect, it } from 'vitest'
import { QueueIndex } from './queue-index.ts'

function filled(count: number): QueueIndex {
  const queue = new QueueIndex()
  for (let n = 0; n < count; n++) queue.push(n * 100, 100 + n, n % 7)
  return queue
}

describe('the index of a queue', () => {
  it('is empty at first', () => {
    const queue = new QueueIndex()
    expect([queue.minOffset, queue.maxOffset, queue.at(0)]).toEqual([0, 0, undefined])
  })

  it('tells of each offset where its message lies', () => {
    const queue = filled(1_000)
    expect(queue.maxOffset).toBe(1_000)
    for (const offset of [0, 15, 16, 17, 999]) {
      expect(queue.at(offset)).toEqual({ position: offset * 100, bytes: 100 + offset, tagsCode: offset % 7 })
    }
  })

  it.each([-1, 1_000, 0.5, Number.NaN, Number.MAX_SAFE_INTEGER])('holds nothing at %d', offset => {
    expect(filled(1_000).at(offset)).toBeUndefined()
  })

  it('keeps times of delivery as well as hashes', () => {
    const queue = new QueueIndex()
    queue.push(0, 1, 1_700_000_000_123)
    queue.push(1, 1, -2_147_483_648)
    expect([queue.at(0)?.tagsCode, queue.at(1)?.tagsCode]).toEqual([1_700_000_000_123, -2_147_483_648])
  })

  it('forgets its beginning with the log, and keeps its offsets', () => {
    const queue = filled(10)
    queue.dropBefore(450)
    expect([queue.minOffset, queue.maxOffset, queue.at(4), queue.at(5)?.position]).toEqual([
      5,
      10,
      undefined,
      500,
    ])
    queue.dropBefore(1_000_000)
    expect([queue.minOffset, queue.maxOffset]).toEqual([10, 10])
    queue.push(1_000, 1, 0)
    expect(queue.at(10)?.position).toBe(1_000)
  })

  it('goes on for ever in the room that its messages need', () => {
    const queue = new QueueIndex()
    for (let n = 0; n < 10_000; n++) {
      queue.push(n, 1, n)
      queue.dropBefore(n - 10)
    }
    expect([queue.minOffset, queue.maxOffset]).toEqual([9_989, 10_000])
    expect(Array.from({ length: 11 }, (_, n) => queue.at(9_989 + n)?.tagsCode)).toEqual(
      Array.from({ length: 11 }, (_, n) => 9_989 + n),
    )
  })
})
