import { type Frame, sign } from '@gantry/remoting/internal'
import { describe, expect, it } from 'vitest'
import { UserStore } from '../state/user-store.ts'
import { authenticate } from './authenticate.ts'

const ALICE = { accessKey: 'alice', secretKey: 'secret' }

function usersWith(userStatus: 'enable' | 'disable' = 'enable'): UserStore {
  const users = new UserStore()
  users.save({ username: 'alice', password: 'secret', userType: 'Normal', userStatus })
  return users
}

function frameWith(
  extFields: Readonly<Record<string, string>>,
  body = Buffer.from('body'),
  version = 513,
): Frame {
  const header = { code: 12, language: 'JAVA', version, opaque: 1, flag: 0, remark: undefined, extFields }
  return { header, body, serializeType: 0 }
}

describe('a signature', () => {
  it('that covers fields and body tells who sent the request', () => {
    const signed = sign({ topic: 't', key: 'k' }, Buffer.from('body'), ALICE)
    expect(authenticate(frameWith(signed), usersWith()).username).toBe('alice')
  })

  it('of an old client does not cover the mark of a search by unique key', () => {
    const signed = { ...sign({ topic: 't' }, Buffer.from('body'), ALICE), _UNIQUE_KEY_QUERY: 'true' }
    expect(authenticate(frameWith(signed, undefined, 399), usersWith()).username).toBe('alice')
    expect(() => authenticate(frameWith(signed, undefined, 400), usersWith())).toThrow(
      'check signature failed.',
    )
  })

  it.each([
    [
      'changed fields',
      { ...sign({ topic: 't' }, Buffer.from('body'), ALICE), topic: 'u' },
      'check signature failed.',
    ],
    ['another body', sign({ topic: 't' }, Buffer.from('other'), ALICE), 'check signature failed.'],
    [
      'another secret',
      sign({ topic: 't' }, Buffer.from('body'), { ...ALICE, secretKey: 'x' }),
      'check signature failed.',
    ],
    ['nothing signed', { topic: 't', AccessKey: 'alice' }, 'check signature failed.'],
    ['no name', { topic: 't' }, 'username cannot be null.'],
    ['an unknown name', { topic: 't', AccessKey: 'bob' }, 'User:bob is not found.'],
  ])('with %s is refused', (_what, extFields, remark) => {
    expect(() => authenticate(frameWith(extFields), usersWith())).toThrow(remark)
  })

  it('of a user who is disabled is refused', () => {
    const signed = sign({ topic: 't' }, Buffer.from('body'), ALICE)
    expect(() => authenticate(frameWith(signed), usersWith('disable'))).toThrow('User:alice is disabled.')
  })
})
