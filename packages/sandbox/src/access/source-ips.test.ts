import { describe, expect, it } from 'vitest'
import { isAddressOrRange, isWithin } from './source-ips.ts'

describe('a source of requests', () => {
  it.each([
    ['10.1.2.3', '10.1.2.3', true],
    ['10.1.2.3', '10.1.2.4', false],
    ['10.1.2.3', '10.0.0.0/8', true],
    ['11.1.2.3', '10.0.0.0/8', false],
    ['10.1.2.3', '10.1.2.3/32', true],
    ['10.1.2.2', '10.1.2.3/32', false],
    ['10.1.2.3', '0.0.0.0/0', true],
    ['10.1.2.127', '10.1.2.0/25', true],
    ['10.1.2.128', '10.1.2.0/25', false],
    ['fd00::1', 'fd00::/8', true],
    ['fe00::1', 'fd00::/8', false],
    ['10.1.2.3', 'fd00::/8', false],
  ])('%s in %s: %s', (address, range, expected) => {
    expect(isWithin(address, range)).toBe(expected)
  })

  it.each(['10.1.2.3', '10.0.0.0/8', '0.0.0.0/0', '::1', 'fd00::/8'])('may be written as %s', text => {
    expect(isAddressOrRange(text)).toBe(true)
  })

  it.each(['', '10.1.2', '10.1.2.*', '10.0.0.0/33', '10.0.0.0/', '10.0.0.0/8/8', 'fd00::/129', 'a-host'])(
    'may not be written as "%s"',
    text => {
      expect(isAddressOrRange(text)).toBe(false)
    },
  )
})
