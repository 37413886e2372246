import {
  auditEventList,
  groupCreate,
  groupDelete,
  groupList,
  groupRepair,
  groupView,
  instanceDelete,
  instanceView,
  topicCreate,
  topicDelete,
  topicList,
  topicRepair,
  topicView,
} from '@gantry/contract'
import type { Admin } from '@gantry/remoting'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { problemOf } from '../test-support/callers.ts'
import { GHOST_BROKER, startGhostBroker } from '../test-support/ghost-broker.ts'
import { realAdmin, startConsole } from '../test-support/real-cluster.ts'
import { newGroup, newInstance, newTopic, uniqueName } from '../test-support/seed.ts'
import type { TestServer } from '../test-support/start-server.ts'

const brokerNames = inject('cluster').masters.map(({ brokerName }) => brokerName)
/** What each broker said to a change while one was away. */
const OUTCOMES = [
  ...brokerNames.map(brokerName => ({ brokerName, ok: true })),
  { brokerName: GHOST_BROKER, ok: false, message: expect.stringContaining('127.0.0.1:9') },
]
const AWAY = [{ brokerName: GHOST_BROKER, brokerAddr: '127.0.0.1:9', message: expect.any(String) }]

let server: TestServer
let admin: Admin
let instanceId = ''

beforeAll(async () => {
  server = await startConsole()
  admin = realAdmin()
  instanceId = (await newInstance(server.admin.call)).instanceId
})
afterAll(async () => {
  await admin.close()
  await server.close()
})

describe('a topic that is saved just after a broker was lost', () => {
  const create = (topic: string) =>
    server.admin.call(topicCreate, { params: { instanceId }, body: { topic, messageType: 'NORMAL' } })
  const view = async (topic: string) =>
    (await server.admin.call(topicView, { params: { instanceId, topic } })).topic
  const repair = (topic: string, action: 'finish' | 'undo') =>
    server.admin.call(topicRepair, { params: { instanceId, topic }, body: { action } })

  it('says on which brokers it stands, and is finished when the broker is back or gone for good', async () => {
    const topic = uniqueName('half')
    {
      await using _ghost = await startGhostBroker()
      const made = await create(topic)
      expect(made).toMatchObject({ topic: { state: 'INCOMPLETE', brokerNames }, outcomes: OUTCOMES })
      const { items, partial } = await server.admin.call(topicList, {
        params: { instanceId },
        query: { q: topic },
      })
      expect(items).toMatchObject([{ topic, state: 'INCOMPLETE' }])
      expect(partial?.reasons).toEqual(AWAY)
      expect((await server.admin.call(topicView, { params: { instanceId, topic } })).partial).not.toBeNull()
      const tried = await repair(topic, 'finish')
      expect(tried.topic?.state).toBe('INCOMPLETE')
      expect(tried.outcomes).toMatchObject([{ brokerName: GHOST_BROKER, ok: false }])
    }
    expect((await view(topic)).state).toBe('INCOMPLETE')
    expect((await repair(topic, 'finish')).topic).toMatchObject({ state: 'READY', brokerNames })
    expect((await view(topic)).state).toBe('READY')
    const { items } = await server.admin.call(auditEventList, { query: { q: `${instanceId}/${topic}` } })
    expect(items.at(-1)).toMatchObject({
      action: 'topicCreate',
      result: 'ok',
      details: { failures: [expect.stringMatching(/^broker-z: /)] },
      change: { before: null, after: { state: 'INCOMPLETE' } },
    })
  })

  it('is undone instead, wherever that is possible, and goes on when the broker is gone', async () => {
    const topic = uniqueName('undone')
    {
      await using _ghost = await startGhostBroker()
      await create(topic)
      const tried = await repair(topic, 'undo')
      expect(tried).toMatchObject({ topic: { state: 'INCOMPLETE', brokerNames: [] }, outcomes: OUTCOMES })
    }
    expect(await repair(topic, 'undo')).toMatchObject({ topic: null })
    expect(await problemOf(view(topic))).toMatchObject({ status: 404 })
    await newTopic(server.admin.call, instanceId, { topic })
  })

  it('is made whole on one broker that answers when it is globally ordered', async () => {
    await using _ghost = await startGhostBroker()
    const body = { topic: uniqueName('ordered'), messageType: 'GLOBALLY_ORDERED' } as const
    const made = await server.admin.call(topicCreate, { params: { instanceId }, body })
    expect(made).toMatchObject({ topic: { state: 'READY' }, outcomes: [{ ok: true }] })
  })

  it('is not deleted by half unseen: what is left says so, and deleting again goes on', async () => {
    const topic = await newTopic(server.admin.call, instanceId)
    const deletion = () =>
      server.admin.call(topicDelete, { params: { instanceId, topic }, query: { confirm: topic } })
    {
      await using _ghost = await startGhostBroker()
      expect(await problemOf(deletion())).toMatchObject({ status: 503, code: 'BROKER_UNAVAILABLE' })
      expect((await view(topic)).state).toBe('INCOMPLETE')
    }
    await deletion()
    expect(await problemOf(view(topic))).toMatchObject({ status: 404 })
  })

  it('that nobody knows is not called missing while a broker might have it', async () => {
    await using _ghost = await startGhostBroker()
    expect(await problemOf(view('nowhere'))).toMatchObject({ status: 503, code: 'BROKER_UNAVAILABLE' })
  })
})

describe('a group that is saved just after a broker was lost', () => {
  const create = (group: string) =>
    server.admin.call(groupCreate, { params: { instanceId }, body: { group, protocol: 'HTTP' } })
  const view = async (group: string) =>
    (await server.admin.call(groupView, { params: { instanceId, group } })).group
  const repair = (group: string, action: 'finish' | 'undo') =>
    server.admin.call(groupRepair, { params: { instanceId, group }, body: { action } })

  it('says on which brokers it stands, has no figures without all of them, and is finished later', async () => {
    const group = uniqueName('GID-half')
    {
      await using _ghost = await startGhostBroker()
      expect(await create(group)).toMatchObject({ group: { state: 'INCOMPLETE' }, outcomes: OUTCOMES })
      for (const sort of [undefined, '-accumulated']) {
        const { items, partial } = await server.admin.call(groupList, {
          params: { instanceId },
          query: { q: group, sort },
        })
        expect(items).toMatchObject([
          { group, isOnline: null, clients: null, accumulated: null, consumeTps: null },
        ])
        expect(partial?.reasons).toEqual(AWAY)
      }
    }
    expect((await view(group)).state).toBe('INCOMPLETE')
    expect((await repair(group, 'finish')).group).toMatchObject({ state: 'READY', protocol: 'HTTP' })
    expect(await view(group)).toMatchObject({ state: 'READY', isOnline: false, accumulated: 0 })
  })

  it('is undone instead, and goes on when the broker is gone', async () => {
    const group = uniqueName('GID-undone')
    {
      await using _ghost = await startGhostBroker()
      await create(group)
      expect(await repair(group, 'undo')).toMatchObject({
        group: { state: 'INCOMPLETE' },
        outcomes: OUTCOMES,
      })
      const held = (await admin.groups.configs()).answered.flatMap(({ value }) => [...value.keys()])
      expect(held).not.toContain(`${instanceId}%${group}`)
    }
    expect(await repair(group, 'undo')).toMatchObject({ group: null })
    await newGroup(server.admin.call, instanceId, { group })
  })

  it('is not deleted by half unseen', async () => {
    const group = await newGroup(server.admin.call, instanceId)
    const deletion = () =>
      server.admin.call(groupDelete, { params: { instanceId, group }, query: { confirm: group } })
    {
      await using _ghost = await startGhostBroker()
      expect(await problemOf(deletion())).toMatchObject({ status: 503, code: 'BROKER_UNAVAILABLE' })
      expect((await view(group)).state).toBe('INCOMPLETE')
    }
    await deletion()
    expect(await problemOf(view(group))).toMatchObject({ status: 404 })
  })
})

describe('an instance while a broker is lost', () => {
  it('is degraded, and is not deleted unless somebody takes it on themselves', async () => {
    const { instanceId: id } = await newInstance(server.admin.call)
    await using _ghost = await startGhostBroker()
    const { instance } = await server.admin.call(instanceView, { params: { instanceId: id } })
    expect(instance).toMatchObject({ state: 'DEGRADED', topicsUsed: 0, inTps: null, outTps: null })
    const params = { instanceId: id }
    expect(await problemOf(server.admin.call(instanceDelete, { params }))).toMatchObject({
      status: 503,
      code: 'BROKER_UNAVAILABLE',
    })
    await server.admin.call(instanceDelete, { params, query: { ifUnreachable: 'forget' } })
    const { items } = await server.admin.call(auditEventList, { query: { q: id, action: 'instanceDelete' } })
    expect(items).toContainEqual(
      expect.objectContaining({ result: 'ok', details: { ifUnreachable: 'forget' } }),
    )
  })
})
