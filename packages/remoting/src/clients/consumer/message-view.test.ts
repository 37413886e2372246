import { deflateSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { decodeMessage } from '../../message/decode-stored-message.ts'
import { encodeStoredMessage } from '../../message/encode-stored-message.ts'
import { asSubscribed, originTopicOf, withChanges } from './message-view.ts'
import { messageOf } from './testing/messages.ts'

describe('asSubscribed', () => {
  it('shows a message of the retry topic under the topic it was sent to', () => {
    const message = messageOf({ topic: '%RETRY%g', properties: [['RETRY_TOPIC', 'orders']] })
    expect(asSubscribed(message, 'g', '').topic).toBe('orders')
  })

  it('takes the namespace off both', () => {
    const retried = messageOf({
      topic: '%RETRY%MQ_INST_1%g',
      properties: [['RETRY_TOPIC', 'MQ_INST_1%orders']],
    })
    expect(asSubscribed(retried, 'MQ_INST_1%g', 'MQ_INST_1').topic).toBe('orders')
    expect(asSubscribed(messageOf({ topic: 'MQ_INST_1%orders' }), 'MQ_INST_1%g', 'MQ_INST_1').topic).toBe(
      'orders',
    )
  })

  it('leaves all other messages as they are', () => {
    const plain = messageOf({ properties: [['RETRY_TOPIC', 'elsewhere']] })
    expect(asSubscribed(plain, 'g', '')).toBe(plain)
  })
})

describe('originTopicOf', () => {
  it('keeps the namespace, since it is for the broker', () => {
    const message = messageOf({ topic: '%RETRY%ns%g', properties: [['RETRY_TOPIC', 'ns%orders']] })
    expect(originTopicOf(message, 'ns%g')).toBe('ns%orders')
  })
})

describe('withChanges', () => {
  it('changes the fields named and keeps all others', () => {
    const message = decodeMessage(encodeStoredMessage(messageOf({ queueOffset: 4n })))
    const changed = withChanges(message, { reconsumeTimes: 2 })
    expect(changed).toMatchObject({
      reconsumeTimes: 2,
      queueOffset: 4n,
      topic: 'orders',
      msgId: message.msgId,
      offsetMsgId: message.offsetMsgId,
    })
    expect(message.reconsumeTimes).toBe(0)
  })

  it('inflates a compressed body only when it is read', () => {
    const stored = messageOf()
    const record = encodeStoredMessage({ ...stored, sysFlag: 1, storedBody: deflateSync('large') })
    const changed = withChanges(decodeMessage(record), { topic: 'other' })
    expect(changed.body.toString()).toBe('large')
    const damaged = withChanges(decodeMessage(encodeStoredMessage({ ...stored, sysFlag: 1 })), {
      topic: 'other',
    })
    expect(() => damaged.body).toThrow(expect.objectContaining({ reason: 'BAD_COMPRESSION' }))
  })
})
