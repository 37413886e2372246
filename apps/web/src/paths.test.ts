import { describe, expect, it } from 'vitest'
import { paths } from './paths.ts'

const SAMPLE = 'MQ_INST_1_AbCd1234'

describe('paths', () => {
  it('gives every URL of the app', () => {
    const urls = Object.fromEntries(
      Object.entries(paths).map(([name, path]) => [
        name,
        sampleOf(name, path as (...args: string[]) => string),
      ]),
    )
    expect(urls).toMatchSnapshot()
  })

  it('keeps names that contain separators in one piece', () => {
    expect(paths.topic('a/b', '%RETRY%x?y')).toBe('/instances/a%2Fb/topics/%25RETRY%25x%3Fy/information')
    expect(paths.signIn('/audit?q=a&b')).toBe('/sign-in?next=%2Faudit%3Fq%3Da%26b')
  })
})

function sampleOf(name: string, path: (...args: string[]) => string): string {
  if (name === 'chooseInstance') return path('topics')
  if (name === 'ofInstance') return path(SAMPLE, 'groups')
  if (name === 'signIn') return path('/audit')
  if (name === 'lookup') return path('order-17', SAMPLE)
  if (/^message(Verify)?$/.test(name)) return path(SAMPLE, 'orders', 'id-1')
  if (/^deadLetter/.test(name)) return path(SAMPLE, 'GID_orders', 'id-1')
  if (/^(users|instances)$/.test(name)) return path()
  if (/^traceTask(Delete)?$/.test(name)) return path(SAMPLE, 'id-1')
  if (/^traces$|^traceTaskCreate$|^statistics$/.test(name)) return path(SAMPLE)
  if (/^instance./.test(name) || name === 'instance') return path(SAMPLE)
  if (name === 'brokerSetting') return path('id-1', 'broker-a', 'fileReservedTime')
  if (/^broker/.test(name)) return path('id-1', 'broker-a')
  if (/^(token|cluster)/.test(name)) return path('id-1')
  return /^groups$|^groupCreate$/.test(name) ? path(SAMPLE, 'HTTP') : path(SAMPLE, 'orders')
}
