import {
  consumerClientList,
  groupList,
  groupSampleCode,
  groupSubscriptions,
  groupView,
  messageSend,
} from '@gantry/contract'
import type { Admin } from '@gantry/remoting'
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest'
import { problemOf } from '../test-support/callers.ts'
import { startConsumer } from '../test-support/real-clients.ts'
import { realAdmin, startConsole } from '../test-support/real-cluster.ts'
import { newGroup, newInstance, newTopic, uniqueName } from '../test-support/seed.ts'
import type { TestServer } from '../test-support/start-server.ts'

const brokerNames = inject('cluster').masters.map(({ brokerName }) => brokerName)
const WAIT = { timeout: 15_000, interval: 100 }
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

type Query = Parameters<typeof server.admin.call<typeof groupList>>[1]['query']
const list = (id: string, query: Query = {}) =>
  server.admin.call(groupList, { params: { instanceId: id }, query })
const view = async (group: string) =>
  (await server.admin.call(groupView, { params: { instanceId, group } })).group
const subscriptions = async (group: string) =>
  (await server.admin.call(groupSubscriptions, { params: { instanceId, group } })).items
const clients = async (group: string) =>
  (await server.admin.call(consumerClientList, { params: { instanceId, group } })).items
const send = (topic: string, body: string, tag?: string) =>
  server.admin.call(messageSend, { params: { instanceId, topic }, body: { body, ...(tag && { tag }) } })

describe('a group whose consumer runs', () => {
  it('shows who is connected, and what is left to consume while it is offline', async () => {
    const topic = await newTopic(server.admin.call, instanceId)
    const group = await newGroup(server.admin.call, instanceId)
    expect(await clients(group)).toEqual([])
    {
      await using consumer = await startConsumer(topic, { namespace: instanceId, consumerGroup: group })
      await send(topic, 'first')
      await vi.waitFor(() => expect(consumer.received).toHaveLength(1), WAIT)
      await vi.waitFor(async () => {
        expect(await view(group)).toMatchObject({
          isOnline: true,
          clients: 1,
          messageModel: 'CLUSTERING',
          accumulated: 0,
          lastConsumedAt: expect.any(String),
        })
      }, WAIT)
      expect(await clients(group)).toEqual([
        {
          clientId: expect.any(String),
          clientAddr: expect.stringMatching(/^127\.0\.0\.1:\d+$/),
          language: expect.any(String),
          release: expect.stringMatching(/^\d+\.\d+\.\d+$/),
          host: expect.any(String),
          processId: process.pid,
          brokerNames,
          accumulated: 0,
        },
      ])
    }
    await vi.waitFor(async () => expect((await view(group)).isOnline).toBe(false), WAIT)
    for (const body of ['second', 'third']) await send(topic, body)
    await vi.waitFor(async () => {
      expect(await view(group)).toMatchObject({ clients: 0, messageModel: null, accumulated: 2 })
    }, WAIT)
    expect(await clients(group)).toEqual([])
  })

  it('shows each topic with its tags and backlog, and offline what it has consumed before', async () => {
    const topic = await newTopic(server.admin.call, instanceId)
    const group = await newGroup(server.admin.call, instanceId)
    expect(await subscriptions(group)).toEqual([])
    {
      await using consumer = await startConsumer(topic, {
        namespace: instanceId,
        consumerGroup: group,
        expression: 'paid || sent',
      })
      await send(topic, 'x', 'paid')
      await vi.waitFor(() => expect(consumer.received).toHaveLength(1), WAIT)
      const online = { isOnline: true, expression: 'paid || sent', expressionType: 'TAG', accumulated: 0 }
      await vi.waitFor(async () => expect(await subscriptions(group)).toEqual([{ topic, ...online }]), WAIT)
    }
    await send(topic, 'y', 'paid')
    const offline = { isOnline: false, expression: null, expressionType: null, accumulated: 1 }
    await vi.waitFor(async () => expect(await subscriptions(group)).toEqual([{ topic, ...offline }]), WAIT)
  })

  it('has no backlog that the brokers know of when it is broadcasting', async () => {
    const topic = await newTopic(server.admin.call, instanceId)
    const group = await newGroup(server.admin.call, instanceId)
    await using _consumer = await startConsumer(topic, {
      namespace: instanceId,
      consumerGroup: group,
      messageModel: 'BROADCASTING',
    })
    await vi.waitFor(async () => {
      expect(await view(group)).toMatchObject({ messageModel: 'BROADCASTING', accumulated: null })
    }, WAIT)
    expect(await subscriptions(group)).toMatchObject([{ topic, isOnline: true, accumulated: null }])
  })

  it('names a topic from outside the instance in full', async () => {
    const outside = uniqueName('outside')
    await admin.topics.save({ topic: outside })
    const group = await newGroup(server.admin.call, instanceId)
    await using _consumer = await startConsumer(outside, { consumerGroup: `${instanceId}%${group}` })
    await vi.waitFor(async () => expect(await subscriptions(group)).toMatchObject([{ topic: outside }]), WAIT)
  })

  it('gives its topic to the sample code, unless another one is asked for', async () => {
    const [topic, other] = [
      await newTopic(server.admin.call, instanceId),
      await newTopic(server.admin.call, instanceId, { messageType: 'TRANSACTIONAL' }),
    ]
    const group = await newGroup(server.admin.call, instanceId)
    const params = { instanceId, group }
    const code = async (query: { topic?: string } = {}) => {
      const { samples } = await server.admin.call(groupSampleCode, { params, query })
      return samples.map(sample => sample.code).join('\n')
    }
    expect(await code()).toContain('YOUR_TOPIC')
    await using _consumer = await startConsumer(topic, { namespace: instanceId, consumerGroup: group })
    await vi.waitFor(async () => expect(await code()).toContain(topic), WAIT)
    expect(await code({ topic: other })).toMatch(/TransactionMQProducer|[Tt]ransaction/)
    const nowhere = server.admin.call(groupSampleCode, { params, query: { topic: 'nowhere' } })
    expect(await problemOf(nowhere)).toMatchObject({ status: 404, code: 'NOT_FOUND' })
  })
})

describe('the list of groups', () => {
  let id = ''
  beforeAll(async () => {
    const call = server.admin.call
    id = (await newInstance(call)).instanceId
    const topic = await newTopic(call, id)
    await newGroup(call, id, { group: 'GID-Alpha', description: 'zeta' })
    await newGroup(call, id, { group: 'GID-beta', protocol: 'HTTP', description: 'eta' })
    await newGroup(call, id, { group: 'GID-gamma' })
    await newGroup(call, id, { group: 'GID-missing' })
    await admin.groups.remove(`${id}%GID-missing`)
    await admin.groups.save({ groupName: `${id}%CID-others` })
    const consumes = { namespace: id, consumerGroup: 'GID-Alpha' }
    {
      await using consumer = await startConsumer(topic, consumes)
      await call(messageSend, { params: { instanceId: id, topic }, body: { body: 'x' } })
      await vi.waitFor(() => expect(consumer.received).toHaveLength(1), WAIT)
    }
    for (const body of ['1', '2', '3']) {
      await call(messageSend, { params: { instanceId: id, topic }, body: { body } })
    }
    const gamma = await startConsumer(topic, { ...consumes, consumerGroup: 'GID-gamma' })
    await vi.waitFor(() => expect(gamma.received).toHaveLength(4), WAIT)
    await vi.waitFor(async () => {
      const { items } = await list(id, { q: 'gamma' })
      expect(items).toMatchObject([{ isOnline: true, accumulated: 0 }])
    }, WAIT)
    return () => gamma[Symbol.asyncDispose]()
  })

  it('has each with its state and figures, by name', async () => {
    const { items, nextCursor, partial, asOf } = await list(id)
    const rows = items.map(({ group, state, isOnline, clients, accumulated }) => [
      group,
      state,
      isOnline,
      clients,
      accumulated,
    ])
    expect(rows).toEqual([
      ['CID-others', 'UNMANAGED', false, 0, 0],
      ['GID-Alpha', 'READY', false, 0, 3],
      ['GID-beta', 'READY', false, 0, 0],
      ['GID-gamma', 'READY', true, 1, 0],
      ['GID-missing', 'MISSING_ON_BROKER', null, null, null],
    ])
    expect([nextCursor, partial]).toEqual([null, null])
    expect(Date.parse(asOf)).toBeGreaterThan(Date.now() - 60_000)
  })

  it('is searched by part of a name, whatever its case, and kept apart by protocol', async () => {
    const names = async (query: Query) => (await list(id, query)).items.map(({ group }) => group)
    expect(await names({ q: 'gid-A' })).toEqual(['GID-Alpha'])
    expect(await names({ q: '%' })).toEqual([])
    expect(await names({ protocol: 'HTTP' })).toEqual(['GID-beta'])
    expect(await names({ protocol: 'TCP' })).toEqual(['CID-others', 'GID-Alpha', 'GID-gamma', 'GID-missing'])
    expect(await names({ protocol: 'TCP', q: 'A', sort: '-group', limit: 1 })).toEqual(['GID-gamma'])
  })

  it.each([
    'group',
    'state',
    'protocol',
    'description',
    'createdAt',
    'isOnline',
    'clients',
    'messageModel',
    'accumulated',
    'consumeTps',
    'lastConsumedAt',
  ] as const)('is sorted by %s in both directions, what is not known last', async column => {
    for (const direction of [1, -1]) {
      const sort = direction === 1 ? column : `-${column}`
      const values = (await list(id, { sort })).items.map(item => item[column])
      const known = values.filter(value => value !== null)
      expect(values.slice(0, known.length)).toEqual(known)
      expect(values).toHaveLength(5)
      const steps = known.slice(1).map((value, index) => compare(known[index], value) * direction)
      expect(steps.every(step => step <= 0)).toBe(true)
    }
  })

  it('puts who has most to do, or is online, on top', async () => {
    const first = async (sort: string) => (await list(id, { sort, limit: 1 })).items[0]?.group
    expect(await first('-accumulated')).toBe('GID-Alpha')
    expect(await first('-isOnline')).toBe('GID-gamma')
    expect(await first('-clients')).toBe('GID-gamma')
  })

  it.each([undefined, '-accumulated', 'lastConsumedAt', '-isOnline'])(
    'comes page by page, without a gap or a repeat, sorted by %s',
    async sort => {
      const whole = (await list(id, { sort })).items.map(({ group }) => group)
      const pages: string[] = []
      let cursor: string | undefined
      do {
        const page = await list(id, { sort, limit: 2, cursor })
        expect(page.items.length).toBeLessThanOrEqual(2)
        pages.push(...page.items.map(({ group }) => group))
        cursor = page.nextCursor ?? undefined
      } while (cursor !== undefined)
      expect(pages).toEqual(whole)
    },
  )

  it('refuses a column that it has not, a cursor that is none, and a page of nothing or too much', async () => {
    for (const [path, query] of [
      ['sort', { sort: 'wireGroup' }],
      ['sort', { sort: '-constructor' }],
      ['cursor', { cursor: 'made-up' }],
      ['limit', { limit: 0 }],
      ['limit', { limit: 1_001 }],
      ['q', { q: 'x'.repeat(129) }],
    ] as const) {
      expect(await problemOf(list(id, query))).toMatchObject({
        status: 400,
        code: 'VALIDATION',
        fields: [{ path }],
      })
    }
  })
})

function compare(a: unknown, b: unknown): number {
  return typeof a === 'string' && typeof b === 'string'
    ? Number(a > b) - Number(a < b)
    : Number(a) - Number(b)
}
