import { describe, expect, it } from 'vitest'
import { message, newBroker, silentLink } from '../../test-support/messages.ts'
import { ManualClock } from '../clock.ts'
import { conditionOf, filterOf, subscriptionOf } from '../filter/message-filter.ts'

function waitingPull(expression: string, expressionType = 'TAG') {
  const clock = new ManualClock()
  const broker = newBroker(clock)
  const link = silentLink()
  const subscription = subscriptionOf('orders', expression, expressionType)
  const filter = filterOf(subscription, conditionOf(subscription))
  const { closed } = link
  const reason = broker.heldPulls.hold({ topic: 'orders', queueId: 0, filter, timeoutMs: 15_000, closed })
  return { clock, broker, link, reason }
}

describe('a pull that waits', () => {
  it('goes on when a message of its queue comes', async () => {
    const { broker, reason } = waitingPull('*')
    broker.put(message({ queueId: 1 }))
    broker.put(message({ topic: 'other' }))
    expect(broker.heldPulls.size).toBe(1)
    broker.put(message())
    expect([await reason, broker.heldPulls.size]).toEqual(['ARRIVED', 0])
  })

  it('waits on for a message with its tag', async () => {
    const { broker, reason } = waitingPull('A')
    broker.put(message({ tag: 'B' }))
    expect(broker.heldPulls.size).toBe(1)
    broker.put(message({ tag: 'A' }))
    expect(await reason).toBe('ARRIVED')
  })

  it('waits on for a message that meets its condition', async () => {
    const { broker, reason } = waitingPull('size > 3', 'SQL92')
    broker.put(message({ properties: { size: '1' } }))
    expect(broker.heldPulls.size).toBe(1)
    broker.put(message({ properties: { size: '4' } }))
    expect(await reason).toBe('ARRIVED')
  })

  it('goes on when its time is over', async () => {
    const { clock, broker, reason } = waitingPull('*')
    clock.advance(14_999)
    expect(broker.heldPulls.size).toBe(1)
    clock.advance(1)
    expect([await reason, broker.heldPulls.size]).toEqual(['TIMEOUT', 0])
  })

  it('is given up when its client leaves', async () => {
    const { broker, link, reason } = waitingPull('*')
    link.leave()
    expect([await reason, broker.heldPulls.size]).toEqual(['CLOSED', 0])
  })
})
