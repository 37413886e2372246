/** Consumers of one group that share a topic's queues, on a real cluster. */
import { describe, expect, it } from 'vitest'
import { admin, cluster, eventually, makeGroup, makeTopic } from '../contract/harness.ts'
import { queueKey } from '../src/clients/consumer/allocate-queues.ts'
import { bodiesOf, lagOf, newConsumer, recorder, reported, sendBodies } from './consumer-support.ts'

const QUEUES_A_MASTER = 4

/** Queues of the topic that one client says it works on. */
async function queuesAt(group: string, topic: string, clientId: string): Promise<string[]> {
  const { mqTable } = await admin.clients.runningInfo(group, clientId)
  return mqTable
    .map(([queue]) => queue)
    .filter(queue => queue.topic === topic)
    .map(queueKey)
}

describe('a push consumer alone in its group', () => {
  it('gets every message of every queue once, and commits them', async () => {
    const [group, topic] = [await makeGroup(), await makeTopic({ writeQueueNums: QUEUES_A_MASTER })]
    const { listener, bodies } = recorder()
    const consumer = newConsumer({ consumerGroup: group, commitIntervalMs: 200 }).subscribe(topic)
    await consumer.start(listener)
    const sent = bodiesOf('m', 40)
    await sendBodies(topic, sent)
    await eventually(() => expect(bodies().toSorted()).toEqual(sent.toSorted()))
    await eventually(async () => expect(await lagOf(group, topic)).toBe(0n))
    expect(bodies()).toHaveLength(sent.length)
    expect(reported()).toEqual([])
  })

  it('begins where the group had stopped', async () => {
    const [group, topic] = [await makeGroup(), await makeTopic()]
    const first = recorder()
    const early = newConsumer({ consumerGroup: group }).subscribe(topic)
    await early.start(first.listener)
    await sendBodies(topic, bodiesOf('early', 10))
    await eventually(() => expect(first.bodies()).toHaveLength(10))
    await early.stop()
    expect(await lagOf(group, topic)).toBe(0n)
    await sendBodies(topic, bodiesOf('late', 10))
    const second = recorder()
    await newConsumer({ consumerGroup: group }).subscribe(topic).start(second.listener)
    await eventually(() => expect(second.bodies()).toHaveLength(10))
    expect(second.bodies().toSorted()).toEqual(bodiesOf('late', 10).toSorted())
  })
})

describe('two push consumers of a group', () => {
  it('share the queues, and the one takes over when the other stops: nothing lost, nothing twice', async () => {
    const [group, topic] = [await makeGroup(), await makeTopic({ writeQueueNums: QUEUES_A_MASTER })]
    const [one, two] = [recorder(), recorder()]
    const [first, second] = [newConsumer({ consumerGroup: group }), newConsumer({ consumerGroup: group })]
    await first.subscribe(topic).start(one.listener)
    await second.subscribe(topic).start(two.listener)
    const all = QUEUES_A_MASTER * cluster.masters.length
    await eventually(async () => {
      const shares = await Promise.all(
        [first, second].map(({ clientId }) => queuesAt(group, topic, clientId)),
      )
      expect(shares.map(share => share.length)).toEqual([all / 2, all / 2])
      expect(new Set(shares.flat()).size).toBe(all)
    })
    await sendBodies(topic, bodiesOf('both', 40))
    await eventually(() => expect(one.bodies().length + two.bodies().length).toBeGreaterThanOrEqual(40))
    expect([one.bodies().length, two.bodies().length]).toEqual([20, 20])

    await second.stop()
    await eventually(async () => expect(await queuesAt(group, topic, first.clientId)).toHaveLength(all))
    await sendBodies(topic, bodiesOf('alone', 40))
    await eventually(() => expect(one.bodies().length + two.bodies().length).toBeGreaterThanOrEqual(80))
    const sent = [...bodiesOf('both', 40), ...bodiesOf('alone', 40)]
    expect([...one.bodies(), ...two.bodies()].toSorted()).toEqual(sent.toSorted())
  })

  it('lose nothing when they come and go while messages flow', async () => {
    const [group, topic] = [await makeGroup(), await makeTopic({ writeQueueNums: QUEUES_A_MASTER })]
    const all = recorder()
    await newConsumer({ consumerGroup: group }).subscribe(topic).start(all.listener)
    const sending = sendBodies(topic, bodiesOf('m', 300))
    for (let round = 0; round < 3; round++) {
      const guest = newConsumer({ consumerGroup: group }).subscribe(topic)
      await guest.start(all.listener)
      await guest.stop()
    }
    await sending
    await eventually(() => expect(new Set(all.bodies()).size).toBe(300))
  })
})

describe('broadcasting consumers of a group', () => {
  it('get every message each', async () => {
    const [group, topic] = [await makeGroup(), await makeTopic()]
    const recorders = [recorder(), recorder()]
    for (const { listener } of recorders) {
      const consumer = newConsumer({ consumerGroup: group, messageModel: 'BROADCASTING' }).subscribe(topic)
      await consumer.start(listener)
    }
    await sendBodies(topic, bodiesOf('m', 20))
    for (const { bodies } of recorders) {
      await eventually(() => expect(bodies().toSorted()).toEqual(bodiesOf('m', 20).toSorted()))
    }
  })
})
