import type { GroupLiveState, GroupView } from '@gantry/remoting'
import { describe, expect, it } from 'vitest'
import { UnseenClients } from './unseen-clients.ts'

const NODE = { clusterName: 'c', brokerName: 'broker-a', brokerId: 0, addr: '127.0.0.1:1' }
const CONNECTED: GroupView['connections'] = {
  connectionSet: [{ clientId: 'a@1', clientAddr: '127.0.0.1:9', language: 'JAVA', version: 513 }],
  subscriptionTable: new Map(),
  consumeType: 'CONSUME_PASSIVELY',
  messageModel: 'CLUSTERING',
  consumeFromWhere: 'CONSUME_FROM_LAST_OFFSET',
}

/** As one broker sees the group. */
function seen(consumed: number, consumeTps: number, connections?: GroupView['connections']): GroupLiveState {
  const queue = { topic: 't', brokerName: 'broker-a', queueId: 0 }
  const offsets = {
    brokerOffset: 1_000n,
    consumerOffset: BigInt(consumed),
    pullOffset: undefined,
    lastTimestamp: 0,
  }
  const stats: GroupView['stats'] = { consumeTps, offsetTable: [[queue, offsets]] }
  return { group: 'g', views: [{ node: NODE, stats, connections }], failed: [] }
}

describe('clients that brokers do not name', () => {
  it('are not there while only the rate of the last minute speaks for them: clients have just left', () => {
    const unseen = new UnseenClients()
    for (let second = 0; second < 60; second++) {
      expect(unseen.look('g', seen(100, 5), second * 1_000)).toBe(false)
    }
  })

  it('are there once progress has moved twice with nobody connected, and while it goes on', () => {
    const unseen = new UnseenClients()
    expect(unseen.look('g', seen(100, 5), 0)).toBe(false)
    expect(unseen.look('g', seen(105, 5), 1_000)).toBe(false)
    expect(unseen.look('g', seen(110, 5), 2_000)).toBe(true)
    expect(unseen.look('g', seen(110, 5), 20_000)).toBe(true)
    expect(unseen.look('g', seen(110, 5), 40_000)).toBe(false)
  })

  it('are not there because somebody has reset the offsets, forward or back', () => {
    const unseen = new UnseenClients()
    unseen.look('g', seen(100, 5), 0)
    expect(unseen.look('g', seen(900, 5), 5_000)).toBe(false)
    expect(unseen.look('g', seen(900, 5), 10_000)).toBe(false)
    expect(unseen.look('g', seen(0, 5), 15_000)).toBe(false)
    expect(unseen.look('g', seen(900, 5), 20_000)).toBe(false)
  })

  it('are not told from looks that follow each other at once', () => {
    const unseen = new UnseenClients()
    unseen.look('g', seen(100, 5), 0)
    expect(unseen.look('g', seen(101, 5), 10)).toBe(false)
    expect(unseen.look('g', seen(102, 5), 20)).toBe(false)
  })

  it('are forgotten when a client is connected, or nothing is consumed', () => {
    for (const between of [seen(110, 5, CONNECTED), seen(110, 0)]) {
      const unseen = new UnseenClients()
      unseen.look('g', seen(100, 5), 0)
      unseen.look('g', seen(105, 5), 1_000)
      expect(unseen.look('g', between, 2_000)).toBe(false)
      expect(unseen.look('g', seen(120, 5), 3_000)).toBe(false)
    }
  })
})
