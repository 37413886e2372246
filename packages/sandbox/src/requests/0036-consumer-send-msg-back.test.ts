import { decodeMessage, plainGroup, RESPONSE_CODES } from '@gantry/remoting/internal'
import { consumerSendMsgBack } from '@gantry/remoting/requests'
import { describe, expect, it } from 'vitest'
import { message, newBroker, silentLink } from '../../test-support/messages.ts'
import { ManualClock } from '../clock.ts'
import { consumerSendMsgBackHandler } from './0036-consumer-send-msg-back.ts'

const MINUTE_MS = 60_000

function world() {
  const clock = new ManualClock()
  const broker = newBroker(clock)
  broker.start(() => {})
  broker.groups.save([{ ...plainGroup('g'), retryMaxTimes: 2 }])
  const sendBack = (offset: number, delayLevel: number) => {
    const extFields = consumerSendMsgBack.header.write({ offset: BigInt(offset), group: 'g', delayLevel })
    const header = {
      code: 36,
      language: 'JAVA',
      version: 513,
      opaque: 1,
      flag: 0,
      remark: undefined,
      extFields,
    }
    return consumerSendMsgBackHandler.run(
      { header, body: Buffer.alloc(0), serializeType: 0 },
      silentLink(),
      broker,
    )
  }
  const lastOf = (topic: string) => {
    const record = broker.store.recordOf(topic, 0, broker.store.maxOffset(topic, 0) - 1)
    return record && decodeMessage(record)
  }
  return { clock, broker, sendBack, lastOf }
}

describe('a message that is sent back again and again', () => {
  it('comes after 10 s, then after 30 s, and is a dead letter then', () => {
    const { clock, broker, sendBack, lastOf } = world()
    const { position, offsetMsgId } = broker.put(message({ uniqueId: 'U' }))
    expect(sendBack(position, 0)).toMatchObject({ code: 0 })
    clock.advance(9_999)
    expect(lastOf('%RETRY%g')).toBeUndefined()
    clock.advance(1)
    const first = lastOf('%RETRY%g')
    expect(first).toMatchObject({ reconsumeTimes: 1, msgId: 'U' })
    expect([first?.properties.get('RETRY_TOPIC'), first?.properties.get('ORIGIN_MESSAGE_ID')]).toEqual([
      'orders',
      offsetMsgId,
    ])
    sendBack(Number(first?.commitLogOffset), 0)
    clock.advance(30_000)
    const second = lastOf('%RETRY%g')
    expect(second?.reconsumeTimes).toBe(2)
    sendBack(Number(second?.commitLogOffset), 0)
    expect(lastOf('%DLQ%g')).toMatchObject({ reconsumeTimes: 3, msgId: 'U' })
    clock.advance(MINUTE_MS)
    expect(broker.store.maxOffset('%RETRY%g', 0)).toBe(2)
  })

  it('is a dead letter at once where the consumer says so', () => {
    const { broker, sendBack, lastOf } = world()
    sendBack(broker.put(message()).position, -1)
    expect(lastOf('%DLQ%g')?.properties.get('RETRY_TOPIC')).toBe('orders')
  })

  it('is dropped where its group keeps no retries', () => {
    const { broker, sendBack } = world()
    broker.groups.save([{ ...plainGroup('g'), retryQueueNums: 0 }])
    expect(sendBack(broker.put(message()).position, 0)).toMatchObject({ code: 0 })
    expect(broker.topics.get('%RETRY%g')).toBeUndefined()
  })

  it('without a body, as a batch may bring one, is refused', () => {
    const { broker, sendBack } = world()
    const refusal = { code: RESPONSE_CODES.SYSTEM_ERROR.code, remark: 'MESSAGE_ILLEGAL' }
    expect(sendBack(broker.put(message({ body: '' })).position, 0)).toMatchObject(refusal)
  })

  it('that the broker has not got is refused', () => {
    const refusal = { code: RESPONSE_CODES.SYSTEM_ERROR.code, remark: 'look message by offset failed, 12345' }
    expect(world().sendBack(12_345, 0)).toMatchObject(refusal)
  })
})
