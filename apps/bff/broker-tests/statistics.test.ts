/** Figures held against what applications really did on a real RocketMQ. Minutes pass when the test says so. */
import { statisticsConsumption, statisticsGroup, statisticsProduction } from '@gantry/contract'
import { Producer } from '@gantry/remoting'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { MINUTE_MS } from '../src/platform/clock.ts'
import { newCollector } from '../test-support/new-collector.ts'
import { connection, startConsumer } from '../test-support/real-clients.ts'
import { startConsole } from '../test-support/real-cluster.ts'
import { defaultInstance, newGroup, newTopic } from '../test-support/seed.ts'
import type { TestServer } from '../test-support/start-server.ts'

let nowMs = Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS
let server: TestServer

beforeAll(async () => {
  server = await startConsole({ clock: { nowMs: () => nowMs } })
})
afterAll(() => server.close())

describe('statistics of a real cluster', () => {
  it('are exact: what was sent in each minute, what the group was done with, and what is left', async () => {
    const { call } = server.admin
    const { instanceId } = await defaultInstance(call)
    const [topic, group] = [await newTopic(call, instanceId), await newGroup(call, instanceId)]
    const collector = newCollector(server.context)
    const pass = async (): Promise<void> => {
      nowMs += MINUTE_MS
      await collector.pass()
    }
    const producer = new Producer({ ...connection(), producerGroup: 'PID-statistics' })
    const send = async (messages: number): Promise<void> => {
      for (let sent = 0; sent < messages; sent++) await producer.send({ topic, body: 'x' })
    }
    const of = { params: { instanceId }, query: { topic } }
    const produced = async () =>
      (await call(statisticsProduction, of)).points.slice(-3).map(({ value }) => value)

    await pass()
    await send(23)
    await pass()
    await send(7)
    await pass()
    await pass()
    expect(await produced()).toEqual([23, 7, 0])

    const query = { topic, group }
    const lastConsumed = async () =>
      (await call(statisticsConsumption, { params: { instanceId }, query })).points.at(-1)
    {
      await using consumer = await startConsumer(topic, { consumerGroup: group })
      await expect.poll(() => consumer.received, { timeout: 20_000 }).toHaveLength(30)
      await pass()
      const { points } = await call(statisticsGroup, { params: { instanceId }, query: { group } })
      expect(points.at(-1)).toMatchObject({ deadLetters: 0, retries: 0, clients: 1 })
    }
    await pass()
    expect(await lastConsumed()).toMatchObject({ lag: 0, delaySeconds: 0 })
    await send(5)
    await pass()
    expect(await lastConsumed()).toMatchObject({ value: 0, lag: 5, delaySeconds: 0 })
    // For the broker it has been a moment only.
    await pass()
    expect((await lastConsumed())?.delaySeconds).toBeLessThan(60)
    {
      await using consumer = await startConsumer(topic, { consumerGroup: group })
      await expect.poll(() => consumer.received, { timeout: 20_000 }).toHaveLength(5)
    }
    await pass()
    expect(await lastConsumed()).toMatchObject({ value: 5, lag: 0 })
    await producer.stop()
  })
})
