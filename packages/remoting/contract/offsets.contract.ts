import { describe, expect, it } from 'vitest'
import type { OffsetResetInput, PlacedQueue } from '../src/clients/admin/offsets.ts'
import type { SendResult } from '../src/clients/producer/sender.ts'
import { queryConsumerOffset } from '../src/requests/0014-query-consumer-offset.ts'
import { updateConsumerOffset } from '../src/requests/0015-update-consumer-offset.ts'
import { getAllConsumerOffset } from '../src/requests/0043-get-all-consumer-offset.ts'
import { invokeBrokerToResetOffset } from '../src/requests/0222-invoke-broker-to-reset-offset.ts'
import { provesCoverage } from './coverage.ts'
import {
  admin,
  answersOf,
  brokerAddr,
  cluster,
  eventually,
  firstQueue,
  makeGroup,
  makeTopic,
  refusalOf,
  sendToFirstQueue,
  uniqueName,
} from './harness.ts'
import { joinGroup } from './member.ts'
import { runsSince } from './on-release.ts'

/** A queue with three messages, the second stored later than the first. */
async function makeFilledQueue(): Promise<{ queue: PlacedQueue; sent: SendResult[]; topic: string }> {
  const topic = await makeTopic()
  const queue = await firstQueue(topic)
  const sent = await sendToFirstQueue(topic, [{ body: 'one' }, { body: 'two' }, { body: 'three' }])
  await eventually(async () => expect(await admin.offsets.max(queue)).toBe(3n))
  return { queue, sent, topic }
}

/** Brokers that push a reset to the clients leave groups alone that have no offset in some queue. */
async function commitAll(group: string, topic: string, offset: bigint): Promise<void> {
  for (const queue of await admin.offsets.queues(topic)) {
    const isFilled = queue.node.addr === brokerAddr && queue.queueId === 0
    await admin.offsets.update(group, queue, isFilled ? offset : 0n)
  }
}

/** Where the group is to go on, whether or not it has come there yet. */
async function expectOffset(group: string, queue: PlacedQueue, offset: bigint): Promise<void> {
  await eventually(async () => expect(await admin.offsets.query(group, queue)).toBe(offset))
}

describe('the offsets of a queue', () => {
  it('begin at the oldest message and end behind the newest', async () => {
    const { queue } = await makeFilledQueue()
    expect(await admin.offsets.min(queue)).toBe(0n)
    expect(await admin.offsets.max(queue)).toBe(3n)
  })

  it('are 0 for a queue that does not exist', async () => {
    const queue = { ...(await firstQueue(await makeTopic())), queueId: 99 }
    expect(await admin.offsets.max(queue)).toBe(0n)
    expect(await admin.offsets.earliestStoreTime(queue)).toBe(-1)
  })

  it('are found by the time of storing', async () => {
    const { queue, sent } = await makeFilledQueue()
    const message = await admin.messages.byOffsetId(sent[0]?.offsetMsgId ?? '')
    expect(await admin.offsets.earliestStoreTime(queue)).toBe(message.storeTimestamp)
    expect(await admin.offsets.atTime(queue, message.storeTimestamp)).toBe(0n)
    expect(await admin.offsets.atTime(queue, 0)).toBe(0n)
    const later = await admin.offsets.atTime(queue, Date.now() + 3_600_000)
    expect(later).toBe(runsSince('5.2.0') ? 3n : 2n)
  })

  it('are counted for every readable queue of a topic', async () => {
    const topic = await makeTopic({ writeQueueNums: 1, readQueueNums: 3 })
    const queues = await admin.offsets.queues(topic)
    expect(queues.map(({ node, queueId }) => `${node.brokerName} ${queueId}`).sort()).toEqual(
      cluster.masters.flatMap(({ brokerName }) => [0, 1, 2].map(queueId => `${brokerName} ${queueId}`)),
    )
  })
})

describe('the offset of a group', () => {
  it('is what was written last', async () => {
    const [{ queue }, group] = [await makeFilledQueue(), await makeGroup()]
    await admin.offsets.update(group, queue, 2n)
    expect(await admin.offsets.query(group, queue)).toBe(2n)
    await admin.offsets.update(group, queue, 1n)
    expect(await admin.offsets.query(group, queue)).toBe(1n)
  })

  it('is not found where the group has consumed nothing', async () => {
    const [{ queue, topic }, consumerGroup] = [await makeFilledQueue(), await makeGroup()]
    const header = { consumerGroup, topic, queueId: queue.queueId, setZeroIfNotFound: false }
    if (!runsSince('5.2.0')) {
      expect(await admin.offsets.query(consumerGroup, queue)).toBe(0n)
      return
    }
    const refusal = await refusalOf(admin.cluster.call(brokerAddr, queryConsumerOffset, { header }))
    expect(refusal).toMatchObject({ responseCode: 22, addr: brokerAddr, request: 'QUERY_CONSUMER_OFFSET' })
  })

  it('cannot be written for a topic that does not exist', async () => {
    const header = {
      consumerGroup: await makeGroup(),
      topic: uniqueName('topic'),
      queueId: 0,
      commitOffset: 1n,
    }
    const call = admin.cluster.call(brokerAddr, updateConsumerOffset, { header })
    if (!runsSince('5.2.0')) {
      expect(await call).toMatchObject({ code: 0 })
      return
    }
    expect(await refusalOf(call)).toMatchObject({ responseCode: 17, request: 'UPDATE_CONSUMER_OFFSET' })
  })

  it('is part of what a broker tells of all groups', async () => {
    const [{ queue, topic }, group] = [await makeFilledQueue(), await makeGroup()]
    await admin.offsets.update(group, queue, 2n)
    const { body } = await admin.cluster.call(brokerAddr, getAllConsumerOffset, { header: {} })
    expect(body.offsetTable.get(`${topic}@${group}`)).toEqual(new Map([[queue.queueId, 2n]]))
  })

  it('can be given to another group', async () => {
    const [{ queue, topic }, from, to] = [await makeFilledQueue(), await makeGroup(), await makeGroup()]
    await admin.offsets.update(from, queue, 2n)
    answersOf(await admin.offsets.clone(from, to, topic))
    expect(await admin.offsets.query(to, queue)).toBe(2n)
  })
})

describe('resetting a group', () => {
  const reset = async (to: OffsetResetInput['to'], from: bigint) => {
    const [{ queue, topic }, group] = [await makeFilledQueue(), await makeGroup()]
    await commitAll(group, topic, from)
    await using _member = await joinGroup(group, topic)
    const results = answersOf(await admin.offsets.reset({ topic, group, to })).flat()
    expect(results.length).toBeGreaterThan(0)
    return { queue, group, results }
  }

  it('moves it back to the oldest message', async () => {
    const { queue, group, results } = await reset('earliest', 3n)
    expect(results).toContainEqual({ messageQueue: expect.objectContaining({ queueId: 0 }), offset: 0n })
    if (runsSince('5.2.0')) await expectOffset(group, queue, 0n)
  })

  it('moves it forward to the end', async () => {
    const { queue, group, results } = await reset('latest', 0n)
    expect(results).toContainEqual({ messageQueue: expect.objectContaining({ queueId: 0 }), offset: 3n })
    if (runsSince('5.2.0')) await expectOffset(group, queue, 3n)
  })

  it('moves it to a time', async () => {
    const { results } = await reset(Date.now() - 3_600_000, 3n)
    expect(results).toContainEqual({ messageQueue: expect.objectContaining({ queueId: 0 }), offset: 0n })
  })

  it('is done by brokers for a group that is offline, where they can', async () => {
    const [{ queue, topic }, group] = [await makeFilledQueue(), await makeGroup()]
    await commitAll(group, topic, 3n)
    const call = admin.offsets.reset({ topic, group, to: 'earliest' })
    if (!runsSince('5.2.0')) {
      const refusal = await refusalOf(call)
      expect(refusal).toMatchObject({ responseCode: 206, request: 'INVOKE_BROKER_TO_RESET_OFFSET' })
      return
    }
    answersOf(await call)
    await expectOffset(group, queue, 0n)
  })

  it('is refused for a topic that does not exist', async () => {
    const group = await makeGroup()
    const topic = uniqueName('topic')
    await expect(admin.offsets.reset({ topic, group, to: 'latest' })).rejects.toMatchObject({
      code: 'NO_ROUTE',
    })
    const header = { topic, group, timestamp: 0, isForce: true }
    const refusal = await refusalOf(admin.cluster.call(brokerAddr, invokeBrokerToResetOffset, { header }))
    const responseCode = runsSince('5.2.0') ? 17 : 1
    expect(refusal).toMatchObject({
      responseCode,
      addr: brokerAddr,
      request: 'INVOKE_BROKER_TO_RESET_OFFSET',
    })
  })

  if (runsSince('5.2.0')) {
    it('sets one queue exactly', async () => {
      const [{ queue }, group] = [await makeFilledQueue(), await makeGroup()]
      await admin.offsets.update(group, queue, 3n)
      const results = await admin.offsets.resetQueue(group, queue, 1n)
      expect(results.map(({ messageQueue, offset }) => [messageQueue.queueId, offset])).toEqual([[0, 1n]])
      await expectOffset(group, queue, 1n)
    })

    it('is refused beyond the ends of a queue', async () => {
      const [{ queue }, group] = [await makeFilledQueue(), await makeGroup()]
      const refusal = await refusalOf(admin.offsets.resetQueue(group, queue, 99n))
      expect(refusal).toMatchObject({
        responseCode: 1,
        addr: brokerAddr,
        request: 'INVOKE_BROKER_TO_RESET_OFFSET',
      })
    })

    it('is refused for a group that does not exist', async () => {
      const { topic } = await makeFilledQueue()
      const call = admin.offsets.reset({ topic, group: uniqueName('group'), to: 'latest' })
      expect(await refusalOf(call)).toMatchObject({ responseCode: 26 })
    })
  }
})

provesCoverage('offsets')
