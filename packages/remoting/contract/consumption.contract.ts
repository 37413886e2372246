import { describe, expect, it } from 'vitest'
import { queryConsumeTimeSpan } from '../src/requests/0303-query-consume-time-span.ts'
import { queryCorrectionOffset } from '../src/requests/0308-query-correction-offset.ts'
import { getBrokerConsumeStats } from '../src/requests/0317-get-broker-consume-stats.ts'
import { provesCoverage } from './coverage.ts'
import {
  admin,
  answersOf,
  brokerAddr,
  cluster,
  firstQueue,
  makeGroup,
  makeTopic,
  refusalOf,
  sendToFirstQueue,
  uniqueName,
} from './harness.ts'
import { joinGroup } from './member.ts'

const masterCount = cluster.masters.length

/** A topic with three messages in its first queue, of which a group has consumed the first. */
async function makeProgress(): Promise<{ topic: string; group: string }> {
  const [topic, group] = [await makeTopic(), await makeGroup()]
  await sendToFirstQueue(topic, [{ body: 'one' }, { body: 'two' }, { body: 'three' }])
  await admin.offsets.update(group, await firstQueue(topic), 1n)
  return { topic, group }
}

describe('the progress of a group', () => {
  it('tells per queue what is stored and what is consumed', async () => {
    const { topic, group } = await makeProgress()
    const stats = answersOf(await admin.consumption.stats(group, topic))
    expect(stats).toHaveLength(masterCount)
    const queues = stats.flatMap(({ offsetTable }) => offsetTable)
    expect(queues).toHaveLength(masterCount * 2)
    const [[queue, offsets] = []] = queues.filter(([, { brokerOffset }]) => brokerOffset > 0n)
    expect(queue).toEqual({ topic, brokerName: cluster.masters[0]?.brokerName, queueId: 0 })
    expect(offsets).toMatchObject({ brokerOffset: 3n, consumerOffset: 1n })
    expect(offsets?.lastTimestamp).toBeGreaterThan(Date.now() - 600_000)
  })

  it('covers every topic of the group when none is named', async () => {
    const { topic, group } = await makeProgress()
    const queues = answersOf(await admin.consumption.stats(group)).flatMap(({ offsetTable }) => offsetTable)
    expect(queues.some(([queue]) => queue.topic === topic)).toBe(true)
  })

  it('is empty for a group that does not exist', async () => {
    const stats = answersOf(await admin.consumption.stats(uniqueName('group')))
    expect(stats.flatMap(({ offsetTable }) => offsetTable)).toEqual([])
  })

  it('is part of what a broker tells of all its groups', async () => {
    const { group } = await makeProgress()
    const { body } = await admin.cluster.call(brokerAddr, getBrokerConsumeStats, {
      header: { isOrder: false },
    })
    expect(body.brokerAddr).toBe(brokerAddr)
    expect(body.totalDiff).toBeGreaterThanOrEqual(2n)
    expect(body.consumeStatsList.some(groups => groups.has(group))).toBe(true)
  })
})

describe('the groups of a topic', () => {
  it('are those that have consumed it and those that are online', async () => {
    const { topic, group } = await makeProgress()
    const online = await makeGroup()
    await using _member = await joinGroup(online, topic)
    const groups = new Set(answersOf(await admin.topics.groups(topic)).flat())
    expect([...groups].sort()).toEqual([group, online].sort())
  })

  it('are none for a new topic', async () => {
    expect(answersOf(await admin.topics.groups(await makeTopic())).flat()).toEqual([])
  })
})

describe('the times of a queue', () => {
  it('are those of its oldest and newest message and of the group', async () => {
    const { topic, group } = await makeProgress()
    const spans = answersOf(await admin.consumption.timeSpan(group, topic)).flat()
    const span = spans.find(
      ({ messageQueue, maxTimeStamp }) => messageQueue.queueId === 0 && maxTimeStamp > 0,
    )
    expect(span?.messageQueue).toMatchObject({ topic, brokerName: cluster.masters[0]?.brokerName })
    expect(span?.minTimeStamp).toBeLessThanOrEqual(span?.maxTimeStamp ?? 0)
    expect(span?.consumeTimeStamp).toBe(span?.minTimeStamp)
    expect(span?.delayTime).toBeGreaterThanOrEqual(0)
  })

  it('are refused for a topic that a broker has not got', async () => {
    const header = { topic: uniqueName('topic'), group: await makeGroup() }
    const refusal = await refusalOf(admin.cluster.call(brokerAddr, queryConsumeTimeSpan, { header }))
    expect(refusal).toMatchObject({ responseCode: 17, addr: brokerAddr, request: 'QUERY_CONSUME_TIME_SPAN' })
  })
})

describe('offsets to correct by', () => {
  it('are the lowest of the groups of a topic', async () => {
    const { topic, group } = await makeProgress()
    const behind = await makeGroup()
    await admin.offsets.update(behind, await firstQueue(topic), 0n)
    const header = { topic, compareGroup: group, filterGroups: '' }
    const { body } = await admin.cluster.call(brokerAddr, queryCorrectionOffset, { header })
    expect([...body.correctionOffsets]).toEqual([[0, 0n]])
  })
})

describe('the live state of many groups', () => {
  it('comes for all of them together, online or not, in the order asked', async () => {
    const topic = await makeTopic()
    const groups = await Promise.all(Array.from({ length: 10 }, () => makeGroup()))
    const [first, second] = groups
    await sendToFirstQueue(topic, [{ body: 'one' }])
    await admin.offsets.update(first ?? '', await firstQueue(topic), 1n)
    await using member = await joinGroup(second ?? '', topic)
    const states = await admin.consumption.liveStates(groups)
    expect(states.map(({ group }) => group)).toEqual(groups)
    for (const { views, failed } of states) expect([views.length, failed]).toEqual([masterCount, []])
    const offsets = states[0]?.views.flatMap(({ stats }) => stats.offsetTable.map(([, offset]) => offset))
    expect(offsets).toContainEqual(expect.objectContaining({ brokerOffset: 1n, consumerOffset: 1n }))
    const clients = states.map(({ views }) =>
      views.flatMap(({ connections }) => connections?.connectionSet.map(({ clientId }) => clientId) ?? []),
    )
    expect(clients[0]).toEqual([])
    expect(clients[1]).toEqual(cluster.masters.map(() => member.clientId))
  })
})

provesCoverage('consumption')
