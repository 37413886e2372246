import { describe, expect, it } from 'vitest'
import { allocate, allocateForPop, sortedIds, sortedQueues } from './allocate-queues.ts'

const queue = (brokerName: string, queueId: number) => ({ topic: 'orders', brokerName, queueId })
const QUEUES = sortedQueues([
  ...[3, 2, 1, 0].map(id => queue('b', id)),
  ...[0, 1, 2, 3].map(id => queue('a', id)),
])
const IDS = sortedIds(['c', 'a', 'b'])
const names = (queues: readonly ReturnType<typeof queue>[] | undefined) =>
  queues?.map(({ brokerName, queueId }) => `${brokerName}${queueId}`).join(' ')

describe('the share of a consumer', () => {
  it('is of neighbours, the first with one more where it does not divide evenly', () => {
    const shares = IDS.map(id => names(allocate('AVG', QUEUES, IDS, id)))
    expect(shares).toEqual(['a0 a1 a2', 'a3 b0 b1', 'b2 b3'])
  })

  it('is every so many by circle', () => {
    expect(names(allocate('AVG_BY_CIRCLE', QUEUES, IDS, 'b'))).toBe('a1 b0 b3')
  })

  it('is nothing for a stranger, and unknown by a strategy that is', () => {
    expect(names(allocate('AVG', QUEUES, IDS, 'x'))).toBe('')
    expect(allocate('NEAR', QUEUES, IDS, 'a')).toBeUndefined()
  })

  it('by POP is each broker with all of its queues', () => {
    expect(names(allocateForPop('AVG', QUEUES, IDS, 'a', 0))).toBe('a-1 b-1')
  })

  it('by POP is that of those behind it, too, where queues are shared', () => {
    expect(names(allocateForPop('AVG', QUEUES, IDS, 'c', 1))).toBe('b2 b3 a0 a1 a2')
  })

  it('by POP is one queue where there are more consumers than queues', () => {
    expect(names(allocateForPop('AVG', QUEUES.slice(0, 2), IDS, 'c', 1))).toBe('a0')
  })
})
