import { describe, expect, it } from 'vitest'
import { jsonBody } from './layout.ts'
import { remembered } from './remembered-body.ts'
import { int32, mapOf, text } from './shape.ts'

const MEBIBYTE = 1_024 * 1_024

function counted() {
  let reads = 0
  const layout = remembered({
    read: (body: Buffer) => {
      reads++
      return { first: body[0] }
    },
    write: () => undefined,
  })
  return { read: layout.read, reads: () => reads }
}

describe('a remembered body', () => {
  it('is read once while it stays the same, and anew when it changes', () => {
    const { read, reads } = counted()
    const first = read(Buffer.from('a1'))
    expect(read(Buffer.from('a1'))).toBe(first)
    expect(read(Buffer.from('b1'))).toEqual({ first: 98 })
    expect(read(Buffer.from('a1'))).toBe(first)
    expect(reads()).toBe(2)
  })

  it('does not change with the buffer that it came in', () => {
    const { read } = counted()
    const buffer = Buffer.from('a')
    read(buffer)
    buffer.write('b')
    expect(read(buffer)).toEqual({ first: 98 })
    expect(read(Buffer.from('a'))).toEqual({ first: 97 })
  })

  it('is forgotten when others need the room, those that came last being kept', () => {
    const { read, reads } = counted()
    const bodies = [1, 2, 3].map(first => Buffer.alloc(1.5 * MEBIBYTE, first))
    for (const body of bodies) read(body)
    expect(reads()).toBe(3)
    for (const body of bodies.slice(1)) read(body)
    expect(reads()).toBe(3)
    read(bodies[0] ?? Buffer.alloc(0))
    expect(reads()).toBe(4)
  })

  it('is written, and refused when it is malformed, as without', () => {
    const layout = remembered(jsonBody(mapOf(text, int32)))
    const bytes = layout.write(new Map([['a', 1]])) ?? Buffer.alloc(0)
    expect(layout.read(bytes)).toEqual(new Map([['a', 1]]))
    for (let time = 0; time < 2; time++) expect(() => layout.read(Buffer.from('{"a":'))).toThrow()
  })
})
