import { decodeMessage, PropertyName, SystemTopic } from '@gantry/remoting/internal'
import { describe, expect, it } from 'vitest'
import { message, newBroker } from '../../test-support/messages.ts'
import { ManualClock } from '../clock.ts'
import type { Broker } from './broker.ts'

function started() {
  const clock = new ManualClock()
  const broker = newBroker(clock)
  broker.start(() => {})
  return { clock, broker }
}

function bodies(broker: Broker, topic = 'orders', queueId = 0): string[] {
  return Array.from({ length: broker.store.maxOffset(topic, queueId) }, (_, offset) => {
    const record = broker.store.recordOf(topic, queueId, offset)
    return record === undefined ? '' : decodeMessage(record).body.toString()
  })
}

describe('a message with a delay level', () => {
  it('waits in the queue of its level and comes when its time is over', () => {
    const { clock, broker } = started()
    broker.put(message({ body: 'later', delayLevel: 2 }))
    expect(broker.store.maxOffset(SystemTopic.SCHEDULE, 1)).toBe(1)
    clock.advance(4_999)
    expect(bodies(broker)).toEqual([])
    clock.advance(1)
    expect(bodies(broker)).toEqual(['later'])
  })

  it('comes as it was sent, to its own queue, with its tag and its level', () => {
    const { clock, broker } = started()
    broker.put(message({ queueId: 3, tag: 'A', keys: 'k', delayLevel: 1 }))
    clock.advance(1_000)
    const record = broker.store.recordOf('orders', 3, 0) ?? Buffer.alloc(0)
    const { properties, bornHost } = decodeMessage(record)
    expect([properties.get('TAGS'), properties.get('KEYS'), bornHost.port]).toEqual(['A', 'k', 4_711])
    expect(properties.get(PropertyName.DELAY_TIME_LEVEL)).toBe('1')
    expect(broker.store.queue('orders', 3)?.at(0)?.tagsCode).toBe(65)
  })

  it('comes in the order of due times, not of sending', () => {
    const { clock, broker } = started()
    broker.put(message({ body: 'slow', delayLevel: 3 }))
    broker.put(message({ body: 'quick', delayLevel: 1 }))
    clock.advance(10_000)
    expect(bodies(broker)).toEqual(['quick', 'slow'])
  })

  it('counts as the last level when it asks for more', () => {
    const { clock, broker } = started()
    broker.put(message({ delayLevel: 99 }))
    clock.advance(2 * 3_600_000 - 1)
    expect(bodies(broker)).toEqual([])
    clock.advance(1)
    expect(bodies(broker)).toHaveLength(1)
  })

  it('does not come while the broker is stopped, and at once when that is over too late', () => {
    const { clock, broker } = started()
    broker.put(message({ body: 'one', delayLevel: 1 }))
    broker.stop()
    clock.advance(60_000)
    expect(bodies(broker)).toEqual([])
    broker.start(() => {})
    expect(bodies(broker)).toEqual(['one'])
  })

  it('is one of many of its level, each after its own wait', () => {
    const { clock, broker } = started()
    for (const body of ['a', 'b', 'c']) {
      broker.put(message({ body, delayLevel: 1 }))
      clock.advance(400)
    }
    expect([bodies(broker), broker.delays.progress().get(1)]).toEqual([['a'], 1])
    clock.advance(400)
    expect(bodies(broker)).toEqual(['a', 'b'])
    clock.advance(400)
    expect([bodies(broker), broker.delays.progress().get(1)]).toEqual([['a', 'b', 'c'], 3])
  })
})
