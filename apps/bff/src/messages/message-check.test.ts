import { messageSend } from '@gantry/contract'
import { MESSAGE_TYPES, type MessageType } from '@gantry/rules'
import { describe, expect, it } from 'vitest'
import { AppError } from '../platform/http/app-error.ts'
import { outgoingMessage } from './message-check.ts'

const NOW_MS = Date.UTC(2026, 5, 1)
const DAY_MS = 86_400_000
const at = (timeMs: number): string => new Date(timeMs).toISOString()

const check = (messageType: MessageType | null, typed: object) =>
  outgoingMessage('orders', messageSend.body.parse({ body: 'x', ...typed }), messageType, NOW_MS)

function fieldsOf(messageType: MessageType | null, typed: object): string[] {
  try {
    check(messageType, typed)
  } catch (error) {
    if (error instanceof AppError && error.code === 'VALIDATION') {
      return (error.extras.fields ?? []).map(({ path, code }) => `${path} ${code}`)
    }
    throw error
  }
  return []
}

describe('a message', () => {
  it('goes out with tag, keys and properties as they were typed', () => {
    expect(
      check('NORMAL', { body: 'héllo', tag: 'a', keys: ['k1', 'k2'], properties: { colour: 'red' } }),
    ).toEqual({
      topic: 'orders',
      body: Buffer.from('héllo'),
      tag: 'a',
      keys: ['k1', 'k2'],
      properties: { colour: 'red' },
    })
  })

  it('may be written as Base64, with line breaks, but as nothing else', () => {
    expect(check('NORMAL', { encoding: 'base64', body: 'AAEC\n/w==' }).body).toEqual(
      Buffer.from([0, 1, 2, 255]),
    )
    for (const body of ['A', 'AA=', 'AAE', 'AA-_', 'AA==AA==', '=AAA', '\n']) {
      expect(fieldsOf('NORMAL', { encoding: 'base64', body })).toEqual(
        body === '\n' ? ['body required'] : ['body invalid'],
      )
    }
  })

  it.each(MESSAGE_TYPES)('of type %s has a body of at least one byte and at most its limit', messageType => {
    const kind = {
      ...(messageType === 'PARTITIONALLY_ORDERED' && { shardingKey: 'a' }),
      ...(messageType === 'TRANSACTIONAL' && { transaction: 'COMMIT' }),
    }
    const max = ['TRANSACTIONAL', 'DELAYED'].includes(messageType) ? 65_536 : 4_194_304
    expect(fieldsOf(messageType, { ...kind, body: '' })).toEqual(['body required'])
    expect(fieldsOf(messageType, { ...kind, body: 'x'.repeat(max) })).toEqual([])
    const tooLarge = Buffer.alloc(max + 1).toString('base64')
    if (tooLarge.length <= 4_194_304) {
      expect(fieldsOf(messageType, { ...kind, encoding: 'base64', body: tooLarge })).toEqual([
        'body bodyTooLarge',
      ])
    }
    const wide = 'é'.repeat(max / 2)
    expect(fieldsOf(messageType, { ...kind, body: wide })).toEqual([])
    expect(fieldsOf(messageType, { ...kind, body: `${wide}x` })).toEqual(['body bodyTooLarge'])
  })

  it('is of the kind that its topic holds, and of one kind only', () => {
    const ordered = { shardingKey: 'a' }
    const delayed = { deliverAt: at(NOW_MS + 1_000) }
    const transactional = { transaction: 'COMMIT' }
    expect(fieldsOf('PARTITIONALLY_ORDERED', ordered)).toEqual([])
    expect(fieldsOf('PARTITIONALLY_ORDERED', {})).toEqual(['shardingKey required'])
    expect(fieldsOf('GLOBALLY_ORDERED', ordered)).toEqual([])
    expect(fieldsOf('GLOBALLY_ORDERED', {})).toEqual([])
    expect(fieldsOf('DELAYED', delayed)).toEqual([])
    expect(fieldsOf('DELAYED', {})).toEqual([])
    expect(fieldsOf('TRANSACTIONAL', transactional)).toEqual([])
    expect(fieldsOf('TRANSACTIONAL', {})).toEqual(['transaction required'])
    expect(fieldsOf('NORMAL', ordered)).toEqual(['shardingKey invalid'])
    expect(fieldsOf('NORMAL', delayed)).toEqual(['deliverAt invalid'])
    expect(fieldsOf('DELAYED', { ...delayed, ...ordered })).toEqual(['shardingKey invalid'])
    expect(fieldsOf('GLOBALLY_ORDERED', transactional)).toEqual(['transaction invalid'])
  })

  it('to a topic without a type is of any kind, but of one', () => {
    expect(fieldsOf(null, {})).toEqual([])
    expect(fieldsOf(null, { shardingKey: 'a' })).toEqual([])
    expect(fieldsOf(null, { transaction: 'ROLLBACK' })).toEqual([])
    expect(fieldsOf(null, { shardingKey: 'a', transaction: 'COMMIT' })).toEqual(['shardingKey invalid'])
  })

  it('is delivered at most forty days ahead; a time in the past means at once', () => {
    const latest = NOW_MS + 40 * DAY_MS
    expect(check('DELAYED', { deliverAt: at(latest) }).deliverAtMs).toBe(latest)
    expect(fieldsOf('DELAYED', { deliverAt: at(latest + 1) })).toEqual(['deliverAt deliverTooLate'])
    expect(check('DELAYED', { deliverAt: at(NOW_MS - 1) })).not.toHaveProperty('deliverAtMs')
    expect(check('DELAYED', { deliverAt: at(NOW_MS) })).not.toHaveProperty('deliverAtMs')
  })

  it('has properties of at most 32,767 bytes together', () => {
    const properties = { a: 'x'.repeat(8_192), b: 'x'.repeat(8_192), c: 'x'.repeat(8_192) }
    const rest = 32_767 - 3 * (8_192 + 3) - 3
    expect(fieldsOf('NORMAL', { properties: { ...properties, d: 'x'.repeat(rest) } })).toEqual([])
    expect(fieldsOf('NORMAL', { properties: { ...properties, d: 'x'.repeat(rest + 1) } })).toEqual([
      'properties propertiesTooLarge',
    ])
  })
})
