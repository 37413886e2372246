import type { GroupLiveState, GroupView } from '@gantry/remoting'
import { describe, expect, it } from 'vitest'
import { accumulatedOf, clientsOf, figuresOf, subscriptionsOf } from './group-figures.ts'

const node = (brokerName: string) => ({ clusterName: 'c', brokerName, brokerId: 0, addr: `${brokerName}:1` })
const client = (clientId: string) =>
  ({ clientId, clientAddr: '10.0.0.1:5', language: 'JAVA', version: 513 }) as const

function queue(topic: string, brokerOffset: bigint, consumerOffset: bigint, lastTimestamp = 0) {
  return [
    { topic, brokerName: 'a', queueId: 0 },
    { brokerOffset, consumerOffset, lastTimestamp },
  ] as const
}

function view(
  brokerName: string,
  offsets: ReturnType<typeof queue>[],
  clientIds: string[],
  model = 'CLUSTERING',
): GroupView {
  const connections = {
    connectionSet: clientIds.map(client),
    subscriptionTable: new Map([
      [
        'orders',
        {
          topic: 'orders',
          subString: 'a || b',
          tagsSet: ['a', 'b'],
          codeSet: [97, 98],
          subVersion: 1n,
          expressionType: 'TAG',
          classFilterMode: false,
        },
      ],
    ]),
    consumeType: undefined,
    messageModel: model,
    consumeFromWhere: undefined,
  }
  return {
    node: node(brokerName),
    stats: {
      offsetTable: offsets.map(([place, offset]) => [place, { ...offset, pullOffset: undefined }]),
      consumeTps: 1.5,
    },
    connections: clientIds.length > 0 ? connections : undefined,
  }
}

const state = (...views: GroupView[]): GroupLiveState => ({ group: 'GID_x', views, failed: [] })
const away = (known: GroupLiveState): GroupLiveState => ({
  ...known,
  failed: [{ item: node('z'), place: 'z:1', error: new Error('away') }],
})

describe('the figures of a group', () => {
  const online = state(
    view('a', [queue('orders', 10n, 4n, 1_000), queue('%RETRY%GID_x', 3n, 1n)], ['c1', 'c2']),
    view('b', [queue('orders', 2n ** 60n, 2n ** 60n - 1n, 2_000), queue('orders', 5n, 9n)], ['c2', 'c1']),
  )

  it('are summed over all masters, each client counted once', () => {
    expect(figuresOf(online)).toEqual({
      isOnline: true,
      clients: 2,
      messageModel: 'CLUSTERING',
      accumulated: 9n,
      consumeTps: 3,
      lastConsumedAtMs: 2_000,
    })
    expect(accumulatedOf(online, 'orders')).toBe(7n)
    expect([...clientsOf(online)].map(([clientId, { brokerNames }]) => [clientId, brokerNames])).toEqual([
      ['c1', ['a', 'b']],
      ['c2', ['a', 'b']],
    ])
    expect(subscriptionsOf(online)).toEqual(
      new Map([['orders', { expression: 'a || b', expressionType: 'TAG' }]]),
    )
  })

  it('of a group that is offline say so, and how far behind it is', () => {
    expect(figuresOf(state(view('a', [queue('orders', 10n, 4n)], [])))).toMatchObject({
      isOnline: false,
      clients: 0,
      messageModel: null,
      accumulated: 6n,
      lastConsumedAtMs: null,
    })
  })

  it('are not known where a master did not answer: a part would look like the whole', () => {
    expect(figuresOf(away(online))).toEqual({
      isOnline: true,
      clients: null,
      messageModel: 'CLUSTERING',
      accumulated: null,
      consumeTps: null,
      lastConsumedAtMs: 2_000,
    })
    expect(figuresOf(away(state())).isOnline).toBeNull()
  })

  it('have no backlog for a broadcasting group, whose clients keep their progress to themselves', () => {
    const broadcasting = state(view('a', [queue('orders', 10n, 4n)], ['c1'], 'BROADCASTING'))
    expect(figuresOf(broadcasting)).toMatchObject({
      messageModel: 'BROADCASTING',
      accumulated: null,
      clients: 1,
    })
    expect(accumulatedOf(broadcasting, 'orders')).toBeNull()
  })
})
