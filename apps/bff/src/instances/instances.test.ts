import {
  auditEventList,
  clusterCreate,
  instanceCreate,
  instanceDelete,
  instanceList,
  instanceUpdate,
  instanceView,
} from '@gantry/contract'
import { describe, expect, it } from 'vitest'
import { problemOf } from '../../test-support/callers.ts'
import { createUser } from '../../test-support/create-user.ts'
import { ENGINES } from '../../test-support/databases.ts'
import { startTestServer, type TestServer, type TestServerOptions } from '../../test-support/start-server.ts'

/** Nobody listens there: what is told of brokers is told by the tests on a real cluster. */
const namesrvAddr = '127.0.0.1:1;127.0.0.1:2'
const specification = { maxTopics: 50, inboundTps: 1_000, outboundTps: 1_000 }

async function startWithCluster(options: TestServerOptions) {
  const server = await startTestServer(options)
  const { clusterId } = await server.admin.call(clusterCreate, { body: { name: 'east', namesrvAddr } })
  const create = (name: string, changes: object = {}) =>
    server.admin.call(instanceCreate, { body: { name, clusterId, specification, ...changes } })
  return { server, clusterId, create, [Symbol.asyncDispose]: () => server.close() }
}

const view = (server: TestServer, instanceId: string) =>
  server.admin.call(instanceView, { params: { instanceId } })

describe.each(ENGINES)('instances, on %s', engine => {
  it('are made with an ID that clients take the namespace from', async () => {
    await using world = await startWithCluster({ engine })
    const heard: unknown[] = []
    world.server.context.events.subscribe(({ type, data }) => heard.push([type, data]))
    const made = await world.create('orders', { description: 'Orders' })
    expect(made).toEqual({
      instanceId: expect.stringMatching(/^MQ_INST_\d{12}_[A-Za-z0-9]{8}$/),
      accountId: expect.stringMatching(/^\d{12}$/),
      name: 'orders',
      description: 'Orders',
      clusterId: world.clusterId,
      clusterName: 'east',
      hasNamespace: true,
      isDefault: false,
      isGranted: false,
      state: 'UNREACHABLE',
      specification,
      topicsUsed: null,
      groups: null,
      inTps: null,
      outTps: null,
      version: 0,
      createdAt: expect.any(String),
    })
    expect(heard).toContainEqual(['instanceCreated', { instanceId: made.instanceId }])
    expect((await view(world.server, made.instanceId)).instance).toEqual(made)
    const { items } = await world.server.admin.call(auditEventList, { query: { action: 'instanceCreate' } })
    expect(items).toEqual([
      expect.objectContaining({
        target: `instance ${made.instanceId}`,
        result: 'ok',
        change: { before: null, after: expect.objectContaining({ name: 'orders', ...specification }) },
      }),
    ])
  })

  it('share the account of the installation', async () => {
    await using world = await startWithCluster({ engine })
    const made = await Promise.all(['one', 'two', 'three'].map(name => world.create(name)))
    const accounts = made.map(({ instanceId }) => instanceId.split('_')[2])
    expect(new Set(accounts).size).toBe(1)
    expect(new Set(made.map(({ instanceId }) => instanceId)).size).toBe(3)
  })

  it('have names of their own', async () => {
    await using world = await startWithCluster({ engine })
    await world.create('orders')
    const taken = { status: 409, code: 'CONFLICT', fields: [{ path: 'name', code: 'invalid' }] }
    expect(await problemOf(world.create('orders'))).toMatchObject(taken)
    const { instanceId } = await world.create('bills')
    const rename = world.server.admin.call(instanceUpdate, {
      params: { instanceId },
      body: { name: 'orders', version: 0 },
    })
    expect(await problemOf(rename)).toMatchObject(taken)
  })

  it('are without a namespace once in a cluster, also when two are made at once', async () => {
    await using world = await startWithCluster({ engine })
    const outcomes = await Promise.allSettled(
      ['one', 'two'].map(name => world.create(name, { hasNamespace: false })),
    )
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    const third = await problemOf(world.create('three', { hasNamespace: false }))
    expect(third).toMatchObject({ code: 'CONFLICT', fields: [{ path: 'hasNamespace', code: 'invalid' }] })
    const { items } = await world.server.admin.call(instanceList, {})
    expect(items).toEqual([expect.objectContaining({ isDefault: true, hasNamespace: false })])
  })

  it('live on a cluster that there is', async () => {
    await using world = await startWithCluster({ engine })
    expect(await problemOf(world.create('orders', { clusterId: 'nothing' }))).toMatchObject({
      status: 404,
      code: 'NOT_FOUND',
      fields: [{ path: 'clusterId' }],
    })
  })

  it('keep what an edit leaves out, and refuse a stale one with what is there now', async () => {
    await using world = await startWithCluster({ engine })
    const { instanceId } = await world.create('orders', { description: 'Orders' })
    const update = (body: object) =>
      world.server.admin.call(instanceUpdate, { params: { instanceId }, body: { version: 0, ...body } })
    const more = { ...specification, maxTopics: 60 }
    expect(await update({ specification: more })).toMatchObject({
      name: 'orders',
      description: 'Orders',
      specification: more,
      version: 1,
    })
    expect(await problemOf(update({ name: 'bills' }))).toMatchObject({
      status: 409,
      code: 'CONFLICT',
      current: { name: 'orders', specification: more, version: 1 },
    })
    expect(await update({ name: 'bills', version: 1 })).toMatchObject({ name: 'bills', specification: more })
  })

  it('let one of two edits at once pass', async () => {
    await using world = await startWithCluster({ engine })
    const { instanceId } = await world.create('orders')
    const update = (name: string) =>
      world.server.admin.call(instanceUpdate, { params: { instanceId }, body: { name, version: 0 } })
    const outcomes = await Promise.allSettled([update('bills'), update('stock')])
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  })

  it('are not lowered while nobody can say what is in use', async () => {
    await using world = await startWithCluster({ engine })
    const { instanceId } = await world.create('orders')
    const body = { specification: { ...specification, maxTopics: 10 }, version: 0 }
    const lower = world.server.admin.call(instanceUpdate, { params: { instanceId }, body })
    expect(await problemOf(lower)).toMatchObject({ status: 503, code: 'BROKER_UNAVAILABLE' })
  })

  it('are deleted while brokers are away only by who says so', async () => {
    await using world = await startWithCluster({ engine })
    const { instanceId } = await world.create('orders')
    const params = { instanceId }
    const remove = () => world.server.admin.call(instanceDelete, { params })
    expect(await problemOf(remove())).toMatchObject({ status: 503, code: 'BROKER_UNAVAILABLE' })
    await world.server.admin.call(instanceDelete, { params, query: { ifUnreachable: 'forget' } })
    expect(await problemOf(view(world.server, instanceId))).toMatchObject({ status: 404, code: 'NOT_FOUND' })
    expect(await problemOf(remove())).toMatchObject({ status: 404, code: 'NOT_FOUND' })
  })

  it('are not deleted while the console knows of a topic or group in them', async () => {
    await using world = await startWithCluster({ engine })
    const { db } = world.server.context
    for (const hasNamespace of [true, false]) {
      const { instanceId } = await world.create(`orders-${hasNamespace}`, { hasNamespace })
      const row = {
        instance_id: instanceId,
        description: '',
        state: 'READY',
        version: 0,
        created_at: 0,
      } as const
      const topic = { ...row, topic: 'orders', message_type: 'NORMAL', broker_names: '[]' } as const
      await db.insertInto('topics').values(topic).execute()
      await db
        .insertInto('groups')
        .values({ ...row, group: 'GID_orders', protocol: 'TCP' })
        .execute()
      const remove = world.server.admin.call(instanceDelete, {
        params: { instanceId },
        query: { ifUnreachable: 'forget' },
      })
      expect(await problemOf(remove)).toMatchObject({
        status: 409,
        code: 'IN_USE',
        blockers: [
          { kind: 'topic', name: 'orders', instanceId },
          { kind: 'group', name: 'GID_orders', instanceId },
        ],
      })
    }
  })

  it('are found by name and ID, sorted and paged', async () => {
    await using world = await startWithCluster({ engine })
    const names = ['delta', 'alpha', 'charlie', 'bravo', 'echo_100%']
    for (const name of names) await world.create(name)
    const list = async (query: object) => {
      const { items } = await world.server.admin.call(instanceList, { query })
      return items.map(({ name }) => name)
    }
    expect(await list({})).toEqual(['alpha', 'bravo', 'charlie', 'delta', 'echo_100%'])
    expect(await list({ sort: '-name' })).toEqual(['echo_100%', 'delta', 'charlie', 'bravo', 'alpha'])
    expect(await list({ sort: 'clusterName', limit: 1 })).toEqual(['alpha'])
    expect(await list({ q: 'CHAR' })).toEqual(['charlie'])
    expect(await list({ q: '%' })).toEqual(['echo_100%'])
    const { items } = await world.server.admin.call(instanceList, { query: { q: 'delta' } })
    expect(await list({ q: items[0]?.instanceId.slice(-8).toLowerCase() })).toEqual(['delta'])
    const pages: string[] = []
    let cursor: string | undefined
    do {
      const page = await world.server.admin.call(instanceList, {
        query: { limit: 2, sort: 'createdAt', cursor },
      })
      pages.push(...page.items.map(({ name }) => name))
      cursor = page.nextCursor ?? undefined
    } while (cursor !== undefined)
    expect(pages.toSorted()).toEqual(names.toSorted())
  })
})

describe('instances', () => {
  it('say of whom their figures are missing', async () => {
    await using world = await startWithCluster({})
    await world.create('orders')
    await world.create('bills')
    const { items, partial } = await world.server.admin.call(instanceList, {})
    expect(items.map(({ state }) => state)).toEqual(['UNREACHABLE', 'UNREACHABLE'])
    expect(partial?.reasons).toEqual([
      { brokerAddr: namesrvAddr, message: expect.stringContaining('ECONNREFUSED') },
    ])
  })

  it('cannot be sorted by what is read from brokers', async () => {
    await using world = await startWithCluster({})
    const list = world.server.admin.call(instanceList, { query: { sort: 'inTps' } })
    expect(await problemOf(list)).toMatchObject({ code: 'VALIDATION', fields: [{ path: 'sort' }] })
  })

  it('are made once by two submits of one form', async () => {
    await using world = await startWithCluster({})
    const body = { name: 'orders', clusterId: world.clusterId, specification }
    const submit = () =>
      world.server.admin.call(instanceCreate, { body }, { idempotencyKey: 'form-1-of-somebody' })
    const first = await submit()
    expect(await submit()).toEqual(first)
    expect((await world.server.admin.call(instanceList, {})).items).toHaveLength(1)
  })

  it.each([
    ['name', { name: 'ab' }],
    ['name', { name: 'x'.repeat(65) }],
    ['description', { description: 'x'.repeat(257) }],
    ['specification.maxTopics', { specification: { ...specification, maxTopics: 0 } }],
    ['specification.maxTopics', { specification: { ...specification, maxTopics: 1_001 } }],
    ['specification.inboundTps', { specification: { ...specification, inboundTps: 9 } }],
    ['specification.inboundTps', { specification: { ...specification, inboundTps: 100_001 } }],
    ['specification.outboundTps', { specification: { ...specification, outboundTps: 10.5 } }],
    ['specification.outboundTps', { specification: { ...specification, outboundTps: '10' } }],
    ['region', { region: 'x' }],
  ])('are refused at the field %s: %j', async (path, changes) => {
    await using world = await startWithCluster({})
    const response = await world.server.admin.fetch('/api/v1/instances', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'orders', clusterId: world.clusterId, specification, ...changes }),
    })
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({ code: 'VALIDATION', fields: [{ path }] })
  })

  it('take the limits themselves', async () => {
    await using world = await startWithCluster({})
    const least = { maxTopics: 1, inboundTps: 10, outboundTps: 10 }
    const most = { maxTopics: 1_000, inboundTps: 100_000, outboundTps: 100_000 }
    expect((await world.create('low', { specification: least })).specification).toEqual(least)
    expect((await world.create('x'.repeat(64), { specification: most })).specification).toEqual(most)
  })

  it('have an endpoint of their own where a domain is set, and the plain address everywhere', async () => {
    await using world = await startWithCluster({ config: { endpointDomain: 'mq.example' } })
    const { instanceId } = await world.create('orders')
    const byDefault = await world.create('default', { hasNamespace: false })
    const endpointsOf = async (id: string) => (await view(world.server, id)).endpoints
    expect(await endpointsOf(instanceId)).toEqual([
      {
        protocol: 'TCP',
        address: `${instanceId}.mq.example:1`,
        plainAddress: namesrvAddr,
        namespace: instanceId,
      },
    ])
    expect(await endpointsOf(byDefault.instanceId)).toEqual([
      { protocol: 'TCP', address: namesrvAddr, plainAddress: namesrvAddr, namespace: null },
    ])
    await using plain = await startWithCluster({})
    const other = await plain.create('orders')
    expect((await view(plain.server, other.instanceId)).endpoints).toEqual([
      { protocol: 'TCP', address: namesrvAddr, plainAddress: namesrvAddr, namespace: other.instanceId },
    ])
  })

  it('are their account’s to see, and its administrators’ to change', async () => {
    await using world = await startWithCluster({})
    const { instanceId } = await world.create('orders')
    const params = { instanceId }
    const forbidden = { status: 403, code: 'FORBIDDEN' }
    for (const role of ['resourceUser', 'readOnly'] as const) {
      const program = await createUser(world.server, role)
      expect((await program.call(instanceList, {})).items).toHaveLength(1)
      expect((await program.call(instanceView, { params })).instance.name).toBe('orders')
      const body = { name: 'bills', clusterId: world.clusterId, specification }
      expect(await problemOf(program.call(instanceCreate, { body }))).toMatchObject(forbidden)
      const update = program.call(instanceUpdate, { params, body: { name: 'bills', version: 0 } })
      expect(await problemOf(update)).toMatchObject(forbidden)
      expect(await problemOf(program.call(instanceDelete, { params }))).toMatchObject(forbidden)
    }
    const tenant = await createUser(world.server, 'tenantAdministrator')
    const renamed = await tenant.call(instanceUpdate, { params, body: { name: 'bills', version: 0 } })
    expect(renamed.name).toBe('bills')
  })
})
