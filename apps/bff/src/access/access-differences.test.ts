import type { PolicyEntryInfo, UserInfo } from '@gantry/remoting/requests'
import { describe, expect, it } from 'vitest'
import { accessDifferences } from './access-differences.ts'
import type { ExpectedKey } from './expected-access.ts'

const ENTRY: PolicyEntryInfo = { resource: 'Topic:i%orders', actions: ['Pub', 'Sub'], decision: 'Allow' }
const OTHER: PolicyEntryInfo = { ...ENTRY, resource: 'Topic:i%bills' }
const KEY: ExpectedKey = {
  accessKey: 'GANTRY1',
  user: { secretKey: 'secret', isEnabled: true },
  entries: [ENTRY],
}
const USER: UserInfo = { username: 'GANTRY1', password: 'secret', userType: 'Normal', userStatus: 'enable' }

function differences(user: UserInfo | undefined, entries: readonly PolicyEntryInfo[], key = KEY) {
  const policies = entries.length === 0 ? [] : [{ policyType: 'Custom', entries: [...entries] }]
  const [found] = accessDifferences([key], {
    users: new Map(user && [[key.accessKey, user]]),
    policies: new Map([[key.accessKey, { subject: `User:${key.accessKey}`, policies }]]),
  })
  return (
    found && {
      user: found.user,
      write: found.toWrite.map(({ resource }) => resource),
      remove: found.toRemove,
    }
  )
}

describe('a master differs', () => {
  it('not when it holds what it should, in whatever order', () => {
    expect(differences(USER, [{ ...ENTRY, actions: ['Sub', 'Pub'], sourceIps: [] }])).toBeUndefined()
  })

  it.each([
    ['the user is missing', undefined, 'MISSING'],
    ['the secret is another', { ...USER, password: 'x' }, 'DIFFERS'],
    ['somebody has disabled it', { ...USER, userStatus: 'disable' } as const, 'DIFFERS'],
    ['somebody has made it a Super user', { ...USER, userType: 'Super' } as const, 'DIFFERS'],
  ])('when %s', (_what, user, expected) => {
    expect(differences(user, [ENTRY])).toEqual({ user: expected, write: [], remove: [] })
  })

  it.each([
    ['says something else', { ...ENTRY, actions: ['Pub'] } as PolicyEntryInfo],
    ['denies', { ...ENTRY, decision: 'Deny' } as PolicyEntryInfo],
    ['holds for some addresses only', { ...ENTRY, sourceIps: ['10.0.0.1'] }],
  ])('when an entry %s', (_what, entry) => {
    expect(differences(USER, [entry])).toEqual({ user: undefined, write: [ENTRY.resource], remove: [] })
  })

  it('not when an entry holds for the addresses that it should, in whatever order', () => {
    const key = { ...KEY, entries: [{ ...ENTRY, sourceIps: ['10.0.0.0/8', '::1/128'] }] }
    expect(differences(USER, [{ ...ENTRY, sourceIps: ['::1/128', '10.0.0.0/8'] }], key)).toBeUndefined()
    expect(differences(USER, [ENTRY], key)).toMatchObject({ write: [ENTRY.resource] })
  })

  it('when an entry is missing, and when there is one too many', () => {
    expect(differences(USER, [OTHER])).toEqual({
      user: undefined,
      write: [ENTRY.resource],
      remove: [OTHER.resource],
    })
  })

  it('in everything when there are two entries for one resource, of which the broker would ask either', () => {
    expect(differences(USER, [ENTRY, { ...ENTRY, decision: 'Deny' }])).toEqual({
      user: undefined,
      write: [ENTRY.resource],
      remove: [ENTRY.resource, ENTRY.resource],
    })
  })

  it('when it still has a key that is deleted', () => {
    const gone = { accessKey: 'GANTRY1', user: undefined, entries: [] }
    expect(differences(USER, [], gone)).toMatchObject({ user: 'LEFT' })
    expect(differences(undefined, [], gone)).toBeUndefined()
  })
})
