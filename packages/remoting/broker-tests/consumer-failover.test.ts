/** Consumers whose brokers stop, start again, or push a reset: on a cluster of their own, a master and its slave. */
import { type Rig, type RigBroker, startRig } from '@gantry/rig'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { answersOf, eventually, uniqueName } from '../contract/harness.ts'
import { Admin } from '../src/clients/admin/admin.ts'
import type { BrokerNode, ClusterOptions } from '../src/clients/cluster.ts'
import { Producer } from '../src/clients/producer/producer.ts'
import { queryConsumerOffset } from '../src/requests/0014-query-consumer-offset.ts'
import { getMaxOffset } from '../src/requests/0030-get-max-offset.ts'
import { bodiesOf, newConsumer, recorder } from './consumer-support.ts'

const PATIENCE_MS = 90_000

let rig: Rig
let master: RigBroker
let slave: RigBroker
let options: ClusterOptions
let admin: Admin

beforeAll(async () => {
  rig = await startRig({ slave: true })
  const [cluster] = rig.clusters
  const [first, second] = cluster?.brokers ?? []
  if (!cluster || !first || !second) throw new Error('the rig has a master and a slave')
  ;[master, slave] = [first, second]
  options = {
    namesrvAddr: cluster.namesrvAddr,
    ...(cluster.credentials && { credentials: cluster.credentials }),
  }
  admin = new Admin(options)
  await admin.brokers.updateConfig(slave.addr, new Map([['slaveReadEnable', 'true']]))
}, PATIENCE_MS * 2)

afterAll(async () => {
  await admin?.close()
  await rig?.stop()
}, PATIENCE_MS)

async function makeBoth(): Promise<{ topic: string; group: string }> {
  const [topic, group] = [uniqueName('topic'), uniqueName('group')]
  await admin.topics.save({ topic, writeQueueNums: 1 })
  await admin.groups.save({ groupName: group })
  await eventually(() => admin.topics.route(topic))
  return { topic, group }
}

async function nodeOf({ addr }: RigBroker): Promise<BrokerNode> {
  const node = (await admin.cluster.brokers()).find(broker => broker.addr === addr)
  if (node === undefined) throw new Error(`The name server does not know ${addr}.`)
  return node
}

async function send(topic: string, bodies: readonly string[]): Promise<void> {
  await using producer = new Producer({ ...options, producerGroup: uniqueName('producer') })
  for (const body of bodies) await producer.send({ topic, body })
}

describe('a push consumer', () => {
  it('goes where the broker pushes it, at once', { timeout: PATIENCE_MS }, async () => {
    await admin.brokers.updateConfig(master.addr, new Map([['useServerSideResetOffset', 'false']]))
    const { topic, group } = await makeBoth()
    const { listener, bodies } = recorder()
    const consumer = newConsumer({ ...options, consumerGroup: group, commitIntervalMs: 200 }).subscribe(topic)
    await consumer.start(listener)
    await send(topic, bodiesOf('m', 10))
    await eventually(() => expect(bodies()).toHaveLength(10))
    const [queue] = await admin.offsets.queues(topic)
    if (queue === undefined) throw new Error('the topic has a queue')
    await eventually(async () => expect(await admin.offsets.query(group, queue)).toBe(10n))
    answersOf(await admin.offsets.reset({ topic, group, to: 'earliest' }))
    await eventually(() => expect(bodies()).toEqual([...bodiesOf('m', 10), ...bodiesOf('m', 10)]))
    await eventually(async () => expect(await admin.offsets.query(group, queue)).toBe(10n))
  })

  it('goes on when its broker is back; meanwhile another one reads from the slave, and commits there', {
    timeout: 2 * PATIENCE_MS,
  }, async () => {
    const { topic, group } = await makeBoth()
    const stored = bodiesOf('m', 20)
    const constant = recorder()
    const quick = { commitIntervalMs: 200, heartbeatIntervalMs: 500, rebalanceIntervalMs: 500 }
    const keen = newConsumer({ ...options, ...quick, consumerGroup: uniqueName('group') }).subscribe(topic)
    await keen.start(constant.listener)
    await send(topic, stored)
    await eventually(() => expect(constant.bodies().toSorted()).toEqual(stored.toSorted()))
    // It would ask its master for topics once a minute.
    await admin.topics.save({ topic, writeQueueNums: 1 }, [await nodeOf(slave)])
    const header = { topic, queueId: 0 }
    await eventually(async () => {
      const { offset } = (await admin.cluster.call(slave.addr, getMaxOffset, { header })).header
      expect(offset).toBe(20n)
    }, PATIENCE_MS)
    await master.stop()
    await eventually(async () => {
      const { brokerDatas } = await admin.topics.route(topic)
      expect(brokerDatas.flatMap(({ brokerAddrs }) => [...brokerAddrs.keys()])).toEqual([1])
    })
    const late = recorder()
    const consumer = newConsumer({ ...options, consumerGroup: group }).subscribe(topic)
    await consumer.start(late.listener)
    await eventually(() => expect(late.bodies().toSorted()).toEqual(stored.toSorted()))
    await consumer.stop()
    const asked = { header: { ...header, consumerGroup: group } }
    expect((await admin.cluster.call(slave.addr, queryConsumerOffset, asked)).header.offset).toBe(20n)

    await master.start()
    await eventually(() => send(topic, ['after']), PATIENCE_MS)
    await eventually(() => expect(constant.bodies()).toContain('after'), PATIENCE_MS)
    expect(new Set(constant.bodies())).toEqual(new Set([...stored, 'after']))
  })
})
