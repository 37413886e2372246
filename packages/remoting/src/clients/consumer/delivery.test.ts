import { describe, expect, it } from 'vitest'
import type { TraceRecord } from '../../trace/trace-record.ts'
import { ConsumeStats } from './consume-stats.ts'
import { Delivery, type DeliveryParts } from './delivery.ts'
import type { MessageListener } from './listener.ts'
import { messageOf, messagesAt } from './testing/messages.ts'

const QUEUE = { topic: 'orders', brokerName: 'b', queueId: 0 }

function deliveryWith(listener: MessageListener, parts: Partial<DeliveryParts> = {}) {
  const stats = new ConsumeStats()
  const errors: unknown[] = []
  const traces: TraceRecord[] = []
  const delivery = new Delivery({
    listener,
    consumerGroup: 'ns%g',
    namespace: 'ns',
    consumeTimeoutMs: 60_000,
    suspendMs: 1_000,
    stats,
    traces: { record: (...records) => void traces.push(...records), close: async () => {} },
    onError: error => errors.push(error),
    ...parts,
  })
  return { delivery, stats, errors, traces }
}

describe('Delivery', () => {
  it('gives the listener the messages under the topics it subscribed to, and the queue they came from', async () => {
    const seen: unknown[] = []
    const { delivery } = deliveryWith(async ([message], context) => {
      seen.push(message?.topic, context)
      return 'SUCCESS'
    })
    const retried = messageOf({ topic: '%RETRY%ns%g', properties: [['RETRY_TOPIC', 'ns%orders']] })
    await delivery.deliver(QUEUE, [retried])
    expect(seen).toEqual(['orders', { queue: QUEUE, delayLevel: 0, ackIndex: 0, suspendMs: 1_000 }])
  })

  it('counts what was consumed, and what was not, by topic', async () => {
    const { delivery, stats } = deliveryWith(async (_, context) => {
      context.ackIndex = 0
      return 'SUCCESS'
    })
    await delivery.deliver(QUEUE, messagesAt(0, 1, 2))
    expect(stats.statusOf('orders')).toMatchObject({
      consumeOKTPS: 1,
      consumeFailedTPS: 2,
      consumeFailedMsgs: 2n,
    })
    expect(stats.statusOf('others')).toMatchObject({ consumeOKTPS: 0, consumeFailedMsgs: 0n })
  })

  it('takes an exception for LATER and reports it', async () => {
    const boom = new Error('boom')
    const { delivery, errors } = deliveryWith(() => Promise.reject(boom))
    expect(await delivery.deliver(QUEUE, messagesAt(0))).toMatchObject({
      result: 'LATER',
      returnType: 'EXCEPTION',
    })
    expect(errors).toEqual([boom])
  })

  it('takes an exception before the first await for LATER, too', async () => {
    const { delivery } = deliveryWith(() => {
      throw new Error('at once')
    })
    expect(await delivery.deliver(QUEUE, messagesAt(0))).toMatchObject({
      result: 'LATER',
      returnType: 'EXCEPTION',
    })
  })

  it('takes a result that is none for LATER', async () => {
    const forgetful = (async () => undefined) as unknown as MessageListener
    const { delivery } = deliveryWith(forgetful)
    expect(await delivery.deliver(QUEUE, messagesAt(0))).toMatchObject({
      result: 'LATER',
      returnType: 'RETURNNULL',
    })
  })

  it('tells in traces when a delivery began and how it ended, under one request ID', async () => {
    const { delivery, traces } = deliveryWith(async () => 'LATER')
    const message = messageOf({
      reconsumeTimes: 3,
      properties: [
        ['KEYS', 'k1 k2'],
        ['MSG_REGION', 'r'],
      ],
    })
    await delivery.deliver(QUEUE, [message])
    const [before, after] = traces
    expect(before).toMatchObject({
      traceType: 'SubBefore',
      groupName: 'g',
      retryTimes: 3,
      keys: 'k1 k2',
      regionId: 'r',
    })
    expect(after).toMatchObject({
      traceType: 'SubAfter',
      success: false,
      contextCode: 4,
      keys: 'k1 k2',
      groupName: 'g',
    })
    expect(before).toMatchObject({
      msgId: message.msgId,
      requestId: after && 'requestId' in after ? after.requestId : '',
    })
  })

  it('calls a success that took too long a success in time-out', async () => {
    const { delivery, traces } = deliveryWith(async () => 'SUCCESS', { consumeTimeoutMs: 0 })
    await delivery.deliver(QUEUE, messagesAt(0))
    expect(traces[1]).toMatchObject({ success: true, contextCode: 1 })
  })

  it('traces nothing of a message whose producer does not want it', async () => {
    const { delivery, traces } = deliveryWith(async () => 'SUCCESS')
    await delivery.deliver(QUEUE, [messageOf({ properties: [['TRACE_ON', 'false']] })])
    expect(traces).toEqual([])
  })

  it('neither counts nor traces a call that a broker asks for', async () => {
    const { delivery, traces, stats } = deliveryWith(async () => 'SUCCESS')
    expect(await delivery.call(QUEUE, messagesAt(0))).toMatchObject({ result: 'SUCCESS' })
    expect([traces.length, stats.statusOf('orders').consumeOKTPS]).toEqual([0, 0])
  })
})
