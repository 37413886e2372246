import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MalformedError } from '../errors.ts'
import { parseIp } from './ip-address.ts'
import { parseMessageId } from './message-id.ts'
import { offsetMessageId, parseOffsetMessageId } from './offset-message-id.ts'
import { readGolden } from './testing/golden.ts'
import {
  parseUniqueMessageId,
  type UniqueMessageIdSource,
  uniqueMessageIds,
  uniqueMessageIdTimeMs,
} from './unique-message-id.ts'

const golden = readGolden<{
  unique: {
    name: string
    id: string
    nowMs: number
    utcOffsetMinutes: number
    host: string
    pid: number
    timeMs: number
  }[]
  offset: { id: string; host: string; port: number; commitLogOffset: string }[]
}>('message-ids.json')

const DAY_MS = 86_400_000

describe('a unique ID', () => {
  it.each(golden.unique)(
    'is read as the Java client reads it: $id',
    ({ id, nowMs, utcOffsetMinutes, host, pid, timeMs }) => {
      const read = parseUniqueMessageId(id)
      if (read === undefined) throw new Error('not read')
      expect(parseIp(read.host)).toEqual(parseIp(host))
      expect(read.pid).toBe(pid)
      // Java looks at its clock once more, and an ID just made would be of the month before to it.
      expect(uniqueMessageIdTimeMs(read, nowMs + 1, utcOffsetMinutes)).toBe(timeMs)
    },
  )

  const source: UniqueMessageIdSource = {
    host: '192.0.2.7',
    pid: 0x1_2345,
    instanceHash: 0x1a2b3c4d,
    nowMs: () => Date.UTC(2025, 9, 17, 1, 2, 3, 456),
    utcOffsetMinutes: 0,
  }

  it('is made of address, process, instance, time in the month and a counter', () => {
    const next = uniqueMessageIds(source)
    const sinceMonth = (16 * DAY_MS + 3_723_456).toString(16).toUpperCase()
    expect([next(), next()]).toEqual([
      `C0000207${'2345'}1A2B3C4D${sinceMonth}0000`,
      `C0000207${'2345'}1A2B3C4D${sinceMonth}0001`,
    ])
  })

  it('of a machine with IPv6 is longer', () => {
    const id = uniqueMessageIds({ ...source, host: '2001:db8::7' })()
    expect(id).toHaveLength(56)
    expect(parseMessageId(id)).toMatchObject({ kind: 'unique', host: '2001:db8::7', pid: 0x2345, counter: 0 })
  })

  it('is another one each time, also past 65,536 of them as long as time goes on', () => {
    let nowMs = 1_760_000_000_000
    const next = uniqueMessageIds({ ...source, nowMs: () => nowMs })
    const ids = new Set<string>()
    for (let i = 0; i < 100_000; i++) {
      if (i === 50_000) nowMs++
      ids.add(next())
    }
    expect(ids.size).toBe(100_000)
  })

  it('gives back when it was made, across the turn of months and years and in any time zone', () => {
    const madeAt = fc.integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2035, 0, 1) })
    const zone = fc.option(fc.integer({ min: -14 * 60, max: 14 * 60 }), { nil: undefined })
    const later = fc.integer({ min: 1, max: 27 * DAY_MS })
    fc.assert(
      fc.property(madeAt, zone, later, (nowMs, offset, laterMs) => {
        const zoned = offset === undefined ? {} : { utcOffsetMinutes: offset }
        const id = parseUniqueMessageId(uniqueMessageIds({ ...source, ...zoned, nowMs: () => nowMs })())
        if (id === undefined) throw new Error('not read')
        expect(uniqueMessageIdTimeMs(id, nowMs + laterMs, offset)).toBe(nowMs)
      }),
    )
  })

  it('begins a new month in the time zone of its client', () => {
    const nowMs = (): number => Date.UTC(2025, 9, 31, 16, 0, 0)
    expect(
      parseUniqueMessageId(uniqueMessageIds({ ...source, nowMs, utcOffsetMinutes: 480 })())?.monthOffsetMs,
    ).toBe(0)
    expect(parseUniqueMessageId(uniqueMessageIds({ ...source, nowMs })())?.monthOffsetMs).toBe(
      30 * DAY_MS + 16 * 3_600_000,
    )
  })

  it('stays in its month when the clock is put back a little over its start', () => {
    let nowMs = Date.UTC(2025, 9, 1)
    const next = uniqueMessageIds({ ...source, nowMs: () => nowMs })
    next()
    nowMs -= 5000
    expect(parseUniqueMessageId(next())).toMatchObject({ monthOffsetMs: 0, counter: 1 })
  })

  it('made this very moment, or by a clock a minute ahead, is not taken for one of the month before', () => {
    const madeAt = Date.UTC(2025, 9, 17, 1, 2, 3)
    const id = parseUniqueMessageId(uniqueMessageIds({ ...source, nowMs: () => madeAt })())
    if (id === undefined) throw new Error('not read')
    expect(uniqueMessageIdTimeMs(id, madeAt, 0)).toBe(madeAt)
    expect(uniqueMessageIdTimeMs(id, madeAt - 60_000, 0)).toBe(madeAt)
    expect(uniqueMessageIdTimeMs(id, madeAt - 60_001, 0)).toBe(madeAt - 30 * DAY_MS)
  })

  it('made just after the turn of a month is told by a clock that is a little behind', () => {
    const madeAt = Date.UTC(2025, 10, 1, 0, 0, 5)
    const id = parseUniqueMessageId(uniqueMessageIds({ ...source, nowMs: () => madeAt })())
    if (id === undefined) throw new Error('not read')
    expect(uniqueMessageIdTimeMs(id, madeAt - 10_000, 0)).toBe(madeAt)
  })

  it('is not made for a name instead of an address', () => {
    expect(() => uniqueMessageIds({ ...source, host: 'localhost' })).toThrow(MalformedError)
  })
})

describe('an offset ID', () => {
  it.each(golden.offset)(
    'is made and read as by Apache RocketMQ: $id',
    ({ id, host, port, commitLogOffset }) => {
      const storeHost = { host, port }
      expect(offsetMessageId(storeHost, BigInt(commitLogOffset))).toBe(id)
      expect(parseOffsetMessageId(id)).toEqual({
        kind: 'offset',
        storeHost,
        commitLogOffset: BigInt(commitLogOffset),
      })
    },
  )
})

describe('any message ID', () => {
  it.each(golden.offset)('that a broker made is told: $id', ({ id }) => {
    expect(parseMessageId(id).kind).toBe('offset')
    expect(parseMessageId(` ${id.toLowerCase()}\n`)).toEqual(parseMessageId(id))
  })

  it.each(golden.unique)('that a client made is told: $id', ({ id }) => {
    expect(parseMessageId(id).kind).toBe('unique')
  })

  it('that a gRPC client made is told and read', () => {
    expect(parseMessageId('0156F7E71C361B21BC024CCDBE00000007')).toEqual({
      kind: 'grpc',
      macAddress: '56:f7:e7:1c:36:1b',
      pid: 0x21bc,
      timeMs: Date.UTC(2021, 0, 1) + 0x024ccdbe * 1000,
      sequence: 7,
    })
  })

  it.each([
    '',
    'order-1',
    'C0000207',
    'C0000207BEEF1A2B3C4D00000000FFFG',
    'C0000207BEEF1A2B3C4D00000000FFF',
    'C0000207BEEF1A2B3C4DFFFFFFFFFFFF',
    '0256F7E71C361B21BC024CCDBE00000000',
    'C0000207BEEF1A2B3C4D00000000FFFF,C0000207BEEF1A2B3C4D00000000FFFE',
  ])('that is none of RocketMQ is told: %j', id => {
    expect(parseMessageId(id)).toEqual({ kind: 'unknown' })
  })

  it('of any text is read without a failure', () => {
    const hex = fc.string({ unit: fc.constantFrom(...'0123456789abcdefABCDEF'), maxLength: 60 })
    fc.assert(
      fc.property(fc.oneof(fc.string(), hex), text => {
        expect(['unique', 'offset', 'grpc', 'unknown']).toContain(parseMessageId(text).kind)
      }),
    )
  })
})
