import { deadLetterList, offsetReset } from '@gantry/contract'
import { describe, expect, it } from 'vitest'
import { type CollectingConsole, startCollectingConsole } from '../../test-support/collecting-console.ts'
import { ENGINES } from '../../test-support/databases.ts'
import { MINUTE_MS } from '../platform/clock.ts'
import { selectDays } from './statistics-days.ts'
import type { Point } from './statistics-figures.ts'
import { createStatisticsService } from './statistics-service.ts'
import { findSeries, selectPoints } from './statistics-store.ts'

type About = { readonly topic?: string; readonly group?: string }

/** The last minutes, the oldest first; undefined where there is nothing. */
async function lastPoints(world: CollectingConsole, minutes: number, { topic = '', group }: About = {}) {
  const { db } = world.context
  const key = { instance_id: world.instance.instanceId, topic, group: group ?? '' }
  const kind = group === undefined ? ('production' as const) : ('consumption' as const)
  const series = await findSeries(db, { ...key, kind })
  const toMinute = world.nowMs() / MINUTE_MS
  const fromMinute = toMinute - minutes
  const found: Point[] = []
  if (series) {
    for await (const points of selectPoints(db, series, { fromMinute, toMinute })) found.push(...points)
  }
  return Array.from({ length: minutes }, (_, index) =>
    found.find(({ minute }) => minute === fromMinute + index),
  )
}

const messagesOf = async (world: CollectingConsole, minutes: number, about?: About) =>
  (await lastPoints(world, minutes, about)).map(point => point?.messages ?? null)

describe.each(ENGINES)('the collector, on %s', engine => {
  it('counts to the message what went through each minute, and adds it up', async () => {
    await using world = await startCollectingConsole(engine)
    const { instanceId } = world.instance
    const collector = world.newCollector()
    for (const topic of ['orders', 'mail']) await world.newTopic(topic)
    await world.newGroup('GID-shop')
    await world.commit('GID-shop', 'orders', 0)
    await world.passMinutes([collector])
    await world.console.send({ instanceId, topic: 'orders' }, ['a', 'b', 'c'])
    await world.console.send({ instanceId, topic: 'orders', brokerName: 'broker-b', queueId: 1 }, ['d', 'e'])
    await world.console.send({ instanceId, topic: 'mail' }, ['f'])
    await world.passMinutes([collector])
    await world.commit('GID-shop', 'orders', 2)
    await world.newTopic('late')
    await world.console.send({ instanceId, topic: 'late' }, ['g', 'h'])
    await world.passMinutes([collector])
    expect(await messagesOf(world, 3, { topic: 'orders' })).toEqual([null, 5, 0])
    expect(await messagesOf(world, 3, { topic: 'mail' })).toEqual([null, 1, 0])
    expect(await messagesOf(world, 3, { topic: 'late' })).toEqual([null, null, 2])
    expect(await messagesOf(world, 3)).toEqual([null, 6, 2])
    const bytesOf = async (about?: About) => (await lastPoints(world, 2, about))[0]?.bytes ?? 0
    const [orders, mail] = [await bytesOf({ topic: 'orders' }), await bytesOf({ topic: 'mail' })]
    expect(Math.min(orders, mail)).toBeGreaterThan(0)
    expect(await bytesOf()).toBe(orders + mail)
    expect(await lastPoints(world, 2, { topic: 'orders', group: 'GID-shop' })).toMatchObject([
      { messages: 0, bytes: 0, lag: 3 },
      { messages: 2, lag: 1 },
    ])
  })

  it('tells how long messages wait, what came to dead letters and retries, and who is connected', async () => {
    await using world = await startCollectingConsole(engine)
    const { instanceId } = world.instance
    const collector = world.newCollector()
    await world.newTopic('orders')
    await world.newGroup('GID-shop')
    await world.console.send({ instanceId, topic: 'orders' }, ['a', 'b'])
    await world.commit('GID-shop', 'orders', 0)
    await world.passMinutes([collector], 3)
    expect(await lastPoints(world, 2, { topic: 'orders', group: 'GID-shop' })).toMatchObject([
      { lag: 2, delaySeconds: 120 },
      { lag: 2, delaySeconds: 180 },
    ])
    await world.commit('GID-shop', 'orders', 2)
    await world.console.send({ instanceId, topic: 'orders' }, ['c'])
    await world.passMinutes([collector])
    expect(await lastPoints(world, 1, { topic: 'orders', group: 'GID-shop' })).toMatchObject([
      { lag: 1, delaySeconds: 0 },
    ])
    {
      await using _failing = await world.console.consume(
        'orders',
        { namespace: instanceId, consumerGroup: 'GID-shop', maxReconsumeTimes: 0 },
        { take: async () => 'LATER' },
      )
      const params = { instanceId, group: 'GID-shop' }
      const letters = async () => (await world.call(deadLetterList, { params })).items
      await expect.poll(letters, { timeout: 10_000 }).toHaveLength(1)
      await world.passMinutes([collector])
    }
    await world.passMinutes([collector])
    const recent = await createStatisticsService(world.context).recent('group', [instanceId], 3)
    expect(recent.map(({ group }) => group).toSorted()).toEqual(['', 'GID-shop'])
    for (const { points } of recent) {
      expect(points).toMatchObject([
        { deadLetters: 0, retries: 0, clients: 0 },
        { deadLetters: 1, retries: 0, clients: 1 },
        { deadLetters: 0, retries: 0, clients: 0 },
      ])
    }
  })

  it('leaves a gap where a broker was away, a minute was missed or offsets were moved, and goes on', async () => {
    await using world = await startCollectingConsole(engine)
    const { instanceId } = world.instance
    const collector = world.newCollector()
    await world.newTopic('orders')
    await world.newGroup('GID-shop')
    await world.commit('GID-shop', 'orders', 0)
    await world.console.send({ instanceId, topic: 'orders' }, ['a', 'b', 'c'])
    await world.passMinutes([collector], 2)
    const other = world.console.sandbox.brokers[1]
    await other?.stop()
    await world.passMinutes([collector], 2)
    await other?.start()
    await world.passMinutes([collector], 2)
    expect(await messagesOf(world, 5, { topic: 'orders' })).toEqual([0, null, 0, null, 0])
    // Killed and started again between two readings: what it lost nobody knows.
    await other?.stop()
    await other?.start()
    await world.passMinutes([collector], 2)
    expect(await messagesOf(world, 3, { topic: 'orders' })).toEqual([0, null, 0])
    world.skipMinutes(1)
    await world.passMinutes([collector], 2)
    expect(await messagesOf(world, 3, { topic: 'orders' })).toEqual([null, null, 0])
    const reset = {
      params: { instanceId, group: 'GID-shop' },
      body: { topic: 'orders', to: 'latest' },
    } as const
    await world.call(offsetReset, reset)
    await world.passMinutes([collector])
    expect(await lastPoints(world, 1, { topic: 'orders', group: 'GID-shop' })).toMatchObject([
      { messages: null, lag: 0 },
    ])
    expect(await messagesOf(world, 1, { topic: 'orders' })).toEqual([0])
  })

  it('is one of several, another takes over, and no minute is written twice', async () => {
    await using world = await startCollectingConsole(engine)
    const { instanceId } = world.instance
    await world.newTopic('orders')
    const [first, second] = [world.newCollector(), world.newCollector()]
    await world.passMinutes([first])
    await world.passMinutes([first, second])
    await world.console.send({ instanceId, topic: 'orders' }, ['a'])
    await world.passMinutes([first, second])
    expect(await messagesOf(world, 1, { topic: 'orders' })).toEqual([1])
    // The first one is gone without a word.
    await world.passMinutes([second], 2)
    await world.console.send({ instanceId, topic: 'orders' }, ['b', 'c'])
    await world.passMinutes([second, first])
    expect(await messagesOf(world, 4, { topic: 'orders' })).toEqual([1, null, null, 2])
    // This one says that it goes.
    await second.end()
    await world.passMinutes([first], 2)
    expect(await messagesOf(world, 2, { topic: 'orders' })).toEqual([null, 0])
  })

  it('forgets whole days that are older than is kept, and what has no figures any more', async () => {
    await using world = await startCollectingConsole(engine)
    const collector = world.newCollector()
    await world.newTopic('orders')
    await world.passMinutes([collector], 2)
    const today = Math.floor(world.nowMs() / (1_440 * MINUTE_MS))
    world.skipMinutes(5 * 1_440)
    await world.passMinutes([collector])
    const days = await selectDays(world.context.db, 0, today + 10)
    expect(days).not.toContain(today)
    const key = { instance_id: world.instance.instanceId, topic: 'orders', group: '' }
    expect(await findSeries(world.context.db, { ...key, kind: 'production' })).toBeUndefined()
    await world.passMinutes([collector])
    expect(await messagesOf(world, 1, { topic: 'orders' })).toEqual([0])
  })
})
