import {
  decodeMessage,
  encodeBatch,
  parseRecallHandle,
  type SendMessageHeader,
  SystemTopic,
  writeProperties,
} from '@gantry/remoting/internal'
import { sendBatchMessage, sendMessage } from '@gantry/remoting/requests'
import { describe, expect, it } from 'vitest'
import { callHandler } from '../../test-support/call.ts'
import { newBroker, silentLink } from '../../test-support/messages.ts'
import { ManualClock } from '../clock.ts'
import { sendMessageHandler } from '../requests/0010-send-message.ts'
import { sendBatchMessageHandler } from '../requests/0320-send-batch-message.ts'
import { plainTopic } from '../state/plain-topic.ts'

function world() {
  const clock = new ManualClock()
  const broker = newBroker(clock)
  broker.topics.save([plainTopic('orders', 1)])
  const headerOf = (properties: Record<string, string>): SendMessageHeader => ({
    producerGroup: 'producers',
    topic: 'orders',
    defaultTopic: 'TBW102',
    defaultTopicQueueNums: 4,
    queueId: 0,
    sysFlag: 0,
    bornTimestamp: clock.now(),
    flag: 0,
    properties: writeProperties(new Map(Object.entries(properties))),
  })
  const send = (properties: Record<string, string>) =>
    callHandler(sendMessageHandler, sendMessage, broker, silentLink(), headerOf(properties), Buffer.from('a'))
  const messages = (topic = 'orders') =>
    Array.from({ length: broker.store.maxOffset(topic, 0) }, (_, offset) =>
      decodeMessage(broker.store.recordOf(topic, 0, offset) ?? Buffer.alloc(0)),
    )
  return { clock, broker, headerOf, send, messages }
}

describe('a batch', () => {
  it('is stored as messages with properties of their own, whatever the whole of it has', async () => {
    const { broker, headerOf, messages } = world()
    const parts = ['one', 'two'].map(id => ({
      flag: 0,
      body: Buffer.from(id),
      properties: new Map([['UNIQ_KEY', id]]),
    }))
    const header = { ...headerOf({ UNIQ_KEY: 'whole' }), batch: true }
    await callHandler(
      sendBatchMessageHandler,
      sendBatchMessage,
      broker,
      silentLink(),
      header,
      encodeBatch(parts),
    )
    expect(messages().map(({ msgId, properties }) => [msgId, properties.size])).toEqual([
      ['one', 1],
      ['two', 1],
    ])
  })
})

describe('a message of a transaction', () => {
  it('goes to the half topic, with what leads back to its own', async () => {
    const { send, messages } = world()
    const reply = await send({ UNIQ_KEY: 'id', TRAN_MSG: 'true', PGROUP: 'producers' })
    expect(reply?.header).toMatchObject({ transactionId: 'id', queueOffset: 0n })
    expect(messages()).toEqual([])
    const [half] = messages(SystemTopic.TRANS_HALF)
    expect([half?.properties.get('REAL_TOPIC'), half?.properties.get('REAL_QID')]).toEqual(['orders', '0'])
  })

  it('is refused where the broker takes none', async () => {
    const { broker, send } = world()
    broker.settings.update(new Map([['rejectTransactionMessage', 'true']]))
    expect((await send({ TRAN_MSG: 'true' }))?.remark).toContain('sending transaction message is forbidden')
  })
})

describe('a message with a time', () => {
  it('is answered with what it can be called back by', async () => {
    const { clock, send } = world()
    const reply = await send({ UNIQ_KEY: 'id', TIMER_DELAY_SEC: '60' })
    const handle = parseRecallHandle(reply?.header.recallHandle ?? '')
    expect(handle).toEqual({
      topic: 'orders',
      brokerName: 'broker-a',
      timestampMs: clock.now() + 59_001,
      msgId: 'id',
    })
  })

  it('that comes by a delay level cannot be called back', async () => {
    const { send } = world()
    expect((await send({ UNIQ_KEY: 'id', DELAY: '3' }))?.header.recallHandle).toBeUndefined()
  })
})
