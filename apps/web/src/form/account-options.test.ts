import { describe, expect, it } from 'vitest'
import { accountOptions, askedBy } from './account-options.ts'

const bookshop = { accountId: 'zbook0000001', name: 'Bookshop' }
const others = [{ accountId: 'aother000001', name: 'Others' }]

describe('the choice of a tenant account', () => {
  it('holds the chosen one also when it is not among those that were found', () => {
    expect(accountOptions(others, bookshop.accountId, bookshop)).toEqual([
      { value: 'aother000001', label: 'Others (aother000001)' },
      { value: 'zbook0000001', label: 'Bookshop (zbook0000001)' },
    ])
    expect(accountOptions([], bookshop.accountId, undefined)).toEqual([
      { value: 'zbook0000001', label: 'zbook0000001' },
    ])
  })

  it('has each account once, and none more while nothing is chosen', () => {
    expect(accountOptions([bookshop], bookshop.accountId, bookshop)).toHaveLength(1)
    expect(accountOptions(others, '', undefined)).toHaveLength(1)
  })

  it('looks for what is typed, not for the label that the field shows', () => {
    expect(askedBy('Bookshop (zbook0000001)', bookshop)).toBe('')
    expect(askedBy(' book ', bookshop)).toBe('book')
    expect(askedBy('Bookshop', undefined)).toBe('Bookshop')
  })
})
