import { inflateSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { thrownBy } from '../../../test-support/errors.ts'
import { MalformedError } from '../../errors.ts'
import { type OutgoingMessage, prepare } from './outgoing-message.ts'

const MSG_ID = '7F0000015ADF4DA7B0B67B2A25C50000'
const zlibFrom = (fromBytes: number) => ({ type: 'ZLIB', fromBytes }) as const

describe('a message on its way out', () => {
  it('carries its ID, tag, keys and the properties of the application', () => {
    const message = { topic: 'orders', body: 'grüße', tag: 'a', keys: ['k1', 'k2'], properties: { x: 'y' } }
    const prepared = prepare(message, MSG_ID, undefined)
    expect(prepared.body.toString()).toBe('grüße')
    expect(Object.fromEntries(prepared.properties)).toEqual({
      x: 'y',
      UNIQ_KEY: MSG_ID,
      WAIT: 'true',
      TAGS: 'a',
      KEYS: 'k1 k2',
    })
    expect([prepared.msgId, prepared.sysFlag, prepared.flag]).toEqual([MSG_ID, 0, 0])
  })

  it('says when it is due, in which order it stands, and to whom its transaction belongs', () => {
    const at = (message: Partial<OutgoingMessage>, group?: string) =>
      prepare(
        { topic: 't', body: '', ...message },
        MSG_ID,
        undefined,
        group ? { producerGroup: group } : undefined,
      )
    expect(at({ deliverAtMs: 1_800_000_000_000 }).properties.get('TIMER_DELIVER_MS')).toBe('1800000000000')
    expect(at({ delayLevel: 3 }).properties.get('DELAY')).toBe('3')
    expect(at({ shardingKey: 'order-1' }).properties.get('__SHARDINGKEY')).toBe('order-1')
    const half = at({}, 'GID_pay')
    expect([half.properties.get('TRAN_MSG'), half.properties.get('PGROUP'), half.sysFlag]).toEqual([
      'true',
      'GID_pay',
      4,
    ])
  })

  it('is compressed from the size on that was asked for, and says so', () => {
    const small = prepare({ topic: 't', body: 'x'.repeat(99) }, MSG_ID, zlibFrom(100))
    const large = prepare({ topic: 't', body: 'x'.repeat(100) }, MSG_ID, zlibFrom(100))
    expect([small.body.length, small.sysFlag]).toEqual([99, 0])
    expect(inflateSync(large.body).toString()).toBe('x'.repeat(100))
    expect(large.sysFlag & 1).toBe(1)
  })

  it.each<[string, Partial<OutgoingMessage>, boolean]>([
    ['ordered and delayed', { shardingKey: 'k', delayLevel: 1 }, false],
    ['ordered and transactional', { shardingKey: 'k' }, true],
    ['delayed and transactional', { deliverAtMs: 1 }, true],
  ])('cannot be %s at once', (kinds, message, isTransactional) => {
    const transaction = isTransactional ? { producerGroup: 'GID_x' } : undefined
    const error = thrownBy(() =>
      prepare({ topic: 't', body: '', ...message }, MSG_ID, undefined, transaction),
    )
    expect(error).toBeInstanceOf(MalformedError)
    expect(error).toMatchObject({ code: 'BAD_ARGUMENT', message: `A message cannot be ${kinds} at once.` })
  })

  it.each([
    ['a name that RocketMQ uses itself', { KEYS: 'x' }],
    ['a blank name', { ' ': 'x' }],
    ['a blank value', { name: '' }],
  ])('refuses a property with %s', (_, properties) => {
    const error = thrownBy(() => prepare({ topic: 't', body: '', properties }, MSG_ID, undefined))
    expect(error).toMatchObject({ code: 'BAD_ARGUMENT' })
  })
})
