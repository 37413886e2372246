import { plainGroup } from '@gantry/remoting/internal'
import { getBrokerConsumeStats } from '@gantry/remoting/requests'
import { describe, expect, it } from 'vitest'
import { message, newBroker } from '../../test-support/messages.ts'
import { ask } from '../../test-support/requests.ts'
import type { Broker } from '../state/broker.ts'
import { plainTopic } from '../state/plain-topic.ts'

/** Two messages in `orders`, which is ordered, and three in `clicks`. Group g has consumed one of each. */
function busyBroker(): Broker {
  const broker = newBroker()
  broker.topics.save([{ ...plainTopic('orders', 1), order: true }, plainTopic('clicks', 1)])
  broker.groups.save([plainGroup('g')])
  for (const topic of ['orders', 'orders', 'clicks', 'clicks', 'clicks']) broker.put(message({ topic }))
  for (const topic of ['orders', 'clicks']) broker.offsets.commit('g', topic, 0, 1)
  return broker
}

function statsOf(broker: Broker, isOrder = false) {
  const { body } = ask(broker, getBrokerConsumeStats, { isOrder }, undefined)
  const stats = body?.consumeStatsList.flatMap(byGroup => byGroup.get('g') ?? []) ?? []
  const queues = stats.flatMap(({ offsetTable }) =>
    offsetTable.map(([{ topic }, { brokerOffset, consumerOffset }]) => [topic, brokerOffset, consumerOffset]),
  )
  return { queues, body }
}

describe('the statistics of all groups of a broker', () => {
  it('show every topic of a group, and what it has not consumed yet', () => {
    const { queues, body } = statsOf(busyBroker())
    expect(queues).toEqual([
      ['orders', 2n, 1n],
      ['clicks', 3n, 1n],
    ])
    expect(body).toMatchObject({ brokerAddr: '127.0.0.1:10911', totalDiff: 3n })
  })

  it('are of ordered topics only when that is asked for', () => {
    const { queues, body } = statsOf(busyBroker(), true)
    expect(queues).toEqual([['orders', 2n, 1n]])
    expect(body?.totalDiff).toBe(1n)
  })

  it('leave out topics that are gone', () => {
    const broker = busyBroker()
    broker.topics.remove('clicks')
    expect(statsOf(broker).queues).toEqual([['orders', 2n, 1n]])
  })

  it('name groups that have consumed nothing', () => {
    const broker = busyBroker()
    broker.groups.save([plainGroup('idle')])
    const groups = statsOf(broker).body?.consumeStatsList.map(byGroup => [...byGroup])
    expect(groups).toContainEqual([['idle', []]])
  })

  it('know no pull offsets, so that brokers count messages in flight below zero', () => {
    const broker = busyBroker()
    broker.offsets.commitPull('g', 'clicks', 0, 3)
    expect(statsOf(broker).body?.totalInflightDiff).toBe(-2n)
  })
})
