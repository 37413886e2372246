import {
  groupDelete,
  groupRepair,
  instanceCreate,
  instanceDelete,
  instanceList,
  instanceUpdate,
  instanceView,
  messageSend,
  topicDelete,
  topicRepair,
} from '@gantry/contract'
import type { Admin } from '@gantry/remoting'
import { DEFAULT_SPECIFICATION } from '@gantry/rules'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { problemOf } from '../test-support/callers.ts'
import { startConsumer } from '../test-support/real-clients.ts'
import { realAdmin, startConsole } from '../test-support/real-cluster.ts'
import { defaultInstance, newGroup, newInstance, newTopic, uniqueName } from '../test-support/seed.ts'
import type { TestServer } from '../test-support/start-server.ts'

/** Brokers count by the minute, and look every ten seconds. */
const RATES = { timeout: 60_000, interval: 500 }
let server: TestServer
let admin: Admin

beforeAll(async () => {
  server = await startConsole()
  admin = realAdmin()
})
afterAll(async () => {
  await admin.close()
  await server.close()
})

const view = async (instanceId: string) =>
  (await server.admin.call(instanceView, { params: { instanceId } })).instance
const remove = (instanceId: string) => server.admin.call(instanceDelete, { params: { instanceId } })
const specify = (instanceId: string, version: number, changes: object) => {
  const specification = { maxTopics: 50, inboundTps: 1_000, outboundTps: 1_000, ...changes }
  return server.admin.call(instanceUpdate, { params: { instanceId }, body: { version, specification } })
}

describe('a new instance', () => {
  it('is empty, runs, and its figures are known at once', async () => {
    const made = await newInstance(server.admin.call)
    expect(made).toMatchObject({ state: 'RUNNING', topicsUsed: 0, groups: 0, inTps: 0, outTps: 0 })
    expect(await view(made.instanceId)).toEqual(made)
  })

  it('is made once when its form is sent twice, and is one of two of the same name', async () => {
    const { clusterId } = await defaultInstance(server.admin.call)
    const body = { name: uniqueName('twice'), clusterId, specification: DEFAULT_SPECIFICATION }
    const idempotencyKey = uniqueName('key')
    const send = () => server.admin.call(instanceCreate, { body }, { idempotencyKey })
    expect(await send()).toEqual(await send())
    const others = [1, 2].map(() => newInstance(server.admin.call, { name: `${body.name}-other` }))
    const outcomes = await Promise.allSettled(others)
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  })
})

describe('what an instance uses', () => {
  it('is counted: topics and groups of its own, made here or beside the console', async () => {
    const { instanceId } = await newInstance(server.admin.call)
    const other = await newInstance(server.admin.call)
    await newTopic(server.admin.call, instanceId)
    await admin.topics.save({ topic: `${instanceId}%${uniqueName('beside')}` })
    await newGroup(server.admin.call, instanceId)
    await admin.groups.save({ groupName: `${instanceId}%${uniqueName('GID')}` })
    await newTopic(server.admin.call, other.instanceId)
    expect(await view(instanceId)).toMatchObject({ topicsUsed: 2, groups: 2 })
    const { items, partial } = await server.admin.call(instanceList, { query: { limit: 1_000 } })
    const used = new Map(items.map(item => [item.instanceId, [item.topicsUsed, item.groups]]))
    expect(used.get(instanceId)).toEqual([2, 2])
    expect(used.get(other.instanceId)).toEqual([1, 0])
    expect(partial).toBeNull()
  })

  it('is measured: messages that come in and go out each second, in this instance alone', async () => {
    const { instanceId } = await newInstance(server.admin.call)
    const quiet = await newInstance(server.admin.call)
    const topic = await newTopic(server.admin.call, instanceId)
    const group = await newGroup(server.admin.call, instanceId)
    await using consumer = await startConsumer(topic, { namespace: instanceId, consumerGroup: group })
    const params = { instanceId, topic }
    await vi.waitFor(async () => {
      await server.admin.call(messageSend, { params, body: { body: 'x' } })
      const { inTps, outTps } = await view(instanceId)
      expect(inTps).toBeGreaterThan(0)
      expect(outTps).toBeGreaterThan(0)
    }, RATES)
    expect(consumer.received.length).toBeGreaterThan(0)
    expect(await view(quiet.instanceId)).toMatchObject({ inTps: 0, outTps: 0 })
  }, 90_000)
})

describe('the specification of an instance', () => {
  it('goes down to what is in use, and not below', async () => {
    const { instanceId } = await newInstance(server.admin.call)
    await newTopic(server.admin.call, instanceId)
    await admin.topics.save({ topic: `${instanceId}%${uniqueName('beside')}` })
    expect(await problemOf(specify(instanceId, 0, { maxTopics: 1 }))).toMatchObject({
      status: 409,
      code: 'LIMIT_EXCEEDED',
      fields: [{ path: 'specification.maxTopics', message: 'The instance holds 2 topics now.' }],
    })
    const lowered = await specify(instanceId, 0, { maxTopics: 2, inboundTps: 10, outboundTps: 10 })
    expect(lowered.specification).toEqual({ maxTopics: 2, inboundTps: 10, outboundTps: 10 })
    expect(await problemOf(newTopic(server.admin.call, instanceId))).toMatchObject({ code: 'LIMIT_EXCEEDED' })
    await specify(instanceId, 1, { maxTopics: 3 })
    await newTopic(server.admin.call, instanceId)
    expect((await view(instanceId)).topicsUsed).toBe(3)
  })

  it('leaves the last place to one of several who ask for it at once', async () => {
    const specification = { maxTopics: 1, inboundTps: 1_000, outboundTps: 1_000 }
    for (let round = 0; round < 3; round++) {
      const { instanceId } = await newInstance(server.admin.call, { specification })
      const asked = Array.from({ length: 4 }, () => newTopic(server.admin.call, instanceId))
      const outcomes = await Promise.allSettled(asked)
      expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
      expect((await view(instanceId)).topicsUsed).toBe(1)
    }
  })
})

describe('the default instance', () => {
  it('has what lives on the cluster without a namespace, and nothing of RocketMQ', async () => {
    const { instanceId, topicsUsed, groups } = await defaultInstance(server.admin.call)
    await admin.topics.save({ topic: uniqueName('adopted') })
    await admin.topics.save({ topic: `%RETRY%${uniqueName('GID')}` })
    await admin.groups.save({ groupName: uniqueName('GID') })
    expect(await view(instanceId)).toMatchObject({
      isDefault: true,
      hasNamespace: false,
      topicsUsed: Number(topicsUsed) + 1,
      groups: Number(groups) + 1,
    })
  })

  it('is one: a second is refused, also when two are asked for at once after it was deleted', async () => {
    await using other = await startConsole()
    const { instanceId, clusterId } = await defaultInstance(other.admin.call)
    const second = () => newInstance(other.admin.call, { clusterId, hasNamespace: false })
    expect(await problemOf(second())).toMatchObject({
      status: 409,
      code: 'CONFLICT',
      fields: [{ path: 'hasNamespace' }],
    })
    await other.admin.call(instanceDelete, { params: { instanceId } })
    const outcomes = await Promise.allSettled([second(), second()])
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  })

  it('lets go of what it has not made: deleted, the cluster is as it was, and it can be made again', async () => {
    await using other = await startConsole()
    const { instanceId, clusterId } = await defaultInstance(other.admin.call)
    const topic = uniqueName('stays')
    await admin.topics.save({ topic })
    const params = { instanceId, topic }
    await other.admin.call(topicRepair, { params, body: { action: 'adopt' } })
    const left = [{ kind: 'topic', name: topic, instanceId }]
    const deletion = () => other.admin.call(instanceDelete, { params: { instanceId } })
    expect(await problemOf(deletion())).toMatchObject({ code: 'IN_USE', blockers: left })
    await other.admin.call(topicDelete, { params, query: { confirm: topic } })
    await admin.topics.save({ topic })
    await deletion()
    expect(await admin.topics.names()).toContain(topic)
    const again = await newInstance(other.admin.call, { clusterId, hasNamespace: false })
    expect(again.topicsUsed).toBeGreaterThan(0)
  })
})

describe('deleting an instance', () => {
  it('is refused with all that is left, of the console and of others, until nothing is', async () => {
    const { instanceId } = await newInstance(server.admin.call)
    const topic = await newTopic(server.admin.call, instanceId)
    const group = await newGroup(server.admin.call, instanceId)
    const foreign = uniqueName('zforeign')
    await admin.topics.save({ topic: `${instanceId}%${foreign}` })
    expect(await problemOf(remove(instanceId))).toMatchObject({
      status: 409,
      code: 'IN_USE',
      detail: 'The instance still holds 2 topics and 1 group: delete them first.',
      blockers: [
        { kind: 'topic', name: topic, instanceId },
        { kind: 'topic', name: foreign, instanceId },
        { kind: 'group', name: group, instanceId },
      ],
    })
    for (const name of [topic, foreign]) {
      const params = { instanceId, topic: name }
      await server.admin.call(topicDelete, { params, query: { confirm: name } })
    }
    const params = { instanceId, group }
    await server.admin.call(groupDelete, { params, query: { confirm: group } })
    await remove(instanceId)
    expect(await problemOf(view(instanceId))).toMatchObject({ status: 404, code: 'NOT_FOUND' })
    expect(await problemOf(remove(instanceId))).toMatchObject({ status: 404 })
  })

  it('is refused for what only the console still knows of', async () => {
    const { instanceId } = await newInstance(server.admin.call)
    const group = await newGroup(server.admin.call, instanceId)
    await admin.groups.remove(`${instanceId}%${group}`)
    const left = [{ kind: 'group', name: group, instanceId }]
    expect(await problemOf(remove(instanceId))).toMatchObject({ code: 'IN_USE', blockers: left })
    const params = { instanceId, group }
    await server.admin.call(groupRepair, { params, body: { action: 'forget' } })
    await remove(instanceId)
  })

  it('and making something in it at once never leave something in no instance', async () => {
    for (let round = 0; round < 3; round++) {
      const { instanceId } = await newInstance(server.admin.call)
      const topic = uniqueName('late')
      const [made] = await Promise.allSettled([
        newTopic(server.admin.call, instanceId, { topic }),
        remove(instanceId),
      ])
      const isOnBrokers = (await admin.topics.names()).includes(`${instanceId}%${topic}`)
      const isThere = await view(instanceId).then(
        () => true,
        () => false,
      )
      expect({ isOnBrokers, isThere: isThere || !isOnBrokers }).toEqual({
        isOnBrokers: made.status === 'fulfilled',
        isThere: true,
      })
    }
  })
})
