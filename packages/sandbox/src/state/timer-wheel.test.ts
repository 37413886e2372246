import { decodeMessage, PropertyName, TIMER_TOPIC } from '@gantry/remoting/internal'
import { describe, expect, it } from 'vitest'
import { message, newBroker } from '../../test-support/messages.ts'
import { ManualClock } from '../clock.ts'
import { Refused } from './refused.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

function started() {
  // At the beginning of a second, as slots are.
  const clock = new ManualClock(1_700_000_000_000)
  const broker = newBroker(clock)
  broker.start(() => {})
  const messages = (topic = 'orders', queueId = 0) =>
    Array.from({ length: broker.store.maxOffset(topic, queueId) }, (_, offset) =>
      decodeMessage(broker.store.recordOf(topic, queueId, offset) ?? Buffer.alloc(0)),
    )
  const bodies = () => messages().map(({ body }) => body.toString())
  const putIn = (body: string, delayMs: number, uniqueId = body) =>
    broker.put(message({ body, uniqueId, properties: { TIMER_DELAY_MS: String(delayMs) } }))
  const recall = (uniqueId: string, delayMs: number) => {
    const deliverMs = String(clock.now() + delayMs)
    broker.put(message({ properties: { TIMER_DEL_UNIQKEY: uniqueId, TIMER_DELIVER_MS: deliverMs } }))
  }
  return { clock, broker, messages, bodies, putIn, recall }
}

describe('a message with a time', () => {
  it('waits in the topic of timers and comes when the second of its time is over', () => {
    const { clock, broker, bodies, putIn } = started()
    putIn('later', 2_500)
    expect(broker.store.maxOffset(TIMER_TOPIC, 0)).toBe(1)
    clock.advance(2_999)
    expect(bodies()).toEqual([])
    clock.advance(1)
    expect(bodies()).toEqual(['later'])
  })

  it('may name the time, seconds or milliseconds', () => {
    const { clock, broker, bodies } = started()
    const at = String(clock.now() + 3_000)
    broker.put(message({ body: 'at', properties: { TIMER_DELIVER_MS: at } }))
    broker.put(message({ body: 'seconds', properties: { TIMER_DELAY_SEC: '2' } }))
    broker.put(message({ body: 'ms', properties: { TIMER_DELAY_MS: '1000' } }))
    clock.advance(3_000)
    expect(bodies()).toEqual(['ms', 'seconds', 'at'])
  })

  it('comes as it was sent, to its own queue, and tells when it was due', () => {
    const { clock, broker, messages } = started()
    const now = clock.now()
    broker.put(message({ queueId: 3, tag: 'A', properties: { TIMER_DELAY_SEC: '5' } }))
    clock.advance(5_000)
    const [due] = messages('orders', 3)
    expect(due?.properties.get('TAGS')).toBe('A')
    // Java takes it away only after it has written the properties down.
    expect(due?.properties.get(PropertyName.REAL_TOPIC)).toBe('orders')
    expect(due?.properties.get(PropertyName.TIMER_OUT_MS)).toBe(String(now + 4_000))
  })

  it('comes at once when its time is over', () => {
    const { broker, bodies } = started()
    broker.put(message({ body: 'now', properties: { TIMER_DELIVER_MS: '1000' } }))
    expect(bodies()).toEqual(['now'])
  })

  it('is refused when it is further away than the broker allows, or no number', () => {
    const { broker } = started()
    const put = (seconds: string) => () => broker.put(message({ properties: { TIMER_DELAY_SEC: seconds } }))
    expect(put(String(3 * 24 * 3600 + 1))).toThrow(/max delay 259200000ms/)
    expect(put('soon')).toThrow(Refused)
    broker.settings.update(new Map([['timerWheelEnable', 'false']]))
    expect(put('1')).toThrow('accurate timer message is not enabled')
  })

  it('waits by its level when it has one, too', () => {
    const { clock, broker, messages } = started()
    broker.put(message({ delayLevel: 1, properties: { TIMER_DELAY_SEC: '600' } }))
    clock.advance(1_000)
    expect(messages()[0]?.properties.has(PropertyName.TIMER_DELAY_SEC)).toBe(false)
  })

  it('moves on once when it is further away than the wheel reaches', () => {
    const { clock, broker, messages, putIn } = started()
    putIn('far', 3 * DAY_MS)
    clock.advance(3 * DAY_MS - 1)
    expect([broker.store.maxOffset(TIMER_TOPIC, 0), messages()]).toEqual([2, []])
    clock.advance(1)
    expect(messages()[0]?.properties.get(PropertyName.TIMER_ROLL_TIMES)).toBe('1')
  })

  it('does not come while the broker is stopped, and all in order when that is over', () => {
    const { clock, broker, bodies, putIn } = started()
    putIn('second', 7_000)
    putIn('first', 5_000)
    broker.stop()
    clock.advance(HOUR_MS)
    expect(bodies()).toEqual([])
    broker.start(() => {})
    clock.advance(0)
    expect(bodies()).toEqual(['first', 'second'])
  })
})

describe('a recall', () => {
  it('takes its message along and no other', () => {
    const { clock, bodies, putIn, recall } = started()
    putIn('never mind', 5_000)
    putIn('other', 5_000)
    recall('never mind', 4_001)
    clock.advance(HOUR_MS)
    expect(bodies()).toEqual(['other'])
  })

  it('without a message of that second does nothing', () => {
    const { clock, bodies, putIn, recall } = started()
    putIn('stays', 5_000)
    recall('stays', 60_000)
    clock.advance(HOUR_MS)
    expect(bodies()).toEqual(['stays'])
  })
})

describe('the counts of what waits', () => {
  it('go up and down by topic', () => {
    const { clock, broker, putIn, recall } = started()
    const count = () => broker.timers.metrics.snapshot().timingCount.get('orders')?.count
    putIn('one', 5_000)
    putIn('two', 5_000)
    expect(count()).toBe(2n)
    recall('one', 4_001)
    expect(count()).toBe(1n)
    clock.advance(5_000)
    expect(count()).toBe(0n)
    expect(broker.timers.checkpoint().lastTimerQueueOffset).toBe(3n)
  })
})
