import { decodeMessage, SysFlag } from '@gantry/remoting/internal'
import { describe, expect, it } from 'vitest'
import { HOST, message } from '../../test-support/messages.ts'
import { ManualClock } from '../clock.ts'
import { MessageStore, originalOf, storeTimestampOf } from './message-store.ts'

const MIB = 1024 * 1024

function newStore(clock = new ManualClock(), maxBytes = 64 * MIB): MessageStore {
  return new MessageStore(clock, HOST, { maxBytes })
}

describe('storing a message', () => {
  it('keeps it in the layout that clients read', () => {
    const clock = new ManualClock(5_000)
    const store = newStore(clock)
    store.put(message({ queueId: 3 }))
    const stored = store.put(message({ queueId: 3, body: 'Grüße', tag: 'A', properties: { colour: 'red' } }))
    const record = store.recordAt(stored.position) ?? Buffer.alloc(0)
    expect(record).toHaveLength(stored.bytes)
    const read = decodeMessage(record)
    expect(read).toMatchObject({
      topic: 'orders',
      queueId: 3,
      queueOffset: 1n,
      commitLogOffset: BigInt(stored.position),
      storeTimestamp: 5_000,
      storeHost: HOST,
      bornHost: { host: '192.0.2.7', port: 4_711 },
      offsetMsgId: stored.offsetMsgId,
    })
    expect([read.body.toString(), read.properties.get('colour')]).toEqual(['Grüße', 'red'])
  })

  it('counts offsets for each queue by itself', () => {
    const store = newStore()
    const offsets = [0, 1, 0, 0, 1].map(queueId => store.put(message({ queueId })).queueOffset)
    expect(offsets).toEqual([0, 0, 1, 2, 1])
    expect([
      store.maxOffset('orders', 0),
      store.maxOffset('orders', 1),
      store.maxOffset('orders', 2),
    ]).toEqual([3, 2, 0])
  })

  it('is told to who listens once it can be read', () => {
    const store = newStore()
    const seen: Array<string | undefined> = []
    store.onStored(({ topic, queueId, queueOffset }) => {
      const record = store.recordOf(topic, queueId, queueOffset)
      seen.push(record && decodeMessage(record).body.toString())
    })
    store.put(message({ body: 'one' }))
    expect(seen).toEqual(['one'])
  })

  it('that is a prepared half or a rollback shows it in no queue', () => {
    const store = newStore()
    for (const sysFlag of [SysFlag.TRANSACTION_PREPARED, SysFlag.TRANSACTION_ROLLBACK])
      store.put(message({ sysFlag }))
    store.put(message({ sysFlag: SysFlag.TRANSACTION_COMMIT }))
    expect(store.maxOffset('orders', 0)).toBe(1)
  })

  it('knows when it was, with a born host of either kind', () => {
    const clock = new ManualClock(7_000)
    const store = newStore(clock)
    const v6 = store.put({ ...message(), bornHost: { host: '2001:db8::1', port: 1 } })
    expect(storeTimestampOf(store.recordAt(v6.position) ?? Buffer.alloc(0))).toBe(7_000)
    expect(store.storeTimestampAt('orders', 0, 0)).toBe(7_000)
    expect(store.storeTimestampAt('orders', 0, 1)).toBe(-1)
    expect(store.earliestStoreTimestamp()).toBe(7_000)
  })

  it('can be done once more with what was read', () => {
    const store = newStore()
    const first = store.put(message({ tag: 'A', body: 'again' }))
    const again = originalOf(decodeMessage(store.recordAt(first.position) ?? Buffer.alloc(0)))
    expect(again).toEqual(message({ tag: 'A', body: 'again' }))
  })
})

describe('looking for a message', () => {
  it('by any of its keys or its unique ID finds it in its topic only', () => {
    const store = newStore()
    const { position } = store.put(message({ keys: 'k1 k2', uniqueId: 'U1' }))
    store.put(message({ topic: 'other', keys: 'k1' }))
    for (const key of ['k1', 'k2', 'U1']) expect([...store.findKey('orders', key)]).toEqual([position])
    expect([...store.findKey('orders', 'k3')]).toEqual([])
  })

  it('by a place where none begins finds none', () => {
    const store = newStore()
    const { position, bytes } = store.put(message({ body: 'a'.repeat(500) }))
    expect(store.recordAt(position + bytes)).toBeUndefined()
    expect(store.recordAt(position + 4)).toBeUndefined()
    expect(store.recordAt(-1)).toBeUndefined()
  })
})

describe('what a store keeps', () => {
  it('is bounded in bytes, and its queues begin where its log does', () => {
    const store = newStore(new ManualClock(), 3 * MIB)
    for (let n = 0; n < 100; n++)
      store.put(message({ body: Buffer.alloc(100 * 1024), keys: `k${n}`, queueId: n % 2 }))
    const oldest = store.minOffset('orders', 0)
    expect(oldest).toBeGreaterThan(30)
    expect(store.maxOffset('orders', 0)).toBe(50)
    expect(store.recordOf('orders', 0, oldest)).toBeDefined()
    expect(store.recordOf('orders', 0, oldest - 1)).toBeUndefined()
    expect([...store.findKey('orders', 'k99')]).toHaveLength(1)
  })

  it('is bounded in time', () => {
    const clock = new ManualClock()
    const store = newStore(clock)
    store.put(message())
    clock.advance(60_000)
    store.dropOlderThan(clock.now() - 30_000)
    expect([store.minOffset('orders', 0), store.maxOffset('orders', 0)]).toEqual([1, 1])
    expect(store.put(message()).queueOffset).toBe(1)
  })

  it('forgets the queues of a topic that is removed, which then begins anew', () => {
    const store = newStore()
    store.put(message())
    store.removeTopic('orders')
    expect(store.queue('orders', 0)).toBeUndefined()
    expect(store.put(message()).queueOffset).toBe(0)
  })
})
