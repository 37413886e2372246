import { encodeBatch, plainGroup, writeProperties } from '@gantry/remoting/internal'
import { sendBatchMessage } from '@gantry/remoting/requests'
import { describe, expect, it } from 'vitest'
import { ask } from '../../test-support/requests.ts'
import { brokerWithOrders, headerOf, sendTo, stored } from '../../test-support/sending.ts'
import type { Broker } from '../state/broker.ts'

describe('a retry that a consumer sends', () => {
  function brokerWithGroup(): Broker {
    const broker = brokerWithOrders()
    broker.groups.save([{ ...plainGroup('g'), retryMaxTimes: 3 }])
    return broker
  }

  it('goes to the retry topic as often as the group allows', () => {
    const broker = brokerWithGroup()
    expect(sendTo(broker, '%RETRY%g', { reconsumeTimes: 3 }).code).toBe(0)
    expect(stored(broker, '%RETRY%g')).toHaveLength(1)
    expect(broker.topics.get('%DLQ%g')).toBeUndefined()
  })

  it('is a dead letter after that, at once and for good', () => {
    const broker = brokerWithGroup()
    sendTo(broker, '%RETRY%g', {
      reconsumeTimes: 4,
      properties: writeProperties(new Map([['DELAY', '5']])),
    })
    expect(stored(broker, '%RETRY%g')).toEqual([])
    expect(stored(broker, '%DLQ%g')).toMatchObject([{ topic: '%DLQ%g', reconsumeTimes: 4 }])
  })

  it('is a dead letter after as many times as the consumer says', () => {
    const broker = brokerWithGroup()
    sendTo(broker, '%RETRY%g', { reconsumeTimes: 2, maxReconsumeTimes: 1 })
    expect(stored(broker, '%DLQ%g')).toHaveLength(1)
  })

  it('is a dead letter at once while the group holds queues in order', () => {
    const broker = brokerWithGroup()
    broker.locks.lock('g', 'c', [{ topic: 'orders', brokerName: 'broker-a', queueId: 0 }])
    sendTo(broker, '%RETRY%g', { reconsumeTimes: 1 })
    expect(stored(broker, '%DLQ%g')).toHaveLength(1)
  })

  it('of a group that does not exist is refused', () => {
    const broker = brokerWithOrders({ autoCreateSubscriptionGroup: false })
    expect(sendTo(broker, '%RETRY%nobody')).toMatchObject({
      code: 26,
      remark: expect.stringContaining('subscription group not exist, nobody'),
    })
  })

  it('within a batch is refused', () => {
    const broker = brokerWithGroup()
    const batch = encodeBatch([{ flag: 0, properties: new Map(), body: Buffer.from('a') }])
    const header = headerOf('%RETRY%g', { batch: true, properties: '' })
    expect(ask(broker, sendBatchMessage, header, batch)).toMatchObject({
      code: 13,
      remark: 'batch request does not support retry group %RETRY%g',
    })
    expect(stored(broker, '%RETRY%g')).toEqual([])
  })
})
