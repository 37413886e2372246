import { describe, expect, it } from 'vitest'
import { createFormat } from './format.ts'

const english = createFormat({ language: 'en', timeZone: 'UTC' })

describe('format', () => {
  it('keeps every digit of a 64-bit figure', () => {
    expect(english.count('9007199254740993')).toBe('9,007,199,254,740,993')
    expect(english.count(1_234)).toBe('1,234')
  })

  it('writes rates, shares and sizes short', () => {
    expect(english.rate(12.345)).toBe('12.3')
    expect(english.percent(0.756)).toBe('75.6%')
    expect([0, 1_023, 1_536, 4 * 1_024 * 1_024].map(english.bytes)).toEqual([
      '0 B',
      '1,023 B',
      '1.5 KiB',
      '4 MiB',
    ])
  })

  it('names the zone of a time', () => {
    expect(english.dateTime('2026-08-01T23:05:09.000Z')).toBe('01/08/2026, 23:05:09 UTC')
    expect(english.time('2026-08-01T00:05:09.000Z')).toBe('00:05:09')
  })

  it('writes Chinese dates for Chinese readers', () => {
    const chinese = createFormat({ language: 'zh', timeZone: 'UTC' })
    expect(chinese.dateTime('2026-08-01T23:05:09.000Z')).toContain('2026/08/01')
  })
})
