import * as contract from '@gantry/contract'
import { describe, expect, it } from 'vitest'
import { isMadeOldBy, LIVE_EVENTS } from './live-events.ts'

describe('live events', () => {
  it('make the lists of their capability old, and nothing else', () => {
    expect(isMadeOldBy('topicCreated', 'topicList')).toBe(true)
    expect(isMadeOldBy('topicCreated', 'instanceView')).toBe(true)
    expect(isMadeOldBy('topicCreated', 'groupList')).toBe(false)
    expect(isMadeOldBy('somethingElse', 'topicList')).toBe(false)
  })

  it('name words that endpoints of the contract begin with', () => {
    const names = Object.keys(contract)
    const words = new Set(Object.values(LIVE_EVENTS).flat())
    const idle = [...words].filter(word => !names.some(name => name.startsWith(word) && /List$/.test(name)))
    expect(idle).toEqual([])
  })
})
