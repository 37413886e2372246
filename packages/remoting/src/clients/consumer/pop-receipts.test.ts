import { describe, expect, it } from 'vitest'
import { type BatchAcks, batchAckMessage } from '../../requests/200151-batch-ack-message.ts'
import { formatPopHandle, type PopHandle } from '../../requests/shapes/pop-extra-info.ts'
import { batchAcksOf, handlesOf, openReceipt, storedTopicOf } from './pop-receipts.ts'
import { messageOf } from './testing/messages.ts'

const ANSWER = { popTime: 1_700_000_000_000, invisibleTime: 60_000, reviveQid: 3, restNum: 0n }
const HANDLE: PopHandle = {
  ckQueueOffset: 100n,
  popTime: 1_700_000_000_000,
  invisibleTime: 60_000,
  reviveQid: 3,
  retry: '0',
  brokerName: 'broker-a',
  queueId: 1,
  queueOffset: 100n,
}

const handles = (...args: Parameters<typeof handlesOf>) => handlesOf(...args).map(({ handle }) => handle)
const receipt = (changes: Partial<PopHandle> = {}) =>
  openReceipt({ topic: 'orders', handle: formatPopHandle({ ...HANDLE, ...changes }) }, 'orders')

describe('handlesOf', () => {
  it('makes each handle of the first offset of its queue and its own', () => {
    const messages = [messageOf({ queueOffset: 5n }), messageOf({ queueOffset: 7n })]
    const startOffsetInfo = [{ retry: '0', queueId: 0, startOffset: 5n } as const]
    expect(handles(messages, { ...ANSWER, startOffsetInfo }, 'broker-a')).toEqual([
      '5 1700000000000 60000 3 0 broker-a 0 5',
      '5 1700000000000 60000 3 0 broker-a 0 7',
    ])
  })

  it('takes the first message of each queue for its first offset when a broker tells none', () => {
    const messages = [messageOf({ queueOffset: 5n }), messageOf({ queueOffset: 7n })]
    expect(handles(messages, ANSWER, 'b')).toEqual([
      '5 1700000000000 60000 3 0 b 0 5',
      '5 1700000000000 60000 3 0 b 0 7',
    ])
  })

  it.each([
    ['%RETRY%g_orders', '1'],
    ['%RETRY%g+orders', '2'],
  ])('says of a message in %s that it was delivered before', (topic, retry) => {
    expect(handles([messageOf({ topic, queueOffset: 5n })], ANSWER, 'b')).toEqual([
      `5 1700000000000 60000 3 ${retry} b 0 5`,
    ])
  })

  it('keeps the handle that a broker has written into the message', () => {
    const handle = '1 2 3 4 1 b 0 1'
    expect(handles([messageOf({ properties: [['POP_CK', handle]] })], ANSWER, 'b')).toEqual([handle])
  })

  it('tells how often a message in order was delivered, by message or else by queue', () => {
    const messages = [messageOf({ queueOffset: 5n }), messageOf({ queueOffset: 6n })]
    const orderCountInfo = [
      { retry: '0', queueId: 0, queueOffset: undefined, orderCount: 1 } as const,
      { retry: '0', queueId: 0, queueOffset: 6n, orderCount: 4 } as const,
    ]
    const counted = handlesOf(messages, { ...ANSWER, orderCountInfo }, 'b')
    expect(counted.map(({ reconsumeTimes }) => reconsumeTimes)).toEqual([1, 4])
  })
})

describe('openReceipt', () => {
  it('finds the offset of the message, or of the checkpoint where the handle names none', () => {
    expect(receipt({ queueOffset: 109n }).queueOffset).toBe(109n)
    expect(openReceipt({ topic: 't', handle: '5 1 2 3 0 b 0' }, 't').queueOffset).toBe(5n)
  })

  it('refuses what is no handle', () => {
    expect(() => openReceipt({ topic: 't', handle: 'x' }, 't')).toThrow(
      expect.objectContaining({ code: 'BAD_ARGUMENT' }),
    )
  })
})

describe('storedTopicOf', () => {
  it('is the topic itself, or the retry topic of the group for that topic', () => {
    expect((['0', '1', '2'] as const).map(retry => storedTopicOf('orders', 'g', retry))).toEqual([
      'orders',
      '%RETRY%g_orders',
      '%RETRY%g+orders',
    ])
  })
})

describe('batchAcksOf', () => {
  const ackOf = (changes: Partial<BatchAcks['acks'][number]> = {}) => ({
    c: 'g',
    t: 'orders',
    r: '0',
    so: 100n,
    q: 1,
    rq: 3,
    pt: 1_700_000_000_000,
    it: 60_000,
    b: [0],
    ...changes,
  })

  it('joins messages that were taken together and keeps all others apart', () => {
    const receipts = [
      receipt(),
      receipt({ queueOffset: 107n }),
      receipt({ popTime: 1_700_000_000_001 }),
      receipt({ retry: '1' }),
      receipt({ queueId: 2 }),
      receipt({ ckQueueOffset: 90n }),
    ]
    expect(batchAcksOf('broker-a', receipts, 'g')).toEqual({
      brokerName: 'broker-a',
      acks: [
        ackOf({ b: [0, 7] }),
        ackOf({ pt: 1_700_000_000_001 }),
        ackOf({ r: '1' }),
        ackOf({ q: 2 }),
        ackOf({ so: 90n, b: [10] }),
      ],
    })
  })

  it('is written as the bits that brokers read', () => {
    const body = batchAckMessage.body.write(
      batchAcksOf('broker-a', [receipt({ queueOffset: 107n }), receipt({ queueOffset: 108n })], 'g'),
    )
    expect(JSON.parse(String(body)).acks[0]).toMatchObject({ b: 'gAE=', so: 100 })
  })
})
