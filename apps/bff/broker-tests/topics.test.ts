import {
  auditEventList,
  topicCreate,
  topicDelete,
  topicList,
  topicProducers,
  topicRepair,
  topicRoutes,
  topicSubscriptions,
  topicUpdate,
  topicView,
} from '@gantry/contract'
import type { Admin } from '@gantry/remoting'
import { MESSAGE_TYPES, type MessageType } from '@gantry/rules'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { problemOf } from '../test-support/callers.ts'
import { createUser } from '../test-support/create-user.ts'
import { insertInstance } from '../test-support/instances.ts'
import { realAdmin, startConsole } from '../test-support/real-cluster.ts'
import { defaultInstance, newInstance, newTopic, uniqueName } from '../test-support/seed.ts'
import type { TestServer } from '../test-support/start-server.ts'

const { masters } = inject('cluster')
const brokerNames = masters.map(({ brokerName }) => brokerName)
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

const list = (
  query: Parameters<typeof server.admin.call<typeof topicList>>[1]['query'] = {},
  id = instanceId,
) => server.admin.call(topicList, { params: { instanceId: id }, query })
const view = (topic: string, id = instanceId) =>
  server.admin.call(topicView, { params: { instanceId: id, topic } })

describe('a new topic', () => {
  it.each(MESSAGE_TYPES)(
    'of type %s is on the brokers, in the namespace, with its attribute',
    async messageType => {
      const topic = uniqueName('made')
      const body = { topic, messageType, description: 'For tests' }
      const made = await server.admin.call(topicCreate, { params: { instanceId }, body })
      const isGlobal = messageType === 'GLOBALLY_ORDERED'
      const holders = isGlobal ? [expect.any(String)] : brokerNames
      expect(made).toEqual({
        topic: {
          topic,
          wireTopic: `${instanceId}%${topic}`,
          messageType,
          description: 'For tests',
          state: 'READY',
          brokerNames: holders,
          readQueueNums: isGlobal ? 1 : 16,
          writeQueueNums: isGlobal ? 1 : 16,
          perm: 6,
          version: 0,
          createdAt: expect.any(String),
          granted: null,
        },
        outcomes: holders.map(brokerName => ({ brokerName, brokerAddr: expect.any(String), ok: true })),
      })
      const onBrokers = (await admin.topics.configs()).answered.flatMap(
        ({ value }) => value.get(`${instanceId}%${topic}`) ?? [],
      )
      expect(onBrokers.map(({ writeQueueNums }) => writeQueueNums)).toEqual(isGlobal ? [1] : [8, 8])
      expect(onBrokers[0]?.attributes.get('message.type')).toBe(ATTRIBUTES[messageType])
      const { items } = await list({ q: topic })
      expect(items).toEqual([made.topic])
      expect((await view(topic)).topic).toEqual(made.topic)
    },
  )

  it('is refused under a name that is in use, on the brokers or in the console', async () => {
    const topic = await newTopic(server.admin.call, instanceId)
    const again = server.admin.call(topicCreate, {
      params: { instanceId },
      body: { topic, messageType: 'NORMAL' },
    })
    expect(await problemOf(again)).toMatchObject({
      status: 409,
      code: 'CONFLICT',
      fields: [{ path: 'topic', message: `There is a topic ${topic} on ${brokerNames.join(', ')} already.` }],
    })
    const foreign = uniqueName('foreign')
    await admin.topics.save({ topic: `${instanceId}%${foreign}` })
    const body = { topic: foreign, messageType: 'NORMAL' } as const
    expect(await problemOf(server.admin.call(topicCreate, { params: { instanceId }, body }))).toMatchObject({
      code: 'CONFLICT',
    })
  })

  it('is refused under a name that is RocketMQ’s own', async () => {
    const { instanceId: id } = await defaultInstance(server.admin.call)
    for (const topic of ['TBW102', 'SELF_TEST_TOPIC', 'RMQ_SYS_TRACE_TOPIC', 'broker-a']) {
      const creation = server.admin.call(topicCreate, {
        params: { instanceId: id },
        body: { topic, messageType: 'NORMAL' },
      })
      expect(await problemOf(creation)).toMatchObject({
        code: 'CONFLICT',
        detail: 'RocketMQ uses this name itself: choose another one.',
      })
    }
  })

  it('may have the name of a topic of another instance', async () => {
    const topic = await newTopic(server.admin.call, instanceId)
    const other = (await newInstance(server.admin.call)).instanceId
    await newTopic(server.admin.call, other, { topic })
    expect((await list({}, other)).items.map(item => item.topic)).toEqual([topic])
  })

  it('is refused past the maximum of the instance, also when several ask at once', async () => {
    const specification = { maxTopics: 2, inboundTps: 1_000, outboundTps: 1_000 }
    const { instanceId: id } = await newInstance(server.admin.call, { specification })
    await newTopic(server.admin.call, id)
    const outcomes = await Promise.allSettled([1, 2, 3].map(() => newTopic(server.admin.call, id)))
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await problemOf(newTopic(server.admin.call, id))).toMatchObject({
      status: 409,
      code: 'LIMIT_EXCEEDED',
      detail:
        'The instance holds 2 topics at most, and has them: delete one, or have its specification raised.',
    })
    expect((await list({}, id)).items).toHaveLength(2)
  })

  it('is made once when its form is sent twice', async () => {
    const body = { topic: uniqueName('twice'), messageType: 'NORMAL' } as const
    const create = () =>
      server.admin.call(topicCreate, { params: { instanceId }, body }, { idempotencyKey: uniqueName('key') })
    const idempotencyKey = uniqueName('key')
    const send = () => server.admin.call(topicCreate, { params: { instanceId }, body }, { idempotencyKey })
    const first = await send()
    expect(await send()).toEqual(first)
    expect(await problemOf(create())).toMatchObject({ code: 'CONFLICT' })
  })

  it('is not made, and leaves nothing, where no broker can be reached', async () => {
    const id = 'MQ_INST_1_nobroker'
    await insertInstance(server.context.db, id)
    const body = { topic: 'orders', messageType: 'NORMAL' } as const
    const refusal = await problemOf(server.admin.call(topicCreate, { params: { instanceId: id }, body }))
    expect(refusal).toMatchObject({ status: 503, code: 'BROKER_UNAVAILABLE', brokerAddr: '127.0.0.1:1' })
    const rows = await server.context.db
      .selectFrom('topics')
      .selectAll()
      .where('instance_id', '=', id)
      .execute()
    expect(rows).toEqual([])
  })

  it('is for those who own the instance', async () => {
    for (const [role, isAllowed] of [
      ['tenantAdministrator', true],
      ['resourceUser', false],
      ['readOnly', false],
    ] as const) {
      const user = await createUser(server, role)
      const creation = newTopic(user.call, instanceId)
      if (isAllowed) await creation
      else expect(await problemOf(creation)).toMatchObject({ status: 403, code: 'FORBIDDEN' })
      // To a resource user nothing was granted.
      const { items } = await user.call(topicList, { params: { instanceId } })
      expect(items.length > 0).toBe(role !== 'resourceUser')
    }
  })
})

const ATTRIBUTES: Readonly<Record<MessageType, string>> = {
  NORMAL: 'NORMAL',
  TRANSACTIONAL: 'TRANSACTION',
  DELAYED: 'DELAY',
  PARTITIONALLY_ORDERED: 'FIFO',
  GLOBALLY_ORDERED: 'FIFO',
}

describe('the list of topics', () => {
  it('is of the instance alone: nothing of RocketMQ, of groups, or of other instances', async () => {
    const { instanceId: id } = await defaultInstance(server.admin.call)
    const own = uniqueName('adopted')
    await admin.topics.save({ topic: own })
    await admin.topics.save({ topic: `%RETRY%${own}` })
    const { items, partial, asOf } = await list({ limit: 1_000 }, id)
    const names = items.map(({ topic }) => topic)
    expect(names).toContain(own)
    expect(
      names.filter(name =>
        /%|^(TBW102|DefaultCluster|broker-|SELF_TEST|RMQ_SYS|rmq_sys|SCHEDULE)|REPLY_TOPIC/.test(name),
      ),
    ).toEqual([])
    expect(partial).toBeNull()
    expect(Date.parse(asOf)).toBeGreaterThan(Date.now() - 60_000)
    expect(items.find(({ topic }) => topic === own)).toMatchObject({
      state: 'UNMANAGED',
      messageType: null,
      version: -1,
    })
  })

  it('is searched, filtered by type, sorted and paged', async () => {
    const { instanceId: id } = await newInstance(server.admin.call)
    await newTopic(server.admin.call, id, { topic: 'Orders-1', messageType: 'DELAYED' })
    await newTopic(server.admin.call, id, { topic: 'orders-2', messageType: 'GLOBALLY_ORDERED' })
    await newTopic(server.admin.call, id, { topic: 'payments', messageType: 'NORMAL' })
    const names = async (query: Parameters<typeof list>[0]) =>
      (await list(query, id)).items.map(({ topic }) => topic)
    expect(await names({})).toEqual(['Orders-1', 'orders-2', 'payments'])
    expect(await names({ q: 'oRDERS' })).toEqual(['Orders-1', 'orders-2'])
    expect(await names({ messageType: 'DELAYED' })).toEqual(['Orders-1'])
    expect(await names({ sort: '-topic' })).toEqual(['payments', 'orders-2', 'Orders-1'])
    expect(await names({ sort: 'writeQueueNums' })).toEqual(['orders-2', 'Orders-1', 'payments'])
    const first = await list({ limit: 2 }, id)
    expect(await names({ limit: 2, cursor: first.nextCursor ?? '' })).toEqual(['payments'])
    expect(await problemOf(list({ sort: 'size' }, id))).toMatchObject({
      status: 400,
      fields: [{ path: 'sort' }],
    })
  })

  it('refuses an instance that is not there, and a cluster that does not answer', async () => {
    expect(await problemOf(list({}, 'MQ_INST_1_nowhere1'))).toMatchObject({ status: 404, code: 'NOT_FOUND' })
    await insertInstance(server.context.db, 'MQ_INST_1_listless')
    expect(await problemOf(list({}, 'MQ_INST_1_listless'))).toMatchObject({
      status: 503,
      code: 'BROKER_UNAVAILABLE',
    })
  })
})

describe('one topic', () => {
  it('shows its queues on every broker, and the route of its clients', async () => {
    const topic = await newTopic(server.admin.call, instanceId)
    const { queues, attributes, partial } = await view(topic)
    expect(queues).toHaveLength(16)
    expect(queues[0]).toEqual({
      brokerName: brokerNames[0],
      queueId: 0,
      minOffset: 0,
      maxOffset: 0,
      lastUpdateAt: null,
    })
    expect(attributes).toEqual({ 'message.type': 'NORMAL' })
    expect(partial).toBeNull()
    const routes = await server.admin.call(topicRoutes, { params: { instanceId, topic } })
    expect(routes.queueDatas.map(({ writeQueueNums, perm }) => [writeQueueNums, perm])).toEqual([
      [8, 6],
      [8, 6],
    ])
    expect(routes.brokerDatas.map(({ brokerAddrs }) => brokerAddrs['0']).toSorted()).toEqual(
      masters.map(({ addr }) => addr).toSorted(),
    )
  })

  it('is not found when it is of another instance, of RocketMQ, of a group, or nowhere', async () => {
    const topic = await newTopic(server.admin.call, instanceId)
    const { instanceId: id } = await defaultInstance(server.admin.call)
    await admin.topics.save({ topic: '%RETRY%GID-not-a-topic' })
    const names = [`${instanceId}%${topic}`, 'TBW102', 'broker-a', '%RETRY%GID-not-a-topic', 'nowhere', topic]
    for (const name of names) {
      for (const endpoint of [topicView, topicRoutes, topicSubscriptions, topicProducers]) {
        const call = server.admin.call(endpoint, { params: { instanceId: id, topic: name } })
        expect(await problemOf(call)).toMatchObject({ status: 404, code: 'NOT_FOUND' })
      }
      const deletion = server.admin.call(topicDelete, {
        params: { instanceId: id, topic: name },
        query: { confirm: name },
      })
      expect(await problemOf(deletion)).toMatchObject({ status: 404 })
    }
    expect((await view(topic)).topic.state).toBe('READY')
  })
})

describe('the description of a topic', () => {
  it('is changed, by who has seen the last change', async () => {
    const topic = await newTopic(server.admin.call, instanceId)
    const params = { instanceId, topic }
    const changed = await server.admin.call(topicUpdate, {
      params,
      body: { description: 'Orders', version: 0 },
    })
    expect(changed).toMatchObject({ description: 'Orders', version: 1, state: 'READY' })
    const stale = server.admin.call(topicUpdate, { params, body: { description: 'Stale', version: 0 } })
    expect(await problemOf(stale)).toMatchObject({ status: 409, code: 'CONFLICT', current: changed })
  })

  it('is there only for topics that the console manages', async () => {
    const topic = uniqueName('unmanaged')
    await admin.topics.save({ topic: `${instanceId}%${topic}` })
    const update = (name: string) =>
      server.admin.call(topicUpdate, {
        params: { instanceId, topic: name },
        body: { description: '', version: 0 },
      })
    expect(await problemOf(update(topic))).toMatchObject({
      code: 'CONFLICT',
      detail: expect.stringContaining('adopt'),
    })
    expect(await problemOf(update('nowhere'))).toMatchObject({ code: 'NOT_FOUND' })
  })

  it('is at most 256 characters long', async () => {
    const creation = newTopic(server.admin.call, instanceId, { description: 'x'.repeat(257) })
    expect(await problemOf(creation)).toMatchObject({ status: 400, fields: [{ path: 'description' }] })
    await newTopic(server.admin.call, instanceId, { description: 'x'.repeat(256) })
  })
})

describe('deleting a topic', () => {
  it('takes it from the brokers, the name servers and the console', async () => {
    const topic = await newTopic(server.admin.call, instanceId)
    const params = { instanceId, topic }
    const careless = server.admin.call(topicDelete, { params, query: { confirm: 'other' } })
    expect(await problemOf(careless)).toMatchObject({ status: 400, fields: [{ path: 'confirm' }] })
    await server.admin.call(topicDelete, { params, query: { confirm: topic } })
    expect((await list({ q: topic })).items).toEqual([])
    expect(await admin.topics.names()).not.toContain(`${instanceId}%${topic}`)
    const configs = await admin.topics.configs()
    expect(configs.answered.some(({ value }) => value.has(`${instanceId}%${topic}`))).toBe(false)
    const again = server.admin.call(topicDelete, { params, query: { confirm: topic } })
    expect(await problemOf(again)).toMatchObject({ status: 404 })
    await newTopic(server.admin.call, instanceId, { topic })
  })

  it('works for one that nobody manages', async () => {
    const topic = uniqueName('unmanaged')
    await admin.topics.save({ topic: `${instanceId}%${topic}` })
    await server.admin.call(topicDelete, { params: { instanceId, topic }, query: { confirm: topic } })
    expect((await list({ q: topic })).items).toEqual([])
  })
})

describe('what others did to topics', () => {
  it('is found, and adopted: with the type that the brokers know', async () => {
    const topic = uniqueName('found')
    await admin.topics.save({
      topic: `${instanceId}%${topic}`,
      attributes: { 'message.type': 'DELAY' },
      writeQueueNums: 3,
    })
    const params = { instanceId, topic }
    expect((await view(topic)).topic).toMatchObject({
      state: 'UNMANAGED',
      messageType: 'DELAYED',
      writeQueueNums: 6,
    })
    const finish = server.admin.call(topicRepair, { params, body: { action: 'finish' } })
    expect(await problemOf(finish)).toMatchObject({ status: 409, code: 'CONFLICT' })
    const adopted = await server.admin.call(topicRepair, { params, body: { action: 'adopt' } })
    expect(adopted).toMatchObject({
      topic: { state: 'READY', messageType: 'DELAYED', version: 0 },
      outcomes: [],
    })
    const again = server.admin.call(topicRepair, { params, body: { action: 'adopt' } })
    expect(await problemOf(again)).toMatchObject({ code: 'CONFLICT' })
  })

  it('is missed, and made again or forgotten', async () => {
    const [topic, other] = [
      await newTopic(server.admin.call, instanceId),
      await newTopic(server.admin.call, instanceId),
    ]
    for (const name of [topic, other]) await admin.topics.remove(`${instanceId}%${name}`)
    expect((await view(topic)).topic).toMatchObject({
      state: 'MISSING_ON_BROKER',
      brokerNames: [],
      writeQueueNums: 0,
    })
    expect((await view(topic)).queues).toEqual([])
    const repair = (name: string, action: 'finish' | 'undo' | 'forget' | 'adopt') =>
      server.admin.call(topicRepair, { params: { instanceId, topic: name }, body: { action } })
    expect(await problemOf(repair(topic, 'undo'))).toMatchObject({ code: 'CONFLICT' })
    expect(await repair(topic, 'finish')).toMatchObject({
      topic: { state: 'READY', brokerNames, writeQueueNums: 16 },
    })
    expect(await repair(other, 'forget')).toEqual({ topic: null, outcomes: [] })
    expect(await problemOf(view(other))).toMatchObject({ status: 404 })
    expect(await problemOf(repair(topic, 'forget'))).toMatchObject({ code: 'CONFLICT' })
  })

  it('is seen where one broker has lost it, and mended as it stands on the other', async () => {
    const topic = uniqueName('lost')
    await admin.topics.save({
      topic: `${instanceId}%${topic}`,
      writeQueueNums: 3,
      attributes: { 'message.type': 'NORMAL' },
    })
    const params = { instanceId, topic }
    await server.admin.call(topicRepair, { params, body: { action: 'adopt' } })
    const [, second] = await admin.cluster.masters()
    await admin.topics.remove(`${instanceId}%${topic}`, second && [second])
    expect((await view(topic)).topic).toMatchObject({
      state: 'INCOMPLETE',
      brokerNames: [expect.any(String)],
    })
    const undo = server.admin.call(topicRepair, { params, body: { action: 'undo' } })
    expect(await problemOf(undo)).toMatchObject({
      code: 'CONFLICT',
      detail: expect.stringContaining('was whole before'),
    })
    const mended = await server.admin.call(topicRepair, { params, body: { action: 'finish' } })
    expect(mended).toMatchObject({
      topic: { state: 'READY', brokerNames, writeQueueNums: 6 },
      outcomes: [{ ok: true }],
    })
  })
})

describe('what is done to topics', () => {
  it('is told to pages that are open, and kept in the audit record, also when it is refused', async () => {
    const heard: string[] = []
    const stop = server.context.events.subscribe(({ type }) => heard.push(type))
    const topic = await newTopic(server.admin.call, instanceId)
    const params = { instanceId, topic }
    await server.admin.call(topicUpdate, { params, body: { description: 'Orders', version: 0 } })
    await problemOf(server.admin.call(topicDelete, { params, query: { confirm: 'no' } }))
    await server.admin.call(topicDelete, { params, query: { confirm: topic } })
    stop()
    expect(heard.filter(type => type.startsWith('topic'))).toEqual([
      'topicCreated',
      'topicUpdated',
      'topicDeleted',
    ])
    const { items } = await server.admin.call(auditEventList, { query: { q: `${instanceId}/${topic}` } })
    const kept = items.map(({ action, result, change }) => [action, result, change])
    expect(kept).toHaveLength(4)
    expect(kept).toEqual(
      expect.arrayContaining([
        ['topicCreate', 'ok', { before: null, after: expect.objectContaining({ description: '' }) }],
        [
          'topicUpdate',
          'ok',
          { before: { description: '', version: 0 }, after: { description: 'Orders', version: 1 } },
        ],
        ['topicDelete', 'VALIDATION', null],
        ['topicDelete', 'ok', { before: expect.objectContaining({ description: 'Orders' }), after: null }],
      ]),
    )
  })

  it('is refused while the cluster is read-only; reading goes on', async () => {
    const topic = await newTopic(server.admin.call, instanceId)
    await server.context.db.updateTable('clusters').set({ read_only: 1 }).execute()
    try {
      expect(await problemOf(newTopic(server.admin.call, instanceId))).toMatchObject({
        status: 403,
        detail: expect.stringContaining('is read-only'),
      })
      const deletion = server.admin.call(topicDelete, {
        params: { instanceId, topic },
        query: { confirm: topic },
      })
      expect(await problemOf(deletion)).toMatchObject({ status: 403 })
      expect((await view(topic)).topic.state).toBe('READY')
    } finally {
      await server.context.db.updateTable('clusters').set({ read_only: 0 }).execute()
    }
  })
})
