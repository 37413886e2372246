import { describe, expect, it } from 'vitest'
import { thrownBy } from '../../test-support/errors.ts'
import { parseAddress, parseAddressList } from './address.ts'

describe('parseAddress', () => {
  it.each([
    ['127.0.0.1:9876', '127.0.0.1', 9876],
    ['broker-a.example.org:1', 'broker-a.example.org', 1],
    ['localhost:65535', 'localhost', 65_535],
    ['[::1]:10911', '::1', 10_911],
    ['fe80::1%eth0:10911', 'fe80::1%eth0', 10_911],
    ['2001:db8::7:10911', '2001:db8::7', 10_911],
  ])('reads %s', (addr, host, port) => {
    expect(parseAddress(addr)).toEqual({ host, port })
  })

  it.each([
    '',
    ':',
    'host',
    'host:',
    ':9876',
    '[]:9876',
    'host:0',
    'host:-1',
    'host:65536',
    'host:9876x',
    'host:98.76',
    'host:1e3',
    'host:0x10',
    'host: 9876',
    'ho st:9876',
    'http://host:9876',
    'host/path:9876',
    'user@host:9876',
  ])('refuses %j and shows the form', addr => {
    expect(thrownBy(() => parseAddress(addr))).toMatchObject({
      name: 'MalformedError',
      code: 'BAD_ARGUMENT',
      message: expect.stringContaining('127.0.0.1:9876'),
    })
  })

  it('shows what it was given, but no password that stands in it', () => {
    expect(thrownBy(() => parseAddress('broker:port'))).toMatchObject({
      message: expect.stringContaining('broker:port'),
    })
    const error = thrownBy(() => parseAddress('rocketmq:hunter2@broker:9876'))
    expect(error).toMatchObject({ message: expect.stringContaining('broker:9876') })
    expect(error).toMatchObject({ message: expect.not.stringContaining('hunter2') })
  })
})

describe('parseAddressList', () => {
  it('reads one or several, with the separators and spaces that people use', () => {
    expect(parseAddressList('a:1')).toEqual(['a:1'])
    expect(parseAddressList(' a:1; b:2 ;;c:3, d:4,')).toEqual(['a:1', 'b:2', 'c:3', 'd:4'])
  })

  it.each(['', ' ', ';', ' , ; '])('refuses %j, which names none', addrs => {
    expect(thrownBy(() => parseAddressList(addrs))).toMatchObject({ code: 'BAD_ARGUMENT' })
  })

  it('refuses a list with one that is wrong', () => {
    expect(thrownBy(() => parseAddressList('a:1;b'))).toMatchObject({
      code: 'BAD_ARGUMENT',
      message: expect.stringContaining("'b'"),
    })
  })
})
