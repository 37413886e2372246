import { describe, expect, it } from 'vitest'
import { differencesOf, wordsOf } from './differences.ts'

describe('a recorded change', () => {
  it('shows what has become another, not what stayed, nor versions', () => {
    const before = { name: 'shop', description: 'old', maxTopics: 5, version: 1 }
    const after = { name: 'shop', description: 'new', maxTopics: 50, version: 2 }
    expect(differencesOf({ before, after })).toEqual([
      { field: 'description', before: 'old', after: 'new' },
      { field: 'maxTopics', before: 5, after: 50 },
    ])
  })

  it('shows all of what was made or deleted', () => {
    expect(differencesOf({ before: null, after: { name: 'ci' } })).toEqual([
      { field: 'name', before: undefined, after: 'ci' },
    ])
    expect(differencesOf({ before: { name: 'ci' }, after: null })).toEqual([
      { field: 'name', before: 'ci', after: undefined },
    ])
  })

  it('is told in words', () => {
    const words = { yes: 'yes', no: 'no' }
    const values = [true, false, null, undefined, '', [], ['a', 'b'], 7, 'x', { to: 'latest' }]
    expect(values.map(value => wordsOf(value, words))).toEqual([
      ...['yes', 'no', '–', '–', '–', '–', 'a, b', '7', 'x', '{"to":"latest"}'],
    ])
  })
})
