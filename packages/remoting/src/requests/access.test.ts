import { describe, expect, it } from 'vitest'
import { answered, refused } from '../../test-support/recorded.ts'
import { MalformedError } from '../errors.ts'
import { parseJson } from '../protocol/json.ts'
import { authCreateUser } from './3001-auth-create-user.ts'
import { authUpdateUser } from './3002-auth-update-user.ts'
import { authDeleteUser } from './3003-auth-delete-user.ts'
import { authGetUser } from './3004-auth-get-user.ts'
import { authListUser } from './3005-auth-list-user.ts'
import { authUpdateAcl } from './3007-auth-update-acl.ts'
import { authDeleteAcl } from './3008-auth-delete-acl.ts'
import { authGetAcl } from './3009-auth-get-acl.ts'
import { authListAcl } from './3010-auth-list-acl.ts'

const NO_PERMISSION = 16
const NOT_SUPPORTED = 3
const alice = { username: 'alice', password: 'for a test', userType: 'Normal', userStatus: 'disable' }

describe.each(['5.5.0', '5.3.3'] as const)('users of %s', release => {
  it('come with their passwords', () => {
    expect(answered(authGetUser, 'one user', release).body).toEqual(alice)
    expect(answered(authListUser, 'users', release).body).toEqual([alice])
  })

  it('are no body at all when there are none', () => {
    expect(answered(authGetUser, 'no user', release).body).toBeUndefined()
    expect(answered(authListUser, 'no users', release).body).toBeUndefined()
  })

  it('are not made twice, nor changed before they are made, but deleted also when they are not there', () => {
    expect(refused(authCreateUser, 'make the user again', release)).toBe(NO_PERMISSION)
    expect(refused(authUpdateUser, 'change no user', release)).toBe(NO_PERMISSION)
    expect(refused(authDeleteUser, 'delete no user', release)).toBe(0)
  })

  it('may do what was allowed, but for what was denied', () => {
    expect(answered(authGetAcl, 'policies of the user', release).body).toEqual({
      subject: 'User:alice',
      policies: [
        {
          policyType: 'Custom',
          entries: [
            { resource: 'Topic:orders', actions: ['Pub', 'Sub'], sourceIps: undefined, decision: 'Allow' },
            { resource: 'Group:bill*', actions: ['Sub'], sourceIps: ['192.0.2.0/24'], decision: 'Deny' },
          ],
        },
      ],
    })
  })

  it('are listed by what they may do, with only that of it', () => {
    const [acl, ...others] = answered(authListAcl, 'policies', release).body ?? []
    expect(others).toEqual([])
    const resources = acl?.policies.flatMap(({ entries }) => entries.map(({ resource }) => resource))
    expect(resources).toEqual(['Topic:orders'])
    expect(answered(authListAcl, 'no policies', release).body).toBeUndefined()
  })

  it('are refused policies that make no sense, of users who are not there, or that they do not have', () => {
    expect(refused(authUpdateAcl, 'a policy that makes no sense', release)).toBe(NO_PERMISSION)
    expect(refused(authGetAcl, 'policies of no user', release)).toBe(NO_PERMISSION)
    expect(refused(authDeleteAcl, 'take nothing back', release)).toBe(NO_PERMISSION)
  })
})

describe('users before 5.3', () => {
  it.each(['5.2.0', '4.9.7'] as const)('are not known to %s', release => {
    expect(refused(authGetUser, 'one user', release)).toBe(NOT_SUPPORTED)
    expect(refused(authListAcl, 'policies', release)).toBe(NOT_SUPPORTED)
  })
})

describe('a user on the wire', () => {
  const json = (body: Buffer | undefined) => parseJson(body?.toString() ?? '')

  it('leaves out what is to stay as it is', () => {
    const written = authUpdateUser.body.write({ username: 'alice', userStatus: 'enable' })
    expect(json(written)).toEqual({ username: 'alice', userStatus: 'enable' })
  })

  it('leaves out addresses for a policy that holds from everywhere', () => {
    const entry = { resource: '*', actions: ['All'], decision: 'Deny' }
    const written = authUpdateAcl.body.write({ policies: [{ entries: [entry] }] })
    expect(json(written)).toEqual({ policies: [{ entries: [entry] }] })
  })

  it('is never told in an error', () => {
    try {
      authGetUser.response.body.read(Buffer.from('{"username":{"password":"hush"},"password":["hush"]}'))
      expect.unreachable()
    } catch (error) {
      expect(error).toBeInstanceOf(MalformedError)
      expect(String(error)).not.toContain('hush')
    }
  })
})
