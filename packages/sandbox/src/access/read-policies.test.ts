import type { PolicyEntryInfo } from '@gantry/remoting/requests'
import { describe, expect, it } from 'vitest'
import { aclInfoOf, readPolicies } from './read-policies.ts'

const ENTRY: PolicyEntryInfo = { resource: 'Topic:orders', actions: ['Pub'], decision: 'Allow' }

describe('policies of a request', () => {
  it('are read whatever the case of their words, and shown in the words of the broker', () => {
    const policies = readPolicies([
      {
        policyType: 'default',
        entries: [{ resource: 'tOPIC:Orders*', actions: ['PUB', 'sub'], decision: 'DENY' }],
      },
      { entries: [{ ...ENTRY, resource: '*', sourceIps: [] }] },
    ])
    expect(aclInfoOf('User:alice', policies)).toEqual({
      subject: 'User:alice',
      policies: [
        {
          policyType: 'Default',
          entries: [{ resource: 'Topic:Orders*', actions: ['Pub', 'Sub'], decision: 'Deny' }],
        },
        { policyType: 'Custom', entries: [{ resource: '*', actions: ['Pub'], decision: 'Allow' }] },
      ],
    })
  })

  it.each(['*', 'Topic:orders', 'Topic:ord*', 'Group:*', 'Cluster:shop', 'Topic:a:b'])(
    'keep the resource %s as it is',
    resource => {
      const policies = readPolicies([{ entries: [{ ...ENTRY, resource }] }])
      expect(aclInfoOf('User:alice', policies).policies[0]?.entries[0]?.resource).toBe(resource)
    },
  )

  it('leave out actions that do not exist, when there are others', () => {
    const [policy] = readPolicies([{ entries: [{ ...ENTRY, actions: ['Fly', 'Get'] }] }])
    expect(policy?.entries[0]?.actions).toEqual(['Get'])
  })

  it.each([
    ['no entries', [], 'The policies is empty.'],
    ['a resource of no type', [{ ...ENTRY, resource: 'nonsense' }], 'The resource is null.'],
    ['actions that do not exist', [{ ...ENTRY, actions: ['Fly'] }], 'The actions is empty.'],
    ['the action Any', [{ ...ENTRY, actions: ['Any'] }], 'The actions can not be Any.'],
    ['an empty address', [{ ...ENTRY, sourceIps: [' '] }], 'The source ip is empty.'],
    ['an address that is none', [{ ...ENTRY, sourceIps: ['10.1.2.*'] }], 'The source ip is invalid.'],
    ['a decision that does not exist', [{ ...ENTRY, decision: 'Maybe' }], 'The decision is null or illegal.'],
  ])('with %s are refused', (_what, entries, remark) => {
    expect(() => readPolicies([{ entries }])).toThrow(remark)
  })
})
