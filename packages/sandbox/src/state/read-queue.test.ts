import { decodeMessage } from '@gantry/remoting/internal'
import { describe, expect, it } from 'vitest'
import { HOST, message } from '../../test-support/messages.ts'
import { ManualClock } from '../clock.ts'
import { filterOf, subscriptionOf } from '../filter/message-filter.ts'
import { MessageStore } from './message-store.ts'
import { type ReadRequest, type ReadResult, readQueue } from './read-queue.ts'
import { SEGMENT_BYTES } from './segment-log.ts'

function storeWith(bodies: ReadonlyArray<string | Buffer>, tags: readonly string[] = []): MessageStore {
  const store = new MessageStore(new ManualClock(), HOST, { maxBytes: 64 * SEGMENT_BYTES })
  bodies.forEach(
    (body, n) => void store.put(message({ body, ...(tags[n] !== undefined && { tag: tags[n] }) })),
  )
  return store
}

function read(store: MessageStore, request: Partial<ReadRequest> = {}): ReadResult {
  return readQueue(store, { topic: 'orders', queueId: 0, offset: 0, maxMessages: 32, ...request })
}

/** Bodies of the records, which lie in the parts one after the other. */
function bodiesOf({ parts }: ReadResult): string[] {
  const bytes = Buffer.concat(parts)
  const bodies: string[] = []
  for (let at = 0; at < bytes.length; at += bytes.readInt32BE(at))
    bodies.push(decodeMessage(bytes, at).body.toString())
  return bodies
}

describe('reading a queue', () => {
  it('gives messages from the offset on, and where to go on', () => {
    const result = read(storeWith(['a', 'b', 'c']), { offset: 1 })
    expect(bodiesOf(result)).toEqual(['b', 'c'])
    expect(result).toMatchObject({
      status: 'FOUND',
      nextBeginOffset: 3,
      minOffset: 0,
      maxOffset: 3,
      messages: 2,
    })
  })

  it('gives records that lie side by side as one piece, without copying', () => {
    const store = storeWith(['a', 'b', 'c'])
    const { parts } = read(store)
    expect(parts).toHaveLength(1)
    expect(parts[0]?.buffer).toBe(store.log.slice(0, 1)?.buffer)
  })

  it('gives several pieces where other queues’ messages lie between or a segment ends', () => {
    const store = storeWith(['a'])
    store.put(message({ queueId: 1 }))
    store.put(message({ body: 'b' }))
    const large = Buffer.alloc(SEGMENT_BYTES - 1_000, 120)
    store.put(message({ body: large }))
    const result = read(store, { maxMessages: 2 })
    expect([result.parts.length, bodiesOf(result)]).toEqual([2, ['a', 'b']])
    expect(bodiesOf(read(store, { offset: 2 }))).toEqual([large.toString()])
  })

  it('gives no more than is asked for, and never more than 32', () => {
    const store = storeWith(Array.from({ length: 50 }, (_, n) => `${n}`))
    expect(read(store, { maxMessages: 3 })).toMatchObject({ messages: 3, nextBeginOffset: 3 })
    expect(read(store, { maxMessages: 1_000 })).toMatchObject({ messages: 32, nextBeginOffset: 32 })
  })

  it('stops at 256 KiB, but always gives one', () => {
    const store = storeWith([Buffer.alloc(200_000), Buffer.alloc(100_000), Buffer.alloc(500_000)])
    expect(read(store)).toMatchObject({ messages: 1, nextBeginOffset: 1 })
    expect(read(store, { offset: 2 })).toMatchObject({ messages: 1, nextBeginOffset: 3 })
  })
})

describe('reading where there is nothing', () => {
  it.each([
    ['a queue that has never held a message', { queueId: 9 }, 'NO_MESSAGE_IN_QUEUE', 0],
    ['the end of the queue', { offset: 3 }, 'OFFSET_OVERFLOW_ONE', 3],
    ['far beyond the end', { offset: 99 }, 'OFFSET_OVERFLOW_BADLY', 3],
    ['a negative offset', { offset: -5 }, 'OFFSET_TOO_SMALL', 0],
  ] as const)('at %s says so and where to go on', (_what, request, status, nextBeginOffset) => {
    expect(read(storeWith(['a', 'b', 'c']), request)).toMatchObject({ status, nextBeginOffset, parts: [] })
  })

  it('that was dropped sends to the oldest message', () => {
    const clock = new ManualClock()
    const store = new MessageStore(clock, HOST, { maxBytes: 64 * SEGMENT_BYTES })
    store.put(message())
    clock.advance(1_000)
    store.dropOlderThan(clock.now())
    store.put(message({ body: 'young' }))
    expect(read(store)).toMatchObject({
      status: 'OFFSET_TOO_SMALL',
      nextBeginOffset: 1,
      minOffset: 1,
      maxOffset: 2,
    })
  })
})

describe('reading with a filter', () => {
  const only = (tag: string) => filterOf(subscriptionOf('orders', tag), undefined)

  it('leaves out what does not match and goes on behind it', () => {
    const store = storeWith(['a', 'b', 'c', 'd'], ['A', 'B', 'A', 'B'])
    const result = read(store, { filter: only('A') })
    expect(bodiesOf(result)).toEqual(['a', 'c'])
    expect(result.nextBeginOffset).toBe(4)
  })

  it('that nothing matches says so and still goes on', () => {
    const store = storeWith(['a', 'b'], ['A', 'A'])
    expect(read(store, { filter: only('B') })).toMatchObject({
      status: 'NO_MATCHED_MESSAGE',
      nextBeginOffset: 2,
    })
  })

  it('looks at 800 messages at a time', () => {
    const store = storeWith(Array.from({ length: 1_000 }, () => 'x'))
    expect(read(store, { filter: only('B') })).toMatchObject({
      status: 'NO_MATCHED_MESSAGE',
      nextBeginOffset: 800,
    })
  })
})
