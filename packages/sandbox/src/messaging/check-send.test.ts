import type { SendMessageHeader } from '@gantry/remoting/internal'
import { describe, expect, it } from 'vitest'
import { brokerWithOrders, sendTo, stored, TEMPLATE } from '../../test-support/sending.ts'

describe('a message', () => {
  it('is stored in the queue that it names, with what brokers add to it', () => {
    const broker = brokerWithOrders()
    const { header } = sendTo(broker, 'orders', { queueId: 1 })
    expect(header).toMatchObject({ queueId: 1, queueOffset: 0n, transactionId: 'U', TRACE_ON: true })
    const [message] = stored(broker, 'orders', 1)
    expect(message?.body.toString()).toBe('hello')
    expect(message?.msgId).toBe('U')
    expect(message?.properties.get('CLUSTER')).toBe('sandbox')
  })

  it('that names no queue goes to one of the topic', () => {
    const broker = brokerWithOrders()
    const { header } = sendTo(broker, 'orders', { queueId: -1 })
    expect([0, 1]).toContain(header?.queueId)
    expect(stored(broker, 'orders', header?.queueId)).toHaveLength(1)
  })

  it('without a unique ID gets one', () => {
    const broker = brokerWithOrders()
    const { header } = sendTo(broker, 'orders', { properties: '' })
    expect(stored(broker, 'orders')[0]?.msgId).toBe(header?.transactionId)
    expect(header?.transactionId).toMatch(/^[0-9A-F]{32}$/)
  })

  it.each<[string, string, Partial<SendMessageHeader>, number, string]>([
    [
      'a queue that is not there',
      'orders',
      { queueId: 2 },
      29,
      'request queueId[2] is illegal, TopicConfig [topicName=orders, readQueueNums=2, writeQueueNums=2, perm=RW-, topicFilterType=SINGLE_TAG, topicSysFlag=0, order=false, attributes={}] Producer: 192.0.2.7:4711',
    ],
    ['a topic that only brokers write to', 'RMQ_SYS_TRANS_HALF_TOPIC', {}, 16, 'is forbidden'],
    ['a topic of no valid name', 'or ders', {}, 29, 'illegal characters'],
    ['a topic that nobody has made', 'payments', { defaultTopic: 'none' }, 17, 'topic[payments] not exist'],
  ])('for %s is refused', (_what, topic, more, code, words) => {
    expect(sendTo(brokerWithOrders(), topic, more)).toMatchObject({
      code,
      remark: expect.stringContaining(words),
    })
  })

  it('without a body is refused before anything else is looked at', () => {
    const refusal = { code: 1, remark: expect.stringMatching(/^java\.lang\.NullPointerException/) }
    expect(sendTo(brokerWithOrders(), 'orders', {}, '')).toMatchObject(refusal)
    expect(sendTo(brokerWithOrders(), 'payments', {}, '')).toMatchObject(refusal)
  })

  it('larger than the broker takes is refused', () => {
    const broker = brokerWithOrders({ maxMessageSize: 8 })
    expect(sendTo(broker, 'orders', {}, '12345678').code).toBe(0)
    expect(sendTo(broker, 'orders', {}, '123456789')).toMatchObject({
      code: 13,
      remark: expect.stringContaining('length limit 8B'),
    })
  })
})

describe('a topic that is not there yet', () => {
  it('is made after the template, with as many queues as the producer asks for at most', () => {
    const broker = brokerWithOrders({ autoCreateTopicEnable: true })
    expect(sendTo(broker, 'clicks', { defaultTopicQueueNums: 3 }).code).toBe(0)
    expect(broker.topics.get('clicks')).toMatchObject({ readQueueNums: 3, writeQueueNums: 3, perm: 6 })
    sendTo(broker, 'views', { defaultTopicQueueNums: 99 })
    const template = broker.topics.get(TEMPLATE)
    expect(broker.topics.get('views')?.writeQueueNums).toBe(template?.writeQueueNums)
  })

  it('is not made where nobody has switched that on', () => {
    const broker = brokerWithOrders()
    expect(sendTo(broker, 'clicks').code).toBe(17)
    expect(broker.topics.get('clicks')).toBeUndefined()
  })
})
