import { expect, it } from 'vitest'
import { isOwnPath } from './own-path.ts'

it.each(['/', '/instances/i/topics?q=pay', '/lookups?q=%E8%AE%A2%E5%8D%95#top', '/a//b'])(
  'takes %s',
  path => {
    expect(isOwnPath(path)).toBe(true)
    expect(new URL(path, 'http://console.example').origin).toBe('http://console.example')
  },
)

it.each([
  '',
  'instances',
  'https://elsewhere.example',
  '//elsewhere.example',
  '/\\elsewhere.example',
  '/\t/elsewhere.example',
  '/\n/elsewhere.example',
  'javascript:1',
  '/ä',
])('does not take %j', path => {
  expect(isOwnPath(path)).toBe(false)
})
