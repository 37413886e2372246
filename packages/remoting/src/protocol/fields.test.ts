import { describe, expect, it } from 'vitest'
import { thrownBy } from '../../test-support/errors.ts'
import { MalformedError } from '../errors.ts'
import { fields, noFields } from './fields.ts'
import { bool, double, int32, int64, optional, text, withDefault } from './shape.ts'

const shape = fields({
  topic: text,
  queueId: int32,
  offset: int64,
  order: bool,
  rate: optional(double),
  perm: withDefault(int32, 6),
})

describe('fields', () => {
  it('read each field from its text', () => {
    expect(
      shape.read({
        topic: '5',
        queueId: '3',
        offset: '9223372036854775807',
        order: 'true',
        rate: '1.5',
        perm: '2',
      }),
    ).toEqual({ topic: '5', queueId: 3, offset: 9223372036854775807n, order: true, rate: 1.5, perm: 2 })
  })

  it('read without those that may be missing, and ignore those they do not know', () => {
    const wire = { topic: '', queueId: '-1', offset: '0', order: 'false', newer: 'x' }
    expect(shape.read(wire)).toEqual({
      topic: '',
      queueId: -1,
      offset: 0n,
      order: false,
      rate: undefined,
      perm: 6,
    })
  })

  it('write each field as text and leave out those that are undefined', () => {
    const value = { topic: 't', queueId: -1, offset: 2n ** 62n, order: false, perm: 6 }
    expect(shape.write(value)).toEqual({
      topic: 't',
      queueId: '-1',
      offset: '4611686018427387904',
      order: 'false',
      perm: '6',
    })
  })

  it('write what they read back', () => {
    const value = { topic: '订单', queueId: 3, offset: -1n, order: true, rate: Number.NaN, perm: 4 }
    expect(shape.read(shape.write(value))).toEqual(value)
  })

  it('name the field that is missing or wrong, and never show its value', () => {
    const wire = { topic: 't', queueId: '3', offset: '1', order: 'true' }
    for (const [name, broken] of [
      ['offset', { topic: 't', queueId: '3', order: 'true' }],
      ['queueId', { ...wire, queueId: 'hunter2' }],
      ['perm', { ...wire, perm: 'hunter2' }],
      ['rate', { ...wire, rate: 'hunter2' }],
    ] as const) {
      const error = thrownBy(() => shape.read(broken))
      expect(error).toBeInstanceOf(MalformedError)
      expect(error).toMatchObject({ code: 'BODY_MALFORMED', path: name })
      expect(error).toMatchObject({ message: expect.stringContaining(`header field ${name} `) })
      expect(error).toMatchObject({ message: expect.not.stringContaining('hunter2') })
    }
  })

  it('may be none', () => {
    expect(noFields.read({ a: 'b' })).toEqual({})
    expect(noFields.write({})).toEqual({})
  })
})
