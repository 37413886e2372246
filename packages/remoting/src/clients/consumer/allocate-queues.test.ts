import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { allocateAveragely, compareQueues, queueKey } from './allocate-queues.ts'

interface Row {
  /** `brokerName/queueId` */
  readonly queues: string[]
  readonly clientIds: string[]
  /** By the Java client, in the order of `clientIds`. */
  readonly shares: string[][]
}

const TABLE: Row[] = JSON.parse(readFileSync(join(import.meta.dirname, 'fixtures/allocations.json'), 'utf8'))

function queueOf(place: string): { topic: string; brokerName: string; queueId: number } {
  const [brokerName = '', queueId] = place.split('/')
  return { topic: 'topic', brokerName, queueId: Number(queueId) }
}

describe('allocateAveragely', () => {
  it.each(TABLE)(
    'shares $queues.length queues among $clientIds.length clients as the Java client does',
    row => {
      const queues = row.queues.map(queueOf)
      const shares = row.clientIds.map(clientId => allocateAveragely(queues, row.clientIds, clientId))
      expect(shares).toEqual(row.shares.map(share => share.map(queueOf)))
    },
  )

  it('gives every queue to exactly one client, and none more than one queue above another', () => {
    const names = fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 20 })
    fc.assert(
      fc.property(names, fc.nat(100), (clientIds, queueNums) => {
        const queues = Array.from({ length: queueNums }, (_, queueId) => queueOf(`b/${queueId}`))
        const shares = clientIds.map(clientId => allocateAveragely(queues, clientIds, clientId))
        expect(shares.flat().toSorted(compareQueues)).toEqual(queues)
        const sizes = shares.map(share => share.length)
        expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1)
      }),
    )
  })

  it('gives nothing to a client that the brokers do not name', () => {
    expect(allocateAveragely([queueOf('b/0')], ['a'], 'other')).toEqual([])
  })
})

describe('queueKey', () => {
  it('tells queues apart that differ in any part', () => {
    const queues = [queueOf('b/1'), queueOf('b/11'), queueOf('b1/1'), { ...queueOf('b/1'), topic: 'topic2' }]
    expect(new Set(queues.map(queueKey)).size).toBe(queues.length)
  })
})
