import { describe, expect, it } from 'vitest'
import { AssignedQueue } from './assigned-queue.ts'
import { OffsetCommits } from './offset-commits.ts'
import { subscriptionOf } from './subscription.ts'
import { messagesAt } from './testing/messages.ts'

/** A store whose writes end when the test says so. */
function slowStore() {
  const writes: Array<{ offset: bigint; end: (error?: Error) => void }> = []
  return {
    writes,
    offsets: () => writes.map(({ offset }) => offset),
    read: async () => undefined,
    write: (_: unknown, offset: bigint) =>
      new Promise<void>((resolve, reject) => {
        writes.push({ offset, end: error => (error ? reject(error) : resolve()) })
      }),
  }
}

function fixture() {
  const store = slowStore()
  const errors: unknown[] = []
  const commits = new OffsetCommits({ onError: error => errors.push(error) }, store)
  const queue = new AssignedQueue({
    messageQueue: { topic: 'orders', brokerName: 'b', queueId: 0 },
    subscription: subscriptionOf('orders'),
    startOffset: 5n,
    committedOffset: 5n,
  })
  const consume = (offset: number): void =>
    queue.finish(queue.cache.put(messagesAt(offset), BigInt(offset) + 1n))
  return { store, errors, commits, queue, consume }
}

describe('OffsetCommits', () => {
  it('writes where the queue begins, and after that only what has changed', async () => {
    const { store, commits, queue, consume } = fixture()
    const begun = commits.commitAll([queue])
    await Promise.resolve()
    store.writes[0]?.end()
    await begun
    await commits.commitAll([queue])
    expect(store.offsets()).toEqual([5n])
    consume(5)
    const committed = commits.commitAll([queue])
    await Promise.resolve()
    store.writes[1]?.end()
    await committed
    await commits.commitAll([queue])
    expect(store.offsets()).toEqual([5n, 6n])
  })

  it('has one write of a queue under way at a time, so that none overtakes another', async () => {
    const { store, commits, queue, consume } = fixture()
    consume(5)
    const first = commits.commitAll([queue])
    await Promise.resolve()
    consume(6)
    await commits.commitAll([queue])
    const last = commits.set(queue, 100n)
    await Promise.resolve()
    expect(store.offsets()).toEqual([6n])
    store.writes[0]?.end()
    await first
    await Promise.resolve()
    expect(store.offsets()).toEqual([6n, 100n])
    store.writes[1]?.end()
    await last
  })

  it('reports a write that failed and makes it again next time', async () => {
    const { store, commits, queue, consume, errors } = fixture()
    consume(5)
    const failing = commits.commitAll([queue])
    await Promise.resolve()
    const away = new Error('broker away')
    store.writes[0]?.end(away)
    await failing
    expect(errors).toEqual([away])
    const again = commits.commitAll([queue])
    await Promise.resolve()
    store.writes[1]?.end()
    await again
    expect(store.offsets()).toEqual([6n, 6n])
  })

  it('writes nothing of a queue that was given up, however late its messages are finished', async () => {
    const { store, commits, queue, consume } = fixture()
    queue.drop()
    consume(5)
    await commits.commitAll([queue])
    expect(store.offsets()).toEqual([])
  })
})
