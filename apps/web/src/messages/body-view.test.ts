import { describe, expect, it } from 'vitest'
import { charsetOf, hexDump, viewOf } from './body-view.ts'

const view = (query: string, text: string | null) => viewOf(new URLSearchParams(query), { text })

describe('a body', () => {
  it('is shown as what it is, unless something else is asked for', () => {
    expect([view('', '{"a":1}'), view('', 'hello'), view('', '17'), view('', null)]).toEqual([
      'json',
      'text',
      'text',
      'hex',
    ])
    expect([view('view=hex', 'hello'), view('view=magic', 'hello')]).toEqual(['hex', 'text'])
    expect(charsetOf(new URLSearchParams('charset=gbk'))).toBe('gbk')
    expect(charsetOf(new URLSearchParams('charset=klingon'))).toBe('utf-8')
  })

  it('is dumped with offsets and letters', () => {
    expect(hexDump(btoa('0123456789abcdef\u0000é'))).toBe(
      [
        '00000000  30 31 32 33 34 35 36 37 38 39 61 62 63 64 65 66  0123456789abcdef',
        '00000010  00 e9                                            ..',
      ].join('\n'),
    )
  })
})
