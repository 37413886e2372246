import { describe, expect, it } from 'vitest'
import { dateTimeLocalOf, instantOf } from './instant.ts'

describe('a time that is typed', () => {
  it.each(['UTC', 'local'] as const)('comes back as it was (%s)', zone => {
    expect(dateTimeLocalOf(instantOf('2026-03-01T12:30:15', zone), zone)).toBe('2026-03-01T12:30:15')
  })

  it('that is none is left out', () => {
    expect([instantOf('soon', 'UTC'), dateTimeLocalOf('soon', 'UTC')]).toEqual(['', ''])
    expect(instantOf('2026-03-01T12:30', 'UTC')).toBe('2026-03-01T12:30:00.000Z')
  })
})
