import { describe, expect, it } from 'vitest'
import { sourceAddressProblem, sourceIpOf } from './source-addresses.ts'

describe('where programs may come from', () => {
  it.each([
    ['10.1.2.3', '10.1.2.3'],
    [' 10.0.0.0/8 ', '10.0.0.0/8'],
    ['0.0.0.0/0', '0.0.0.0/0'],
    ['::1', '::1/128'],
    ['2001:DB8:0:0:0:0:0:1', '2001:db8::1/128'],
    ['2001:db8::/32', '2001:db8::/32'],
    ['::ffff:10.1.2.3', '10.1.2.3'],
  ])('is %s as the broker compares it', (typed, written) => {
    expect(sourceAddressProblem(typed)).toBeUndefined()
    expect(sourceIpOf(typed)).toBe(written)
  })

  it.each([
    '',
    'localhost',
    '10.1',
    '10',
    '010.0.0.1',
    '10.0.0.0/33',
    '10.0.0.0/',
    '10.0.0.0/8/8',
    '10.0.0.*',
    '10.0.0.1-9',
    'fe80::1%eth0',
    '2001:db8::/129',
    '::ffff:10.1.2.3/104',
  ])('is not %s', typed => {
    expect(sourceAddressProblem(typed)).toEqual({ code: 'sourceAddress', params: {} })
  })
})
