import { describe, expect, it } from 'vitest'
import { successions } from './successions.ts'

const broker = (brokerId: number, brokerName = 'broker-a') => ({ brokerName, brokerId })

describe('a broker', () => {
  it('is who it was while its ID stays, also when others of its name are away', () => {
    expect(successions([broker(0), broker(1)], [broker(1)])).toEqual([])
    expect(successions([broker(0)], [broker(0), broker(1)])).toEqual([])
  })

  it('that was the master and comes back as a replica is the one that is missing', () => {
    const known = [broker(0), broker(2)]
    expect(successions(known, [broker(0)])).toEqual([])
    expect(successions(known, [broker(0), broker(1)])).toEqual([{ brokerName: 'broker-a', from: 2, to: 1 }])
  })

  it('of another name takes nobody’s place', () => {
    expect(successions([broker(1)], [broker(0, 'broker-b')])).toEqual([])
  })
})
