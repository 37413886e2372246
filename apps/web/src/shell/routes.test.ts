import { matchRoutes } from 'react-router'
import { describe, expect, it } from 'vitest'
import { paths } from '../paths.ts'
import { pages } from './pages.tsx'

const URLS = Object.entries(paths)
  .filter(
    ([name]) =>
      !['home', 'signIn', 'signInCallback', 'signedOut', 'firstPassword', 'mfaBindFirst'].includes(name),
  )
  .map(([name, path]) => [name, sample(name, path as (...args: string[]) => string)] as const)

describe('routes', () => {
  it.each(URLS)('has a page for the path %s', (_name, url) => {
    const page = matchRoutes(pages, url)?.at(-1)
    expect(page?.pathname.replace(/\/$/, '')).toBe(new URL(url, 'http://here').pathname)
  })

  it('gives names back as they were, separators included', () => {
    const matches = matchRoutes(pages, paths.topicSend('MQ_INST_1_a', '%RETRY%GID/x'))
    expect(matches?.at(-1)?.params).toEqual({ instanceId: 'MQ_INST_1_a', topic: '%RETRY%GID/x' })
  })

  it('does not take a topic named new for the form', () => {
    const matches = matchRoutes(pages, paths.topic('i', 'new'))
    expect(matches?.at(-1)?.params).toEqual({ instanceId: 'i', topic: 'new' })
  })
})

function sample(name: string, path: (...args: string[]) => string): string {
  if (name === 'chooseInstance') return path('topics')
  if (name === 'ofInstance' || name === 'groups' || name === 'groupCreate') return path('i', 'groups')
  return name === 'instance' || name === 'statistics' ? path('i') : path('i', 'orders')
}
