import { statisticsConsumption, statisticsProduction, statisticsRecent, urlOf } from '@gantry/contract'
import { describe, expect, it } from 'vitest'
import { problemOf } from '../../test-support/callers.ts'
import { type CollectingConsole, startCollectingConsole } from '../../test-support/collecting-console.ts'
import { ENGINES } from '../../test-support/databases.ts'
import { MINUTE_MS } from '../platform/clock.ts'
import { dayOf, MINUTES_A_DAY, makeDay } from './statistics-days.ts'
import { findSeries, insertPoints } from './statistics-store.ts'

/** Ten minutes, from a full ten minutes on, in which two topics take in and one group is done with messages; one is missed. */
async function liveTenMinutes(world: CollectingConsole): Promise<string> {
  const { instanceId } = world.instance
  const collector = world.newCollector()
  for (const topic of ['orders', 'mail']) await world.newTopic(topic)
  await world.newGroup('GID-shop')
  await world.commit('GID-shop', 'orders', 0)
  world.skipMinutes(10 - ((world.nowMs() / MINUTE_MS) % 10) - 1)
  await world.passMinutes([collector])
  const from = new Date(world.nowMs()).toISOString()
  for (let minute = 0; minute < 10; minute++) {
    await world.console.send({ instanceId, topic: 'orders' }, ['a', 'b'])
    if (minute === 3) await world.console.send({ instanceId, topic: 'mail' }, ['c'])
    await world.commit('GID-shop', 'orders', minute + 1)
    if (minute === 7) world.skipMinutes(1)
    else await world.passMinutes([collector])
  }
  return from
}

/** Seven messages came in each of the same minutes a day before; the second is not known. */
async function leaveYesterday({ context: { db }, instance }: CollectingConsole, from: string): Promise<void> {
  const key = { instance_id: instance.instanceId, kind: 'production', topic: 'orders', group: '' } as const
  const seriesId = (await findSeries(db, key))?.series_id ?? 0
  const firstMinute = Date.parse(from) / MINUTE_MS - MINUTES_A_DAY
  for (const index of [0, 2, 3, 4, 5, 6, 7, 8, 9]) {
    const minute = firstMinute + index
    await makeDay(db, dayOf(minute))
    await insertPoints(db, minute, [{ seriesId, kind: 'production', figures: { messages: 7 } }])
  }
}

describe.each(ENGINES)('statistics, on %s', engine => {
  it('are the same for an instance as for its topics together, with gaps as gaps, in both forms', async () => {
    await using world = await startCollectingConsole(engine)
    const from = await liveTenMinutes(world)
    const params = { instanceId: world.instance.instanceId }
    const production = async (query: object) =>
      (await world.call(statisticsProduction, { params, query: { from, ...query } })).points
    const valuesOf = async (query: object) => (await production(query)).map(({ value }) => value)

    expect(await valuesOf({ topic: 'orders' })).toEqual([2, 2, 2, 2, 2, 2, 2, null, null, 2])
    expect(await valuesOf({ topic: 'mail' })).toEqual([0, 0, 0, 1, 0, 0, 0, null, null, 0])
    expect(await valuesOf({})).toEqual([2, 2, 2, 3, 2, 2, 2, null, null, 2])
    expect(await valuesOf({ topic: 'mail', metric: 'tps' })).toContain(1 / 60)
    expect(await production({ interval: '10m' })).toEqual([
      { at: from, value: null, bytes: null, lag: null, delaySeconds: null, missingMinutes: 2 },
    ])
    const of = { topic: 'orders', group: 'GID-shop' }
    const consumption = await world.call(statisticsConsumption, { params, query: { from, ...of } })
    expect(consumption.points.map(({ value, lag }) => [value, lag])).toEqual([
      ...Array.from({ length: 7 }, (_, minute) => [1, minute + 1]),
      [null, null],
      [null, 9],
      [1, 10],
    ])
    const instanceId = world.instance.instanceId
    const recent = await world.call(statisticsRecent, {
      query: { of: 'topics', instanceId, names: 'orders,mail,nothing' },
    })
    expect(recent.items.map(({ name, values }) => [name, values.slice(-4)]).toSorted()).toEqual([
      ['mail', [0, null, null, 0]],
      ['orders', [2, null, null, 2]],
    ])
    const ofInstances = { of: 'instances', names: `${instanceId},MQ_INST_x` } as const
    expect((await world.call(statisticsRecent, { query: ofInstances })).items).toEqual([
      { name: instanceId, values: expect.arrayContaining([3, null]) },
    ])
    const ofGroups = { of: 'groups', instanceId, names: 'GID-shop' } as const
    expect((await world.call(statisticsRecent, { query: ofGroups })).items[0]?.values.slice(-4)).toEqual([
      7,
      null,
      9,
      10,
    ])
    const url = urlOf(statisticsConsumption, { params, query: { from, ...of, format: 'csv' } })
    const file = await world.console.server.admin.fetch(url)
    expect(file.headers.get('content-type')).toBe('text/csv; charset=utf-8')
    expect(file.headers.get('content-disposition')).toContain('consumption-GID-shop-orders.csv')
    const lines = (await file.text()).split('\r\n')
    expect(lines[0]).toBe('at,messages,bytes,lag,delaySeconds,missingMinutes')
    expect(lines[1]).toMatch(`${from},1,`)
    expect(lines[8]).toMatch(/^\d{4}-.*Z,,,,,1$/)
    expect(lines).toHaveLength(12)

    await leaveYesterday(world, from)
    const query = { from, topic: 'orders', compare: 'yesterday' } as const
    const compared = await production(query)
    expect(compared.map(({ yesterday }) => yesterday)).toEqual([7, null, 7, 7, 7, 7, 7, 7, 7, 7])
    const both = urlOf(statisticsProduction, { params, query: { ...query, format: 'csv' } })
    const [, first] = (await (await world.console.server.admin.fetch(both)).text()).split('\r\n')
    expect(first).toMatch(/Z,2,.*,0,7$/)
  })
})

describe('statistics that are asked for', () => {
  it('are refused in words when they make no sense, and empty where nothing was collected', async () => {
    await using world = await startCollectingConsole('sqlite')
    const params = { instanceId: world.instance.instanceId }
    const at = (hours: number) => new Date(world.nowMs() + hours * 60 * MINUTE_MS).toISOString()
    const refusal = (query: object) => problemOf(world.call(statisticsProduction, { params, query }))
    expect(await refusal({ from: at(-1), to: at(-2) })).toMatchObject({
      status: 400,
      fields: [{ path: 'from' }],
    })
    expect(await refusal({ from: at(-200) })).toMatchObject({ status: 400, fields: [{ path: 'from' }] })
    const half = { params, query: { topic: 'orders' } }
    expect(await problemOf(world.call(statisticsConsumption, half))).toMatchObject({
      status: 400,
      fields: [{ path: 'group' }],
    })
    const { points, keptSince } = await world.call(statisticsProduction, {
      params,
      query: { interval: '1h' },
    })
    expect(keptSince).toBeNull()
    expect(points.length).toBeGreaterThan(58)
    expect(points.every(({ value, missingMinutes }) => value === null && missingMinutes === 60)).toBe(true)
    expect(
      await world.call(statisticsProduction, { params, query: { from: at(1), to: at(2) } }),
    ).toMatchObject({
      points: [],
    })
  })
})
