import { describe, expect, it } from 'vitest'
import { hostAndPort, namesrvAddrProblem, namesrvAddrs } from './addresses.ts'

describe('addresses of name servers', () => {
  it.each([
    '10.0.0.1:9876',
    'a.example:1',
    '[::1]:9876',
    '::1:9876',
    'a:1;b:65535',
    ' a:1 ; b:2 ',
    'a:1,b:2;',
  ])('accept %j', addr => expect(namesrvAddrProblem(addr)).toBeUndefined())

  it.each([
    ['', 'required'],
    [' ; ', 'required'],
    ['broker', 'address'],
    ['broker:', 'address'],
    [':9876', 'address'],
    ['broker:0', 'address'],
    ['broker:65536', 'address'],
    ['http://broker:9876', 'address'],
    ['user@broker:9876', 'address'],
    ['[]:9876', 'address'],
    ['a b:9876', 'address'],
    ['a:1;b', 'address'],
  ])('refuse %j as %s', (addr, code) => expect(namesrvAddrProblem(addr)?.code).toBe(code))

  it('are taken apart', () => {
    expect(namesrvAddrs(' a:1 ;b:2;')).toEqual(['a:1', 'b:2'])
    expect(hostAndPort('[::1]:9876')).toEqual({ host: '::1', port: 9_876 })
    expect(hostAndPort('a.example:10')).toEqual({ host: 'a.example', port: 10 })
    expect(hostAndPort('nothing')).toBeUndefined()
  })
})
