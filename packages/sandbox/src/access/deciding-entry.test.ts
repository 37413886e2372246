import { describe, expect, it } from 'vitest'
import { parseResource } from '../state/acl-resource.ts'
import type { PolicyEntry, PolicyType } from '../state/policies.ts'
import { decidingEntry, type Question } from './deciding-entry.ts'

const TO_READ_ORDERS: Question = { resource: { type: 'Topic', name: 'orders' }, actions: ['Sub', 'Get'] }

function entry(resource: string, spec: Partial<PolicyEntry> = {}): PolicyEntry {
  const parsed = parseResource(resource)
  if (parsed === undefined) throw new Error(`${resource} is no resource.`)
  return { resource: parsed, actions: ['Sub'], decision: 'Allow', ...spec }
}

const allow = (resource: string): PolicyEntry => entry(resource)
const deny = (resource: string): PolicyEntry => entry(resource, { decision: 'Deny' })

function decide(entries: readonly PolicyEntry[], from = '10.1.2.3', policyType: PolicyType = 'Custom') {
  return decidingEntry([{ policyType, entries }], TO_READ_ORDERS, from)?.decision
}

describe('of several entries for a resource', () => {
  it.each([
    ['the name before the beginning of names', [deny('Topic:ord*'), allow('Topic:orders')], 'Allow'],
    ['the longer beginning before the shorter', [allow('Topic:o*'), deny('Topic:ord*')], 'Deny'],
    ['the beginning of names before all names', [allow('Topic:*'), deny('Topic:o*')], 'Deny'],
    ['all names of a type before everything', [deny('*'), allow('Topic:*')], 'Allow'],
    ['what denies, of two that are as narrow', [allow('Topic:orders'), deny('Topic:orders')], 'Deny'],
  ])('%s decides', (_what, entries, expected) => {
    expect(decide(entries)).toBe(expected)
    expect(decide([...entries].reverse())).toBe(expected)
  })
})

describe('an entry', () => {
  it.each([
    ['another name', allow('Topic:orders-2')],
    ['another beginning', allow('Topic:pay*')],
    ['a group of the same name', allow('Group:orders')],
    ['another action', entry('Topic:orders', { actions: ['Pub'] })],
    ['no action at all', entry('Topic:orders', { actions: [] })],
  ])('for %s decides nothing', (_what, other) => {
    expect(decide([other])).toBeUndefined()
  })

  it('for one of the actions is enough, and for All in any case', () => {
    expect(decide([entry('Topic:orders', { actions: ['Get'] })])).toBe('Allow')
    expect(decide([entry('Topic:orders', { actions: ['All'] })])).toBe('Allow')
  })

  it('for some addresses decides about requests from there', () => {
    const office = [entry('Topic:orders', { sourceIps: ['192.0.2.1', '10.0.0.0/8'] })]
    expect(decide(office, '10.1.2.3')).toBe('Allow')
    expect(decide(office, '192.0.2.1')).toBe('Allow')
    expect(decide(office, '192.0.2.2')).toBeUndefined()
  })

  it('for other addresses leaves the decision to a wider one', () => {
    const denied = entry('Topic:orders', { decision: 'Deny', sourceIps: ['192.0.2.1'] })
    expect(decide([denied, allow('Topic:*')])).toBe('Allow')
    expect(decide([denied, allow('Topic:*')], '192.0.2.1')).toBe('Deny')
  })

  it('of a Default policy decides when no Custom one does', () => {
    const defaults = { policyType: 'Default', entries: [deny('Topic:orders')] } as const
    const custom = { policyType: 'Custom', entries: [allow('*')] } as const
    expect(decidingEntry([defaults, custom], TO_READ_ORDERS, '::1')?.decision).toBe('Allow')
    expect(decidingEntry([defaults], TO_READ_ORDERS, '::1')?.decision).toBe('Deny')
  })
})

it('without policies nothing is decided', () => {
  expect(decidingEntry([], TO_READ_ORDERS, '10.1.2.3')).toBeUndefined()
})
