import { describe, expect, it } from 'vitest'
import { MalformedError } from '../../errors.ts'
import { dataVersionText } from './data-version-text.ts'

const version = { stateVersion: 1n, timestamp: 1_700_000_000_000, counter: 9_007_199_254_740_993n }
const json = '{"stateVersion":1,"timestamp":1700000000000,"counter":9007199254740993}'

describe('a DataVersion in a header field', () => {
  it('is JSON, both ways, without losing a digit', () => {
    expect(dataVersionText.read(json)).toEqual(version)
    expect(dataVersionText.parse(json)).toEqual(version)
    expect(dataVersionText.write(version)).toBe(json)
  })

  it('is absent, or empty as Java clients write it', () => {
    expect(dataVersionText.read(undefined)).toBeUndefined()
    expect(dataVersionText.read('')).toBeUndefined()
    expect(dataVersionText.write(undefined)).toBeUndefined()
  })

  it('is read without the field that 4.9 does not know', () => {
    expect(dataVersionText.read('{"timestamp":5,"counter":2}')).toEqual({
      stateVersion: 0n,
      timestamp: 5,
      counter: 2n,
    })
  })

  it.each(['{', '[]', '7', '{"timestamp":"soon","counter":1}'])('refuses %s', text => {
    expect(() => dataVersionText.read(text)).toThrow(MalformedError)
  })
})
