import { describe, expect, it } from 'vitest'
import { parseResource, resourceKey } from './acl-resource.ts'
import { mergedPolicies, type Policy, policiesWithout } from './policies.ts'

/** Entries as `Topic:orders Pub`, for short. */
function policy(policyType: Policy['policyType'], ...entries: string[]): Policy {
  return {
    policyType,
    entries: entries.map(text => {
      const [key = '', action] = text.split(' ')
      return { resource: resourceOf(key), actions: action === 'Pub' ? ['Pub'] : ['Sub'], decision: 'Allow' }
    }),
  }
}

function resourceOf(key: string) {
  const resource = parseResource(key)
  if (resource === undefined) throw new Error(`${key} is no resource.`)
  return resource
}

function asText(policies: readonly Policy[]): string[] {
  return policies.map(
    ({ policyType, entries }) =>
      `${policyType}: ${entries.map(({ resource, actions }) => `${resourceKey(resource)} ${actions}`).join(', ')}`,
  )
}

describe('new policies', () => {
  const old = [policy('Custom', 'Topic:a Pub', 'Topic:b Pub')]

  it('take the place of entries for the same resource, and leave the others', () => {
    expect(asText(mergedPolicies(old, [policy('Custom', 'Topic:b Sub', 'Topic:c Sub')]))).toEqual([
      'Custom: Topic:a Pub, Topic:b Sub, Topic:c Sub',
    ])
  })

  it('replace the first of several entries for a resource', () => {
    const twice = [policy('Custom', 'Topic:a Pub', 'Topic:a Pub')]
    expect(asText(mergedPolicies(twice, [policy('Custom', 'Topic:a Sub')]))).toEqual([
      'Custom: Topic:a Sub, Topic:a Pub',
    ])
  })

  it('do not touch those of the other type, nor a wider resource', () => {
    const added = [policy('Default', 'Topic:a Sub'), policy('Custom', 'Topic:a* Sub')]
    expect(asText(mergedPolicies(old, added))).toEqual([
      'Custom: Topic:a Pub, Topic:b Pub, Topic:a* Sub',
      'Default: Topic:a Sub',
    ])
  })
})

describe('taking back a resource', () => {
  const policies = [policy('Custom', 'Topic:a Pub', 'Topic:b Pub'), policy('Default', 'Topic:a Sub')]

  it('leaves other resources and the other type', () => {
    expect(asText(policiesWithout(policies, 'Custom', resourceOf('Topic:a')))).toEqual([
      'Custom: Topic:b Pub',
      'Default: Topic:a Sub',
    ])
  })

  it('takes the first of several entries', () => {
    const twice = [policy('Custom', 'Topic:a Pub', 'Topic:a Sub')]
    expect(asText(policiesWithout(twice, 'Custom', resourceOf('Topic:a')))).toEqual(['Custom: Topic:a Sub'])
  })

  it('removes a policy with its last entry', () => {
    expect(asText(policiesWithout(policies, 'Default', resourceOf('Topic:a')))).toEqual([
      'Custom: Topic:a Pub, Topic:b Pub',
    ])
  })
})
