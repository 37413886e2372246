import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { liveBytes } from '../../../test-support/memory.ts'
import { type CachedMessage, ProcessQueue } from './process-queue.ts'
import { messageOf, messagesAt } from './testing/messages.ts'

const offsetsOf = (cached: readonly CachedMessage[]) => cached.map(({ queueOffset }) => Number(queueOffset))

const ascending = (a: bigint, b: bigint) => Number(a - b)

describe('ProcessQueue', () => {
  it('begins with the offset of its first pull as the one to commit', () => {
    const queue = new ProcessQueue(7n)
    expect([queue.nextOffset, queue.commitOffset, queue.count, queue.newestOffset]).toEqual([
      7n,
      7n,
      0,
      undefined,
    ])
  })

  it('commits up to the oldest unfinished message, whatever was finished after it', () => {
    const queue = new ProcessQueue(0n)
    const [first, second, third] = queue.put(messagesAt(0, 1, 2), 3n)
    if (!first || !second || !third) throw new Error('three were put')
    queue.finish([third])
    expect(queue.commitOffset).toBe(0n)
    queue.finish([first])
    expect(queue.commitOffset).toBe(1n)
    queue.finish([second])
    expect(queue.commitOffset).toBe(3n)
  })

  it('commits past messages that the filter kept back once nothing before them is unfinished', () => {
    const queue = new ProcessQueue(0n)
    const cached = queue.put(messagesAt(0), 1n)
    queue.put([], 50n)
    expect(queue.commitOffset).toBe(0n)
    queue.finish(cached)
    expect(queue.commitOffset).toBe(50n)
    expect(queue.nextOffset).toBe(50n)
  })

  it('leaves out messages that a broker sends again', () => {
    const queue = new ProcessQueue(0n)
    queue.finish(queue.put(messagesAt(0, 1), 2n))
    expect(offsetsOf(queue.put(messagesAt(1, 2), 3n))).toEqual([2])
    expect(queue.count).toBe(1)
  })

  it('lets finished messages go, however few there are', () => {
    const queue = new ProcessQueue(0n)
    const body = 'x'.repeat(100_000)
    const before = liveBytes()
    for (let offset = 0; offset < 500; offset++) {
      queue.finish(queue.put([messageOf({ queueOffset: BigInt(offset), body })], BigInt(offset + 1)))
    }
    expect(liveBytes() - before).toBeLessThan(5_000_000)
    expect(queue.commitOffset).toBe(500n)
  })

  it('counts a message once, however often it is finished', () => {
    const queue = new ProcessQueue(0n)
    const [first] = queue.put(messagesAt(0, 1), 2n)
    if (!first) throw new Error('two were put')
    queue.finish([first])
    queue.finish([first, first])
    expect(queue.count).toBe(1)
  })

  it('tells the oldest unfinished messages in order, passing over finished ones', () => {
    const queue = new ProcessQueue(0n)
    const cached = queue.put(messagesAt(0, 1, 2, 3), 4n)
    queue.finish(cached.slice(1, 2))
    expect(offsetsOf(queue.first(2))).toEqual([0, 2])
    expect(offsetsOf(queue.first(9))).toEqual([0, 2, 3])
  })

  it('weighs the unfinished messages, and spans the finished ones that wait for an older one', () => {
    const queue = new ProcessQueue(0n)
    const cached = queue.put(
      [messageOf({ queueOffset: 0n }), messageOf({ queueOffset: 1n, body: 'x'.repeat(1_000) })],
      2n,
    )
    const [small = 0, large = 0] = cached.map(({ bytes }) => bytes)
    expect(queue.bytes).toBe(small + large)
    queue.finish(cached.slice(1))
    expect([queue.bytes, queue.count, queue.span]).toEqual([small, 1, 2])
    queue.finish(cached)
    expect([queue.bytes, queue.count, queue.span]).toEqual([0, 0, 0])
  })

  it('never commits past an unfinished message, nor back, for any order of pulls and results', () => {
    const step = fc.oneof(
      fc.record({
        kind: fc.constant('pull' as const),
        gaps: fc.array(fc.nat(3), { maxLength: 8 }),
        filtered: fc.nat(4),
      }),
      fc.record({ kind: fc.constant('finish' as const), picks: fc.array(fc.nat(1_000), { maxLength: 6 }) }),
    )
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), steps => {
        const queue = new ProcessQueue(0n)
        const unfinished = new Set<CachedMessage>()
        let committed = 0n
        for (const one of steps) {
          if (one.kind === 'pull') {
            let at = Number(queue.nextOffset) - 1
            const messages = messagesAt(...one.gaps.map(gap => (at += gap + 1)))
            for (const cached of queue.put(messages, BigInt(at + 1 + one.filtered))) unfinished.add(cached)
          } else {
            const all = [...unfinished]
            const picked = new Set(one.picks.flatMap(pick => all[pick % Math.max(all.length, 1)] ?? []))
            queue.finish([...picked])
            for (const cached of picked) unfinished.delete(cached)
          }
          const [oldest = queue.nextOffset] = [...unfinished]
            .map(({ queueOffset }) => queueOffset)
            .toSorted(ascending)
          expect(queue.commitOffset).toBe(oldest)
          expect(queue.commitOffset).toBeGreaterThanOrEqual(committed)
          expect(queue.count).toBe(unfinished.size)
          committed = queue.commitOffset
        }
      }),
    )
  })
})
