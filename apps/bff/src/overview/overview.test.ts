/** The page of the morning, on a sandbox whose minutes pass when the test says so. */
import { instanceUpdate, overviewView } from '@gantry/contract'
import { expect, it } from 'vitest'
import { startCollectingConsole } from '../../test-support/collecting-console.ts'
import { MINUTE_MS } from '../platform/clock.ts'

it('the overview shows brokers now, and the groups that fall behind', async () => {
  await using world = await startCollectingConsole('sqlite')
  const { call, instance, console } = world
  const { instanceId } = instance
  const view = () => call(overviewView, {})
  const quiet = await view()
  expect(quiet.clusters).toMatchObject([
    {
      name: 'real',
      readOnly: false,
      partial: null,
      brokers: [
        { brokerName: 'broker-a', isOnline: true, isWritable: true, replication: { replicas: 0 } },
        { brokerName: 'broker-b', isOnline: true, isWritable: true, replication: { replicas: 0 } },
      ],
    },
  ])
  expect(quiet.overSpecification.items).toEqual([])
  expect(quiet.growingLag).toEqual({ items: [], more: 0, asOf: null, minutes: 10 })

  const collector = world.newCollector()
  await world.newTopic('orders')
  await world.newGroup('GID-mail')
  await world.commit('GID-mail', 'orders', 0)
  for (let minute = 0; minute < 7; minute++) {
    await console.send({ instanceId, topic: 'orders' }, ['a', 'b'])
    await world.passMinutes([collector])
  }
  const { growingLag, newDeadLetters, movedClients } = await view()
  expect(growingLag).toMatchObject({
    items: [{ instanceId, instanceName: instance.name, group: 'GID-mail', topic: 'orders', lag: 14 }],
    asOf: new Date(world.nowMs()).toISOString(),
  })
  expect([newDeadLetters.items, movedClients.items]).toEqual([[], []])
})

it('the overview shows a broker that is away or read-only, and an instance over its specification', async () => {
  await using world = await startCollectingConsole('sqlite')
  const { call, instance, console } = world
  const { instanceId } = instance
  const specification = { maxTopics: 50, inboundTps: 10, outboundTps: 10 }
  await call(instanceUpdate, { params: { instanceId }, body: { specification, version: instance.version } })
  await world.newTopic('orders')
  const collector = world.newCollector()
  await world.passMinutes([collector])
  await console.send(
    { instanceId, topic: 'orders' },
    Array.from({ length: 630 }, () => 'x'),
  )
  await world.passMinutes([collector])
  console.sandbox.brokers[0]?.setReadOnly(true)
  console.sandbox.faults.add({ failure: { kind: 'CUT' }, server: 'broker-b' })
  const { clusters, overSpecification } = await call(overviewView, {})
  expect(overSpecification.items).toEqual([
    { instanceId, instanceName: instance.name, direction: 'inbound', tps: 10.5, limitTps: 10 },
  ])
  expect(clusters[0]?.brokers.map(({ isOnline, isWritable }) => [isOnline, isWritable])).toEqual([
    [true, false],
    [false, true],
  ])
  expect(clusters[0]?.partial?.reasons.map(({ brokerName }) => brokerName)).toEqual(['broker-b'])
})

it('changes are looked for over the last hour, or since yesterday, and the page says how much of that is not known', async () => {
  await using world = await startCollectingConsole('sqlite')
  const { call, instance, console } = world
  const { instanceId } = instance
  const collector = world.newCollector()
  await world.newTopic('orders')
  await world.newGroup('GID-mail')
  await world.passMinutes([collector], 2)
  {
    await using _mail = await console.consume('orders', { namespace: instanceId, consumerGroup: 'GID-mail' })
    await world.passMinutes([collector])
  }
  await world.passMinutes([collector])
  const view = async (span?: 'hour' | 'day') => (await call(overviewView, { query: { span } })).movedClients
  const moved = { instanceId, instanceName: instance.name, group: 'GID-mail', came: 1, went: 1, clients: 0 }
  expect(await view()).toMatchObject({ items: [moved], minutes: 60 })
  const lastKnown = new Date(world.nowMs()).toISOString()
  world.skipMinutes(20 * 60)
  expect(await view('hour')).toMatchObject({ items: [], asOf: null, minutes: 60 })
  for (let _twice = 0; _twice < 2; _twice++) {
    const { since, minutes, ...changes } = await view('day')
    expect(changes).toMatchObject({ items: [moved], asOf: lastKnown })
    expect(minutes).toBeGreaterThanOrEqual(24 * 60)
    expect(minutes).toBeLessThan(25 * 60)
    expect(since).toMatch(/:00:00\.000Z$/)
    // Of the minutes up to then three are known.
    expect(changes.missingMinutes).toBe((Date.parse(lastKnown) - Date.parse(since)) / MINUTE_MS - 3)
  }
  world.skipMinutes(6 * 60)
  expect((await view('day')).items).toEqual([])
})
