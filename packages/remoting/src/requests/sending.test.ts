import { describe, expect, it } from 'vitest'
import { sendMessage } from './0010-send-message.ts'
import { endTransaction } from './0037-end-transaction.ts'
import { sendMessageV2 } from './0310-send-message-v2.ts'
import { sendBatchMessage } from './0320-send-batch-message.ts'
import { sendReplyMessage } from './0324-send-reply-message.ts'
import { sendReplyMessageV2 } from './0325-send-reply-message-v2.ts'
import type { SendMessageHeader } from './shapes/send-message-header.ts'

const header: SendMessageHeader = {
  producerGroup: 'producers',
  topic: 'TopicTest',
  defaultTopic: 'TBW102',
  defaultTopicQueueNums: 4,
  queueId: 3,
  sysFlag: 0,
  bornTimestamp: 1_700_000_000_000,
  flag: 7,
  properties: 'KEYS\u0001k\u0002',
  reconsumeTimes: 0,
  unitMode: false,
  maxReconsumeTimes: 16,
  batch: false,
  bname: 'broker-a',
}

const names = {
  producerGroup: 'producers',
  topic: 'TopicTest',
  defaultTopic: 'TBW102',
  defaultTopicQueueNums: '4',
  queueId: '3',
  sysFlag: '0',
  bornTimestamp: '1700000000000',
  flag: '7',
  properties: 'KEYS\u0001k\u0002',
  reconsumeTimes: '0',
  unitMode: 'false',
  maxReconsumeTimes: '16',
  batch: 'false',
  bname: 'broker-a',
}

const letters = {
  a: 'producers',
  b: 'TopicTest',
  c: 'TBW102',
  d: '4',
  e: '3',
  f: '0',
  g: '1700000000000',
  h: '7',
  i: 'KEYS\u0001k\u0002',
  j: '0',
  k: 'false',
  l: '16',
  m: 'false',
  n: 'broker-a',
}

describe('sending', () => {
  it.each([sendMessage, sendReplyMessage])('$name spells the names out', layout => {
    expect(layout.header.write(header)).toEqual(names)
    expect(layout.header.read(names)).toEqual(header)
  })

  it.each([sendMessageV2, sendBatchMessage, sendReplyMessageV2])(
    '$name has one letter for each name',
    layout => {
      expect(layout.header.write(header)).toEqual(letters)
      expect(layout.header.read(letters)).toEqual(header)
    },
  )

  it('leaves out what is not given', () => {
    const { properties, reconsumeTimes, unitMode, maxReconsumeTimes, batch, bname, ...required } = header
    expect(Object.keys(sendMessageV2.header.write(required)).join('')).toBe('abcdefgh')
    expect(sendMessageV2.header.read(sendMessageV2.header.write(required))).toMatchObject(required)
  })

  it('names the field that is missing, not its letter', () => {
    const { b, ...withoutTopic } = letters
    expect(() => sendMessageV2.header.read(withoutTopic)).toThrow(/topic/)
  })

  it('takes the answer of a broker that stored the message less safely than asked', () => {
    for (const { response } of [sendMessage, sendMessageV2, sendBatchMessage])
      expect(response.alsoAccepts).toEqual([10, 11, 12])
  })

  it('reads the answer of 4.9.7, which has no batch name and no recall handle', () => {
    const answer = sendMessage.response.header.read({ msgId: 'A', queueId: '1', queueOffset: '2' })
    expect(answer).toMatchObject({ msgId: 'A', queueId: 1, queueOffset: 2n })
    expect(answer.recallHandle).toBeUndefined()
  })

  it('ends a transaction without a topic, as clients before 5.3 do', () => {
    const end = {
      producerGroup: 'p',
      tranStateTableOffset: 1n,
      commitLogOffset: 2n,
      commitOrRollback: 8,
      msgId: 'm',
    }
    expect(endTransaction.header.write(end)).toEqual({
      producerGroup: 'p',
      tranStateTableOffset: '1',
      commitLogOffset: '2',
      commitOrRollback: '8',
      msgId: 'm',
    })
  })
})
