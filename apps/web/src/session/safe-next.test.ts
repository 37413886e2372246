import { describe, expect, it } from 'vitest'
import { safeNext } from './safe-next.ts'

describe('where sign-in leads', () => {
  it('is the page that was asked for, query included', () => {
    expect(safeNext('/instances/i/topics?q=pay')).toBe('/instances/i/topics?q=pay')
  })

  it('is never another site, however it is written', () => {
    for (const next of [
      'https://elsewhere.example',
      '//elsewhere.example',
      '/\\elsewhere.example',
      'javascript:1',
    ]) {
      expect(safeNext(next)).toBe('/')
    }
  })

  it('is the start page when there is nothing to come back to', () => {
    expect(safeNext(null)).toBe('/')
    expect(safeNext('/sign-in?next=/sign-in')).toBe('/')
  })
})
