import { isIP } from 'node:net'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MalformedError } from '../errors.ts'
import { formatHost, hostBytesOf, readHost } from './host-address.ts'
import { formatIp, parseIp } from './ip-address.ts'

const GROUP = /^[0-9a-f]{1,4}$/

describe('an IP address', () => {
  it.each([
    ['0.0.0.0', '00000000'],
    ['255.255.255.255', 'ffffffff'],
    ['192.0.2.7', 'c0000207'],
    ['::', '00000000000000000000000000000000'],
    ['::1', '00000000000000000000000000000001'],
    ['1::', '00010000000000000000000000000000'],
    ['2001:db8::1', '20010db8000000000000000000000001'],
    ['2001:db8::1:0:0:1', '20010db8000000000001000000000001'],
    ['2001:db8:0:1:1:1:1:1', '20010db8000000010001000100010001'],
    ['1:2:3:4:5:6:7:8', '00010002000300040005000600070008'],
    ['::ffff:192.0.2.7', '00000000000000000000ffffc0000207'],
    ['fe80::abcd:ef01', 'fe8000000000000000000000abcdef01'],
  ])('%s is written as RFC 5952 has it and read back', (text, hex) => {
    const bytes = Buffer.from(hex, 'hex')
    expect(formatIp(bytes, 0, bytes.length)).toBe(text)
    expect(parseIp(text).toString('hex')).toBe(hex)
  })

  it.each([
    ['2001:DB8:0:0:0:0:0:1', '20010db8000000000000000000000001'],
    ['2001:0db8:0000:0000:0000:0000:0000:0001', '20010db8000000000000000000000001'],
    ['[2001:db8::1]', '20010db8000000000000000000000001'],
    ['fe80::1%eth0', 'fe800000000000000000000000000001'],
    ['64:ff9b::192.0.2.7', '0064ff9b0000000000000000c0000207'],
    ['1:2:3:4:5:6:7::', '00010002000300040005000600070000'],
  ])('%s is read, too', (text, hex) => {
    expect(parseIp(text).toString('hex')).toBe(hex)
  })

  it.each([
    '',
    'localhost',
    '1.2.3',
    '1.2.3.4.5',
    '1.2.3.256',
    '01.2.3.4',
    '1.2.3.-4',
    '1.2.3.4:80',
    ':',
    ':::',
    '1::2::3',
    '1:2:3:4:5:6:7',
    '1:2:3:4:5:6:7:8:9',
    '1:2:3:4:5:6:7:8::',
    'g::1',
    '12345::',
    '1.2.3.4::',
    '::1.2.3',
  ])('%j is none', text => {
    expect(() => parseIp(text)).toThrow(MalformedError)
  })

  it('of any bytes is one that Node accepts, and is read back to them', () => {
    const bytes = fc.oneof(
      fc.uint8Array({ minLength: 4, maxLength: 4 }),
      fc.uint8Array({ minLength: 16, maxLength: 16 }),
    )
    fc.assert(
      fc.property(bytes, some => {
        const text = formatIp(Buffer.from(some), 0, some.length)
        expect(isIP(text)).toBe(some.length === 4 ? 4 : 6)
        expect([...parseIp(text)]).toEqual([...some])
      }),
    )
  })

  it('of any text is read when Node reads it', () => {
    const part = fc.oneof(fc.constantFrom('', ':', '::', '.', '1.2.3.4'), fc.stringMatching(GROUP))
    fc.assert(
      fc.property(fc.array(part, { maxLength: 17 }), parts => {
        const text = parts.join('')
        if (isIP(text) === 0) expect(() => parseIp(text)).toThrow(MalformedError)
        else expect(parseIp(text)).toHaveLength(isIP(text) === 4 ? 4 : 16)
      }),
      { numRuns: 2000 },
    )
  })
})

describe('a host', () => {
  it('has its port after the address', () => {
    const bytes = Buffer.from('c000020700002a9f', 'hex')
    expect(readHost(bytes, 0, 8)).toEqual({ host: '192.0.2.7', port: 10_911 })
    expect(hostBytesOf({ host: '192.0.2.7', port: 10_911 })).toEqual(bytes)
    expect(hostBytesOf({ host: '::1', port: 65_535 }).toString('hex')).toBe(`${'0'.repeat(31)}10000ffff`)
  })

  it('is written with brackets around IPv6', () => {
    expect(formatHost({ host: '192.0.2.7', port: 10_911 })).toBe('192.0.2.7:10911')
    expect(formatHost({ host: '2001:db8::1', port: 10_911 })).toBe('[2001:db8::1]:10911')
  })
})
