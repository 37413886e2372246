import { describe, expect, it } from 'vitest'
import { thrownBy } from '../../test-support/errors.ts'
import { fields } from './fields.ts'
import { bytesBody, defineRequest, jsonBody, noBody, optionalJsonBody, textBody } from './layout.ts'
import { int32, int64, object, text } from './shape.ts'

describe('bodies', () => {
  const json = jsonBody(object({ offset: int64 }))

  it('of JSON are read and written without losing a digit', () => {
    expect(json.read(Buffer.from('{"offset":9223372036854775807}'))).toEqual({ offset: 9223372036854775807n })
    expect(json.write({ offset: 9223372036854775807n })?.toString()).toBe('{"offset":9223372036854775807}')
  })

  it('of JSON are refused when they are missing, no JSON or of another shape', () => {
    for (const body of ['', '<html>', '{"offset":"x"}', '[]', 'null']) {
      expect(thrownBy(() => json.read(Buffer.from(body)))).toMatchObject({ code: 'BODY_MALFORMED' })
    }
  })

  it('of JSON that may be missing are undefined then', () => {
    const optional = optionalJsonBody(object({ offset: int64 }))
    expect(optional.read(Buffer.alloc(0))).toBeUndefined()
    expect(optional.write(undefined)).toBeUndefined()
    expect(optional.read(Buffer.from('{"offset":1}'))).toEqual({ offset: 1n })
    expect(optional.write({ offset: 1n })?.toString()).toBe('{"offset":1}')
  })

  it('of text, bytes or nothing are what they are', () => {
    expect(textBody.read(Buffer.from('ключ=1'))).toBe('ключ=1')
    expect(textBody.write('ключ=1')?.toString()).toBe('ключ=1')
    const bytes = Buffer.from([0, 255])
    expect(bytesBody.read(bytes)).toBe(bytes)
    expect(bytesBody.write(bytes)).toBe(bytes)
    expect(noBody.read(bytes)).toBeUndefined()
    expect(noBody.write(undefined)).toBeUndefined()
  })
})

describe('defineRequest', () => {
  it('leaves empty what is not declared, and takes no request for a pure read', () => {
    const layout = defineRequest({ name: 'PLAIN', code: 1 })
    expect(layout).toMatchObject({ name: 'PLAIN', code: 1, readOnly: false })
    expect(layout.header.write({})).toEqual({})
    expect(layout.body.write(undefined)).toBeUndefined()
    expect(layout.response.header.read({ a: 'b' })).toEqual({})
    expect(layout.response.body.read(Buffer.from('ignored'))).toBeUndefined()
    expect(layout.response.alsoAccepts).toBeUndefined()
  })

  it('keeps what is declared, in both directions', () => {
    const layout = defineRequest({
      name: 'FULL',
      code: 2,
      readOnly: true,
      header: fields({ topic: text }),
      body: textBody,
      response: { header: fields({ queueId: int32 }), body: bytesBody, alsoAccepts: [19] },
    })
    expect(layout.readOnly).toBe(true)
    expect(layout.header.read(layout.header.write({ topic: 't' }))).toEqual({ topic: 't' })
    expect(layout.response.header.read({ queueId: '3' })).toEqual({ queueId: 3 })
    expect(layout.response.alsoAccepts).toEqual([19])
  })
})
