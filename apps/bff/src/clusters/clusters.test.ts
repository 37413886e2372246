import {
  auditEventList,
  clusterCreate,
  clusterDelete,
  clusterList,
  clusterTest,
  clusterUpdate,
  clusterView,
  instanceCreate,
  instanceDelete,
} from '@gantry/contract'
import { describe, expect, it } from 'vitest'
import { problemOf } from '../../test-support/callers.ts'
import { createUser } from '../../test-support/create-user.ts'
import { ENGINES } from '../../test-support/databases.ts'
import { startTestServer, type TestServer } from '../../test-support/start-server.ts'
import { createCapabilities } from '../capabilities.ts'
import { SECRET_KEY_PURPOSE } from './cluster-clients.ts'

/** Nobody listens there. */
const namesrvAddr = '127.0.0.1:1'
const keysShown = { accessKey: 'rocketmq', hasSecretKey: true }
const keys = { accessKey: 'rocketmq', secretKey: 'hush-hush' }

const create = (server: TestServer, changes: object = {}) =>
  server.admin.call(clusterCreate, { body: { name: 'east', namesrvAddr, ...changes } })

async function keptSecrets(server: TestServer): Promise<Array<string | null>> {
  const rows = await server.context.db.selectFrom('clusters').selectAll().execute()
  return rows.map(({ secret_key_encrypted: sealed }) =>
    sealed === null ? null : server.context.secrets.open(sealed, SECRET_KEY_PURPOSE),
  )
}

describe.each(ENGINES)('clusters, on %s', engine => {
  it('are added with their secret sealed, and told of', async () => {
    await using server = await startTestServer({ engine })
    const heard: unknown[] = []
    server.context.events.subscribe(({ type, data }) => heard.push([type, data]))
    const made = await create(server, keys)
    expect(made).toEqual({
      clusterId: expect.any(String),
      name: 'east',
      namesrvAddr,
      tls: false,
      accessKey: 'rocketmq',
      hasSecretKey: true,
      readOnly: false,
      version: 0,
      createdAt: expect.any(String),
    })
    expect(await keptSecrets(server)).toEqual(['hush-hush'])
    expect(heard).toContainEqual(['clusterCreated', { clusterId: made.clusterId }])
    const { items } = await server.admin.call(auditEventList, {})
    expect(items).toEqual([
      expect.objectContaining({
        action: 'clusterCreate',
        target: 'cluster east',
        result: 'ok',
        change: {
          before: null,
          after: {
            name: 'east',
            namesrvAddr,
            tls: false,
            accessKey: 'rocketmq',
            hasSecretKey: true,
            readOnly: false,
          },
        },
      }),
    ])
  })

  it('have names of their own', async () => {
    await using server = await startTestServer({ engine })
    await create(server)
    const taken = { status: 409, code: 'CONFLICT', fields: [{ path: 'name', code: 'invalid' }] }
    expect(await problemOf(create(server))).toMatchObject(taken)
    const { clusterId, version } = await create(server, { name: 'west' })
    const rename = server.admin.call(clusterUpdate, {
      params: { clusterId },
      body: { name: 'east', version },
    })
    expect(await problemOf(rename)).toMatchObject(taken)
  })

  it('keep what an edit leaves out, above all the secret', async () => {
    await using server = await startTestServer({ engine })
    const { clusterId } = await create(server, { ...keys, tls: true })
    const params = { clusterId }
    const renamed = await server.admin.call(clusterUpdate, { params, body: { name: 'west', version: 0 } })
    expect(renamed).toMatchObject({ name: 'west', namesrvAddr, tls: true, ...keysShown, version: 1 })
    const switched = await server.admin.call(clusterUpdate, { params, body: { readOnly: true, version: 1 } })
    expect(switched).toMatchObject({ name: 'west', readOnly: true, tls: true, ...keysShown, version: 2 })
    expect(await keptSecrets(server)).toEqual(['hush-hush'])
    await server.admin.call(clusterUpdate, { params, body: { secretKey: 'other', tls: false, version: 2 } })
    expect(await keptSecrets(server)).toEqual(['other'])
  })
  it('lose both keys together', async () => {
    await using server = await startTestServer({ engine })
    const { clusterId } = await create(server, keys)
    const body = { accessKey: null, version: 0 }
    const changed = await server.admin.call(clusterUpdate, { params: { clusterId }, body })
    expect(changed).toMatchObject({ accessKey: null, hasSecretKey: false })
    expect(await keptSecrets(server)).toEqual([null])
  })

  it('take both keys or none, and say which is missing', async () => {
    await using server = await startTestServer({ engine })
    const lacks = (path: string) => ({
      status: 400,
      code: 'VALIDATION',
      fields: [{ path, code: 'required' }],
    })
    expect(await problemOf(create(server, { accessKey: 'a' }))).toMatchObject(lacks('secretKey'))
    expect(await problemOf(create(server, { secretKey: 's' }))).toMatchObject(lacks('accessKey'))
    const { clusterId } = await create(server)
    const update = (body: object) =>
      problemOf(server.admin.call(clusterUpdate, { params: { clusterId }, body: { version: 0, ...body } }))
    expect(await update({ secretKey: 's' })).toMatchObject(lacks('accessKey'))
    expect(await update({ accessKey: null, secretKey: 's' })).toMatchObject(lacks('secretKey'))
  })

  it('refuse a stale edit and show what is there now', async () => {
    await using server = await startTestServer({ engine })
    const { clusterId } = await create(server, keys)
    const rename = (name: string) =>
      server.admin.call(clusterUpdate, { params: { clusterId }, body: { name, version: 0 } })
    await rename('west')
    const problem = await problemOf(rename('north'))
    expect(problem).toMatchObject({ status: 409, code: 'CONFLICT', current: { name: 'west', version: 1 } })
    expect(JSON.stringify(problem)).not.toContain('hush-hush')
  })

  it('let one of two edits at once pass', async () => {
    await using server = await startTestServer({ engine })
    const { clusterId } = await create(server)
    const rename = (name: string) =>
      server.admin.call(clusterUpdate, { params: { clusterId }, body: { name, version: 0 } })
    const outcomes = await Promise.allSettled([rename('west'), rename('north')])
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  })

  it('are removed when no instance is left, and not before', async () => {
    await using server = await startTestServer({ engine })
    const { clusterId } = await create(server)
    const body = {
      name: 'orders',
      clusterId,
      specification: { maxTopics: 50, inboundTps: 1_000, outboundTps: 1_000 },
    }
    const { instanceId } = await server.admin.call(instanceCreate, { body })
    const remove = () => server.admin.call(clusterDelete, { params: { clusterId } })
    expect(await problemOf(remove())).toMatchObject({
      status: 409,
      code: 'IN_USE',
      blockers: [{ kind: 'instance', name: 'orders', instanceId }],
    })
    await server.admin.call(instanceDelete, { params: { instanceId }, query: { ifUnreachable: 'forget' } })
    await remove()
    expect((await server.admin.call(clusterList, {})).items).toEqual([])
    expect(await problemOf(remove())).toMatchObject({ status: 404, code: 'NOT_FOUND' })
  })
  it('that do not exist cannot be edited', async () => {
    await using server = await startTestServer({ engine })
    const params = { clusterId: 'nothing' }
    const update = server.admin.call(clusterUpdate, { params, body: { name: 'x', version: 0 } })
    expect(await problemOf(update)).toMatchObject({ status: 404, code: 'NOT_FOUND' })
  })
})

describe('clusters', () => {
  it.each([
    ['name', { name: '' }],
    ['name', { name: 'x'.repeat(65) }],
    ['namesrvAddr', { namesrvAddr: 'http://a:1' }],
    ['namesrvAddr', { namesrvAddr: 'a:70000' }],
    ['accessKey', { accessKey: '' }],
    ['tls', { tls: 'yes' }],
    ['readOnly', { readOnly: true }],
  ])('are refused at the field %s: %j', async (path, changes) => {
    await using server = await startTestServer()
    const response = await server.admin.fetch('/api/v1/clusters', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'east', namesrvAddr, ...changes }),
    })
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({ code: 'VALIDATION', fields: [{ path }] })
  })

  it('are an administrator’s to change, and what they call the console is shown to nobody else', async () => {
    await using server = await startTestServer()
    const { clusterId } = await create(server, keys)
    for (const role of ['tenantAdministrator', 'resourceUser', 'readOnly'] as const) {
      const program = await createUser(server, role)
      const forbidden = { status: 403, code: 'FORBIDDEN' }
      const body = { name: 'west', namesrvAddr }
      const params = { clusterId }
      const { items } = await program.call(clusterList, {})
      const shown = [...items, await program.call(clusterView, { params })].map(({ cluster }) => cluster)
      expect(shown.map(({ name, accessKey }) => [name, accessKey])).toEqual([
        ['east', null],
        ['east', null],
      ])
      expect(await problemOf(program.call(clusterCreate, { body }))).toMatchObject(forbidden)
      expect(await problemOf(program.call(clusterTest, { body }))).toMatchObject(forbidden)
      const update = program.call(clusterUpdate, { params, body: { name: 'west', version: 0 } })
      expect(await problemOf(update)).toMatchObject(forbidden)
      expect(await problemOf(program.call(clusterDelete, { params }))).toMatchObject(forbidden)
    }
  })

  it('never show their secret: not in answers, errors or the audit record', async () => {
    await using server = await startTestServer()
    const { clusterId } = await create(server, keys)
    const texts = await Promise.all(
      ['/clusters', `/clusters/${clusterId}`, '/audit-events'].map(async path =>
        (await server.admin.fetch(`/api/v1${path}`)).text(),
      ),
    )
    const test = await server.admin.call(clusterTest, { body: { namesrvAddr, clusterId } })
    expect([...texts, JSON.stringify(test)].filter(text => text.includes('hush-hush'))).toEqual([])
  })

  it('whose secret cannot be read are down, and the others are not', async () => {
    await using server = await startTestServer()
    await create(server, keys)
    await create(server, { name: 'west' })
    await server.context.db
      .updateTable('clusters')
      .set({ secret_key_encrypted: 'v1.other.key.sealed' })
      .where('name', '=', 'east')
      .execute()
    const { items } = await server.admin.call(clusterList, {})
    expect(items.map(({ live }) => live.state)).toEqual(['DOWN', 'DOWN'])
    expect(items[1]?.live.partial?.reasons[0]?.message).toContain('ECONNREFUSED')
  })
})

describe('a first start that was broken off', () => {
  const firstCluster = { name: 'x', namesrvAddr, tls: false, accessKey: undefined, secretKey: undefined }

  it('goes on at the next: several at once make one cluster and one instance', async () => {
    await using server = await startTestServer()
    await create(server, { name: 'x' })
    const context = { ...server.context, config: { ...server.context.config, firstCluster } }
    await Promise.all([createCapabilities(context), createCapabilities(context)])
    const { db } = server.context
    expect((await db.selectFrom('clusters').select('name').execute()).map(({ name }) => name)).toEqual(['x'])
    const instances = await db.selectFrom('instances').select(['name', 'has_namespace']).execute()
    expect(instances).toEqual([{ name: 'x-default', has_namespace: 0 }])
  })

  it('does not start where the address is not allowed', async () => {
    const config = { firstCluster, allowedAddresses: ['10.0.0.0/8'] }
    await expect(startTestServer({ config })).rejects.toThrow('GANTRY_ALLOWED_ADDRESSES')
  })
})
