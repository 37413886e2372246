import { ERRORS } from '@gantry/contract'
import { SENTENCES } from '@gantry/rules'
import { describe, expect, it } from 'vitest'
import { en } from './en/index.ts'
import { zh } from './zh/index.ts'

type Texts = { readonly [key: string]: string | Texts }

const english = flat(en)
const chinese = flat(zh)

describe('texts', () => {
  it('have the same keys in both languages', () => {
    expect([...chinese.keys()].sort()).toEqual([...english.keys()].sort())
  })

  it('are filled from the same parameters in both languages', () => {
    const gapsOf = (texts: Map<string, string>) =>
      Object.fromEntries([...texts].map(([key, sentence]) => [key, gaps(sentence)]))
    expect(gapsOf(chinese)).toEqual(gapsOf(english))
  })

  it('are never empty', () => {
    const empty = [...english, ...chinese].filter(([, sentence]) => sentence.trim() === '')
    expect(empty).toEqual([])
  })

  it('are Chinese in Chinese: a sentence left in English is found', () => {
    const untranslated = [...english]
      .filter(([key, sentence]) => sentence.split(' ').length > 3 && chinese.get(key) === sentence)
      .map(([key]) => key)
    expect(untranslated).toEqual([])
  })

  it('have a sentence for every problem of the rules, in the words that the API uses', () => {
    expect(en.problems).toMatchObject(SENTENCES)
    expect(Object.keys(zh.problems)).toEqual(expect.arrayContaining(Object.keys(SENTENCES)))
  })

  it('explain every error code of the API with a next step', () => {
    const codes = [...Object.keys(ERRORS), 'OFFLINE', 'UNREADABLE'].sort()
    expect(Object.keys(en.errors.title).sort()).toEqual(codes)
    expect(Object.keys(en.errors.next).sort()).toEqual(codes)
  })
})

function flat(texts: Texts, before = ''): Map<string, string> {
  const found = Object.entries(texts).map(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[before + key, value]] : [...flat(value, `${before}${key}.`)],
  )
  return new Map(found.flat())
}

function gaps(sentence: string): string[] {
  return [...sentence.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '').sort()
}
