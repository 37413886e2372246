import { describe, expect, it } from 'vitest'
import { render } from './render.ts'

const filling = { values: { topic: 'orders', n: '$&' }, flags: new Set(['ORDERED']) }

describe('a template', () => {
  it('is filled with values, as they are', () => {
    expect(render('send to {{topic}}, {{topic}}; {{n}}', filling)).toBe('send to orders, orders; $&')
  })

  it('keeps the lines of one of the flags, or of one that is not set', () => {
    const template = [
      'first',
      '@if DELAYED ORDERED',
      'a',
      '@end',
      '@if !ORDERED',
      'b',
      '@end',
      '@if !DELAYED',
      'c',
      '@end',
    ]
    expect(render(template.join('\n'), filling)).toBe('first\na\nc')
  })

  it('leaves the signs of the languages alone', () => {
    expect(render('@Override {% %} $x {{{topic}}}', filling)).toBe('@Override {% %} $x {orders}')
  })

  it('must not name what is not there', () => {
    expect(() => render('{{tpoic}}', filling)).toThrow('There is no value for {{tpoic}}.')
  })
})
