/** POP texts, sets of bits and recall handles against those of RocketMQ; `fixtures/java/GoldenPop.java` records them. */
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MalformedError } from '../errors.ts'
import { parseJson } from '../protocol/json.ts'
import { int32, list, object, type Scalar, text } from '../protocol/shape.ts'
import { popMessage } from './200050-pop-message.ts'
import { batchAckMessage } from './200151-batch-ack-message.ts'
import { bitSet } from './shapes/bit-set.ts'
import {
  formatPopHandle,
  msgOffsetInfo,
  orderCountInfo,
  POP_ORDER_REVIVE_QUEUE,
  parsePopHandle,
  startOffsetInfo,
} from './shapes/pop-extra-info.ts'
import { formatRecallHandle, parseRecallHandle } from './shapes/recall-handle.ts'

const golden = object({
  handles: list(text),
  startOffsetInfo: text,
  msgOffsetInfo: text,
  orderCountInfo: text,
  batchAcks: list(object({ bits: list(int32), body: text })),
  recallHandle: text,
}).read(parseJson(readFileSync(new URL('../../fixtures/pop.json', import.meta.url), 'utf8')))

describe('the handle of a message taken by POP', () => {
  it.each(golden.handles)('is read and written as RocketMQ does: %s', handle => {
    expect(formatPopHandle(parsePopHandle(handle))).toBe(handle)
  })

  it('tells checkpoint, times, place and offset', () => {
    expect(parsePopHandle('5 1700000000000 60000 3 0 broker-a 7 6')).toEqual({
      ckQueueOffset: 5n,
      popTime: 1_700_000_000_000,
      invisibleTime: 60_000,
      reviveQid: 3,
      retry: '0',
      brokerName: 'broker-a',
      queueId: 7,
      queueOffset: 6n,
    })
  })

  it('may stand for a whole checkpoint', () => {
    expect(parsePopHandle('5 1700000000000 60000 3 0 broker-a 7').queueOffset).toBeUndefined()
  })

  it('shows messages in order by the queue that no checkpoint lies in', () => {
    const { reviveQid, retry, queueOffset } = parsePopHandle(golden.handles[2] ?? '')
    expect(reviveQid).toBe(POP_ORDER_REVIVE_QUEUE)
    expect(retry).toBe('1')
    expect(queueOffset).toBe(9_223_372_036_854_775_807n)
  })

  it.each([
    '',
    '5',
    '5 1700000000000 60000 3 0 broker-a',
    '5 1700000000000 60000 3 0 broker-a 7 6 8',
    '5 1700000000000 60000 3 3 broker-a 7 6',
    '5 1700000000000 60000 3 0  7 6',
    '-5 1700000000000 60000 3 0 broker-a 7 6',
    '5 1.5 60000 3 0 broker-a 7 6',
    '5 99999999999999999 60000 3 0 broker-a 7 6',
  ])('is refused when it is none: "%s"', handle => {
    expect(() => parsePopHandle(handle)).toThrow(expect.objectContaining({ code: 'BAD_ARGUMENT' }))
  })
})

describe('what a broker says about messages taken by POP', () => {
  it('names the first offset of each queue', () => {
    const info = startOffsetInfo.parse(golden.startOffsetInfo)
    expect(info).toEqual([
      { retry: '0', queueId: 3, startOffset: 5n },
      { retry: '1', queueId: 0, startOffset: 9_223_372_036_854_775_807n },
      { retry: '2', queueId: 1, startOffset: 0n },
    ])
    expect(startOffsetInfo.write(info)).toBe(golden.startOffsetInfo)
  })

  it('names the offsets of all messages', () => {
    const info = msgOffsetInfo.parse(golden.msgOffsetInfo)
    expect(info).toEqual([
      { retry: '0', queueId: 3, msgOffsets: [5n, 6n, 9_007_199_254_740_993n] },
      { retry: '1', queueId: 0, msgOffsets: [7n] },
      { retry: '2', queueId: 1, msgOffsets: [0n, 1n] },
    ])
    expect(msgOffsetInfo.write(info)).toBe(golden.msgOffsetInfo)
  })

  it('counts deliveries, of a queue or of a message', () => {
    const info = orderCountInfo.parse(golden.orderCountInfo)
    expect(info).toEqual([
      { retry: '0', queueId: 3, queueOffset: undefined, orderCount: 0 },
      { retry: '0', queueId: 3, queueOffset: 6n, orderCount: 2 },
      { retry: '2', queueId: 1, queueOffset: 9_007_199_254_740_993n, orderCount: 16 },
    ])
    expect(orderCountInfo.write(info)).toBe(golden.orderCountInfo)
  })

  it('is nothing when the text is empty', () => {
    expect([startOffsetInfo, msgOffsetInfo, orderCountInfo].map(info => info.parse(''))).toEqual([[], [], []])
    expect(startOffsetInfo.write([])).toBe('')
  })

  it.each(['0 3', '0 3 5 6', '3 3 5', '0 x 5', '0 3 5;', '0 3 ', ';'])(
    'is refused when broken: "%s"',
    info => {
      for (const shape of [startOffsetInfo, msgOffsetInfo, orderCountInfo])
        expect(() => shape.parse(info)).toThrow(MalformedError)
    },
  )

  it('fails the reading of an answer with the name of the field', () => {
    const fields = { popTime: '1', invisibleTime: '2', reviveQid: '0', restNum: '0', msgOffsetInfo: 'zero' }
    expect(() => popMessage.response.header.read(fields)).toThrow(/msgOffsetInfo/)
  })

  it.each([startOffsetInfo, msgOffsetInfo, orderCountInfo] as ReadonlyArray<Scalar<unknown>>)(
    'never crashes on any text',
    shape => {
      fc.assert(
        fc.property(fc.string(), info => {
          try {
            expect(shape.write(shape.parse(info))).toBeTypeOf('string')
          } catch (error) {
            expect(error).toBeInstanceOf(MalformedError)
          }
        }),
      )
    },
  )
})

describe('a set of bits', () => {
  it.each(golden.batchAcks.map(({ bits, body }) => [bits, body] as const))(
    'is Base64 as RocketMQ writes it: %j',
    (bits, body) => {
      const acks = batchAckMessage.body.read(Buffer.from(body))
      expect(acks.acks[0]?.b).toEqual(bits)
      expect(acks.acks[0]?.so).toBe(9_007_199_254_740_993n)
      expect(parseJson(String(batchAckMessage.body.write(acks)))).toEqual(parseJson(body))
    },
  )

  it('comes back in rising order, each number once', () => {
    expect(bitSet.read(bitSet.write([9, 1, 9, 0]))).toEqual([0, 1, 9])
  })

  it('keeps any numbers', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 0, max: 5_000 })), bits => {
        expect(bitSet.read(bitSet.write(bits))).toEqual(bits.toSorted((a, b) => a - b))
      }),
    )
  })

  it.each([-1, 0.5, Number.NaN, 1 << 20, Number.MAX_SAFE_INTEGER])('takes no %d', bit => {
    expect(() => bitSet.write([bit])).toThrow(expect.objectContaining({ code: 'BAD_ARGUMENT' }))
  })
})

describe('a recall handle', () => {
  it('is read and written as RocketMQ does', () => {
    const handle = parseRecallHandle(golden.recallHandle)
    expect(handle).toEqual({
      topic: 'TopicTest',
      brokerName: 'broker-a',
      timestampMs: 1_700_000_000_001,
      msgId: '7F0000010F93EF940000000000000006',
    })
    expect(formatRecallHandle(handle)).toBe(golden.recallHandle)
  })

  it.each([
    '',
    'not Base64!',
    Buffer.from('v2 t b 1 id').toString('base64url'),
    Buffer.from('v1 t b soon id').toString('base64url'),
    Buffer.from('v1 t b 1').toString('base64url'),
    golden.recallHandle.slice(0, 40),
  ])('is refused when it is none: "%s"', handle => {
    expect(() => parseRecallHandle(handle)).toThrow(expect.objectContaining({ code: 'BAD_ARGUMENT' }))
  })
})
