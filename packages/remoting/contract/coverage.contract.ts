import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import * as requests from '../src/requests/index.ts'
import { requestTable } from './compatibility.ts'
import { COVERED_REQUESTS, LEFT_OUT } from './coverage-list.ts'

/** The names of all layouts that the package has. */
const layoutNames = new Set(
  Object.values(requests).flatMap(value =>
    typeof value === 'object' && 'code' in value && 'readOnly' in value ? [value.name] : [],
  ),
)
const covered: readonly string[] = COVERED_REQUESTS

describe('the contract suite', () => {
  it('stands for every request of this package, or says why not', () => {
    const accounted = new Set<string>([...covered, ...Object.keys(LEFT_OUT)])
    expect([...layoutNames].filter(name => !accounted.has(name))).toEqual([])
  })

  it('stands for no request that this package has not got', () => {
    expect([...covered, ...Object.keys(LEFT_OUT)].filter(name => !layoutNames.has(name))).toEqual([])
  })

  it('stands for each request in one place', () => {
    expect(covered.filter((name, index) => covered.indexOf(name) !== index || name in LEFT_OUT)).toEqual([])
  })

  it.each(['../README.md', '../../../docs/compatibility.md'])('is what %s tells of each release', path => {
    expect(readFileSync(new URL(path, import.meta.url), 'utf8')).toContain(requestTable().join('\n'))
  })
})
