import { queryCorrectionOffset } from '@gantry/remoting/requests'
import { expect, it } from 'vitest'
import { newBroker } from '../../test-support/messages.ts'
import { ask } from '../../test-support/requests.ts'
import type { Broker } from '../state/broker.ts'

const LONG_MAX = 2n ** 63n - 1n

/** Groups of `orders`, and how far each has come with queue 0 and 1. */
function brokerWith(progress: Record<string, readonly [number, number]>): Broker {
  const broker = newBroker()
  for (const [group, offsets] of Object.entries(progress)) {
    offsets.forEach((offset, queueId) => void broker.offsets.commit(group, 'orders', queueId, offset))
  }
  return broker
}

function corrections(broker: Broker, compareGroup: string, filterGroups?: string) {
  const header = { topic: 'orders', compareGroup, filterGroups }
  return [...(ask(broker, queryCorrectionOffset, header, undefined).body?.correctionOffsets ?? [])]
}

it('the correction of a queue is the lowest offset of all groups', () => {
  const broker = brokerWith({ fast: [9, 5], slow: [3, 7] })
  expect(corrections(broker, 'nobody')).toEqual([
    [0, 3n],
    [1, 5n],
  ])
})

it('a queue with which the compared group is behind all others is not corrected', () => {
  const broker = brokerWith({ fast: [9, 5], slow: [3, 7] })
  expect(corrections(broker, 'slow', 'slow')).toEqual([
    [0, LONG_MAX],
    [1, 5n],
  ])
})

it('groups that are left out do not count', () => {
  const broker = brokerWith({ fast: [9, 9], slow: [3, 3], slowest: [1, 1] })
  expect(corrections(broker, 'nobody', 'slow,slowest')).toEqual([
    [0, 9n],
    [1, 9n],
  ])
})

it('a topic that nobody consumes has no corrections', () => {
  expect(corrections(newBroker(), 'nobody')).toEqual([])
})
