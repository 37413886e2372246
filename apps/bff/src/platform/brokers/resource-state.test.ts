import { describe, expect, it } from 'vitest'
import { holdingsOf } from './holdings.ts'
import { stateOf } from './resource-state.ts'

const whole = { holders: 2, missing: 0, isUnsure: false }

describe('the state of a topic or group', () => {
  it('is that nobody manages it when the console knows nothing of it', () => {
    expect(stateOf(undefined, whole)).toBe('UNMANAGED')
  })

  it('is incomplete until its creation was seen to end, wherever it stands', () => {
    expect(stateOf('PENDING', whole)).toBe('INCOMPLETE')
    expect(stateOf('INCOMPLETE', { holders: 0, missing: 2, isUnsure: false })).toBe('INCOMPLETE')
  })

  it('is missing only when every broker said so', () => {
    expect(stateOf('READY', { holders: 0, missing: 2, isUnsure: false })).toBe('MISSING_ON_BROKER')
    expect(stateOf('READY', { holders: 0, missing: 0, isUnsure: true })).toBe('READY')
    expect(stateOf('READY', { holders: 0, missing: 1, isUnsure: true })).toBe('INCOMPLETE')
  })

  it('is incomplete when one of its brokers has lost it', () => {
    expect(stateOf('READY', whole)).toBe('READY')
    expect(stateOf('READY', { holders: 1, missing: 1, isUnsure: false })).toBe('INCOMPLETE')
  })
})

describe('what brokers hold', () => {
  it('is told by name, with every broker that has it', () => {
    const node = (brokerName: string) => ({
      clusterName: 'c',
      brokerName,
      brokerId: 0,
      addr: `${brokerName}:1`,
    })
    const { masters, byName } = holdingsOf({
      answered: [
        { item: node('a'), place: 'a:1', value: new Map([['orders', 1]]) },
        {
          item: node('b'),
          place: 'b:1',
          value: new Map([
            ['orders', 2],
            ['__proto__', 3],
          ]),
        },
      ],
      failed: [],
    })
    expect(masters.map(({ brokerName }) => brokerName)).toEqual(['a', 'b'])
    expect(byName.get('orders')).toEqual([
      { node: node('a'), config: 1 },
      { node: node('b'), config: 2 },
    ])
    expect([...byName.keys()]).toEqual(['orders', '__proto__'])
  })
})
