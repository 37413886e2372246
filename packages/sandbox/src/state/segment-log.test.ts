import { describe, expect, it } from 'vitest'
import { SEGMENT_BYTES, SegmentLog } from './segment-log.ts'

const KIB = 1024

function filled(log: SegmentLog, count: number, bytes: number, nowMs = 0): number[] {
  return Array.from({ length: count }, (_, n) => log.append(Buffer.alloc(bytes, n), nowMs))
}

describe('a log', () => {
  it('gives each record the number of bytes before it as its position', () => {
    const log = new SegmentLog({ maxBytes: SEGMENT_BYTES })
    expect(filled(log, 3, 10)).toEqual([0, 10, 20])
    expect([log.minPosition, log.maxPosition]).toEqual([0, 30])
  })

  it('gives back what was written, without a copy', () => {
    const log = new SegmentLog({ maxBytes: SEGMENT_BYTES })
    const position = log.append(Buffer.from('a record'), 0)
    const once = log.slice(position, 8)
    expect(once?.toString()).toBe('a record')
    expect(log.slice(position, 8)?.buffer).toBe(once?.buffer)
  })

  it('holds nothing beyond its end', () => {
    const log = new SegmentLog({ maxBytes: SEGMENT_BYTES })
    expect(log.slice(0, 1)).toBeUndefined()
    log.append(Buffer.from('abc'), 0)
    expect([log.slice(0, 4), log.slice(3, 1), log.slice(-1, 1), log.slice(1_000_000, 1)]).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ])
  })

  it('never splits a record between segments, and goes on without a gap', () => {
    const log = new SegmentLog({ maxBytes: 8 * SEGMENT_BYTES })
    const positions = filled(log, 5, 600 * KIB)
    expect(positions).toEqual([0, 1, 2, 3, 4].map(n => n * 600 * KIB))
    positions.forEach((position, n) => {
      expect(log.slice(position, 600 * KIB)?.equals(Buffer.alloc(600 * KIB, n))).toBe(true)
    })
    expect(log.slice(599 * KIB, 2 * KIB)).toBeUndefined()
  })

  it('takes a record that is larger than a segment', () => {
    const log = new SegmentLog({ maxBytes: 8 * SEGMENT_BYTES })
    const record = Buffer.alloc(3 * SEGMENT_BYTES, 7)
    expect(log.slice(log.append(record, 0), record.length)?.equals(record)).toBe(true)
  })
})

describe('the old end of a log', () => {
  it('is dropped when the log is too large, and positions stay what they were', () => {
    const log = new SegmentLog({ maxBytes: 2 * SEGMENT_BYTES })
    const positions = filled(log, 4, 900 * KIB)
    expect(log.minPosition).toBe(2 * 900 * KIB)
    expect(positions.map(position => log.slice(position, 1)?.[0])).toEqual([undefined, undefined, 2, 3])
    expect(log.append(Buffer.from('x'), 0)).toBe(4 * 900 * KIB)
  })

  it('is never the record that was written last, however small the bound', () => {
    const log = new SegmentLog({ maxBytes: 1 })
    const position = log.append(Buffer.from('kept'), 0)
    expect(log.slice(position, 4)?.toString()).toBe('kept')
  })

  it('is dropped by age when all of a segment is too old', () => {
    const log = new SegmentLog({ maxBytes: 8 * SEGMENT_BYTES })
    const [old] = filled(log, 1, 900 * KIB, 100)
    const [young] = filled(log, 1, 900 * KIB, 200)
    log.dropOlderThan(150)
    expect([log.slice(old ?? -1, 1), log.minPosition]).toEqual([undefined, young])
    log.dropOlderThan(1_000)
    expect([log.minPosition, log.maxPosition]).toEqual([1800 * KIB, 1800 * KIB])
    expect(log.append(Buffer.from('next'), 1_000)).toBe(1800 * KIB)
  })
})
