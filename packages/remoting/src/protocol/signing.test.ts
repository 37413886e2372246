import { createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { sign } from './signing.ts'

const credentials = { accessKey: 'AK', secretKey: 'SK' }
const hmac = (content: string | Buffer, key = 'SK'): string =>
  createHmac('sha1', key).update(content).digest('base64')

describe('sign', () => {
  it('adds the access key and the signature to the fields', () => {
    expect(sign({ topic: 't' }, undefined, credentials)).toEqual({
      topic: 't',
      AccessKey: 'AK',
      Signature: hmac('AKt'),
    })
  })

  it('joins the values in the order of their names, capitals first, whatever order they are given in', () => {
    const { Signature } = sign({ b: '4', a: '3', Z: '2', '0': '0' }, undefined, credentials)
    expect(Signature).toBe(hmac('0AK234'))
    expect(sign({ Z: '2', '0': '0', a: '3', b: '4' }, undefined, credentials).Signature).toBe(Signature)
  })

  it('signs the body after the fields, byte by byte', () => {
    const body = Buffer.from([0, 0xff, 0x80, 10])
    expect(sign({ topic: 't' }, body, credentials).Signature).toBe(
      hmac(Buffer.concat([Buffer.from('AKt'), body])),
    )
  })

  it('signs an empty body like none', () => {
    expect(sign({ topic: 't' }, Buffer.alloc(0), credentials)).toEqual(
      sign({ topic: 't' }, undefined, credentials),
    )
  })

  it('adds and signs a security token where there is one', () => {
    const signed = sign({ topic: 't' }, undefined, { ...credentials, securityToken: 'ST' })
    expect(signed).toMatchObject({ SecurityToken: 'ST', Signature: hmac('AKSTt') })
    expect(sign({ topic: 't' }, undefined, credentials)).not.toHaveProperty('SecurityToken')
  })

  it('replaces a signature that is already there without signing it', () => {
    const once = sign({ topic: 't' }, undefined, credentials)
    expect(sign(once, undefined, credentials)).toEqual(once)
  })

  it('takes keys and values as UTF-8', () => {
    const signed = sign({ key: '订单🚀' }, undefined, { accessKey: '用户', secretKey: '密码' })
    expect(signed.Signature).toBe(hmac('用户订单🚀', '密码'))
  })

  it('leaves the fields it was given alone and never adds the secret', () => {
    const fields = Object.freeze({ topic: 't' })
    const signed = sign(fields, undefined, { accessKey: 'AK', secretKey: 'very-secret' })
    expect(fields).toEqual({ topic: 't' })
    expect(JSON.stringify(signed)).not.toContain('very-secret')
  })
})
