import {
  auditEventList,
  clusterCreate,
  clusterDelete,
  clusterList,
  clusterTest,
  clusterUpdate,
  clusterView,
  instanceList,
} from '@gantry/contract'
import { Producer } from '@gantry/remoting'
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest'
import { createCapabilities } from '../src/capabilities.ts'
import { problemOf } from '../test-support/callers.ts'
import { createUser } from '../test-support/create-user.ts'
import { makeWireTopic, realAdmin, startConsole } from '../test-support/real-cluster.ts'
import { METRICS_HEADERS, type TestServer } from '../test-support/start-server.ts'

const cluster = inject('cluster')
const { namesrvAddr, masters } = cluster
const keys = cluster.credentials ?? { accessKey: '', secretKey: '' }

const WAIT = { timeout: 15_000, interval: 100 }

let server: TestServer
beforeAll(async () => {
  server = await startConsole()
})
afterAll(() => server.close())

async function firstCluster() {
  const { items } = await server.admin.call(clusterList, {})
  const found = items.find(item => item.cluster.name === 'real')
  if (found === undefined) throw new Error('The first start made no cluster.')
  return found
}

describe('the first start with GANTRY_NAMESRV', () => {
  it('makes that cluster, with its secret kept, and a default instance on it', async () => {
    const { cluster: made, live } = await firstCluster()
    expect(made).toMatchObject({ namesrvAddr, tls: false, accessKey: keys.accessKey, hasSecretKey: true })
    expect(live.state).toBe('UP')
    const { items } = await server.admin.call(instanceList, {})
    expect(items).toEqual([
      expect.objectContaining({
        name: 'real',
        clusterId: made.clusterId,
        isDefault: true,
        hasNamespace: false,
      }),
    ])
    const [row] = await server.context.db.selectFrom('clusters').select('secret_key_encrypted').execute()
    expect(row?.secret_key_encrypted).toMatch(/^v1\./)
  })

  it('is the only one that does: the next start makes nothing', async () => {
    await createCapabilities(server.context)
    expect((await server.admin.call(clusterList, {})).items).toHaveLength(1)
    expect((await server.admin.call(instanceList, {})).items).toHaveLength(1)
  })
})

describe('the view of a cluster', () => {
  it('shows every broker with release, role, rates, disk and today’s counts', async () => {
    const { cluster: made } = await firstCluster()
    const view = () => server.admin.call(clusterView, { params: { clusterId: made.clusterId } })
    // A broker has no rates in its first seconds.
    await vi.waitFor(async () => {
      const { live } = await view()
      expect(live.brokers.every(({ inTps }) => inTps !== null)).toBe(true)
    }, WAIT)
    const { live } = await view()
    expect(live.partial).toBeNull()
    expect(live.brokers).toEqual(
      masters.map(({ brokerName, addr }) => ({
        clusterName: cluster.clusterName,
        brokerName,
        brokerId: 0,
        addr,
        role: 'MASTER',
        isOnline: true,
        release: cluster.release,
        inTps: expect.any(Number),
        outTps: expect.any(Number),
        diskRatio: expect.any(Number),
        putToday: expect.any(Number),
        getToday: expect.any(Number),
        bootedAt: expect.any(String),
      })),
    )
    for (const { diskRatio, bootedAt } of live.brokers) {
      expect(diskRatio).toBeGreaterThan(0)
      expect(diskRatio).toBeLessThanOrEqual(1)
      expect(Date.parse(bootedAt ?? '')).toBeLessThan(Date.now())
    }
  })

  it('counts what is stored today as the broker does', async () => {
    const { cluster: made } = await firstCluster()
    const putToday = async () => {
      const { live } = await server.admin.call(clusterView, { params: { clusterId: made.clusterId } })
      return live.brokers.reduce((sum, broker) => sum + Number(broker.putToday), 0)
    }
    const topic = await makeWireTopic()
    const before = await putToday()
    await using producer = new Producer({ namesrvAddr, credentials: keys, producerGroup: 'cluster-test' })
    for (let number = 0; number < 20; number++) await producer.send({ topic, body: Buffer.from('x') })
    expect(await putToday()).toBeGreaterThanOrEqual(before + 20)
  })

  it('is not there for a cluster that is not', async () => {
    const answer = problemOf(server.admin.call(clusterView, { params: { clusterId: 'nothing' } }))
    expect(await answer).toMatchObject({ status: 404, code: 'NOT_FOUND' })
  })

  it('shows brokers that refuse the keys as online, without figures, and says so', async () => {
    const made = await server.admin.call(clusterCreate, {
      body: { name: 'wrong keys', namesrvAddr, accessKey: keys.accessKey, secretKey: 'not-the-secret' },
    })
    const { live } = await server.admin.call(clusterView, { params: { clusterId: made.clusterId } })
    expect(live.state).toBe('DEGRADED')
    expect(live.brokers.map(({ isOnline, inTps }) => [isOnline, inTps])).toEqual([
      [true, null],
      [true, null],
    ])
    expect(live.partial?.reasons.map(({ brokerName }) => brokerName)).toEqual(['broker-a', 'broker-b'])
    await server.admin.call(clusterDelete, { params: { clusterId: made.clusterId } })
  })

  it('shows a cluster that cannot be reached as down, beside others that are up', async () => {
    const made = await server.admin.call(clusterCreate, {
      body: { name: 'away', namesrvAddr: '127.0.0.1:1' },
    })
    const { items } = await server.admin.call(clusterList, {})
    expect(items.map(item => [item.cluster.name, item.live.state])).toEqual([
      ['away', 'DOWN'],
      ['real', 'UP'],
    ])
    expect(items[0]?.live.partial?.reasons).toEqual([
      { brokerAddr: '127.0.0.1:1', message: expect.stringContaining('ECONNREFUSED') },
    ])
    const ready = await fetch(`${server.url}/readyz`, { headers: METRICS_HEADERS })
    expect(ready.status).toBe(200)
    expect(await ready.json()).toMatchObject({
      parts: { 'cluster real': { ok: true }, 'cluster away': { ok: false } },
    })
    await server.admin.call(clusterDelete, { params: { clusterId: made.clusterId } })
    const after = await fetch(`${server.url}/readyz`, { headers: METRICS_HEADERS })
    expect(await after.text()).not.toContain('away')
  })
})

describe('the test of a connection', () => {
  const test = (body: Parameters<typeof server.admin.call<typeof clusterTest>>[1]['body']) =>
    server.admin.call(clusterTest, { body })

  it('passes every check with the right settings, and saves nothing', async () => {
    const before = (await server.admin.call(clusterList, {})).items.length
    const result = await test({ namesrvAddr, ...keys })
    expect(result).toMatchObject({ ok: true, brokers: masters.length, clusterNames: [cluster.clusterName] })
    expect(result.checks.map(({ check, ok }) => [check, ok])).toEqual(
      ['address', 'connection', 'nameServer', 'brokers', 'credentials', 'clock'].map(check => [check, true]),
    )
    expect((await server.admin.call(clusterList, {})).items).toHaveLength(before)
  })

  it('takes the secret that is kept when a cluster is edited', async () => {
    const { cluster: kept } = await firstCluster()
    const settings = { namesrvAddr, accessKey: keys.accessKey, clusterId: kept.clusterId }
    expect(await test(settings)).toMatchObject({ ok: true })
    const unknown = problemOf(test({ namesrvAddr, clusterId: 'nothing' }))
    expect(await unknown).toMatchObject({ status: 404, code: 'NOT_FOUND' })
  })

  const broker = masters[0]?.addr ?? ''
  it.each([
    ['keys that are missing', { namesrvAddr }, 'credentials', 'broker-a asks for keys'],
    [
      'a wrong secret',
      { namesrvAddr, accessKey: keys.accessKey, secretKey: 'wrong' },
      'credentials',
      'broker-a refuses the keys',
    ],
    [
      'an unknown account',
      { namesrvAddr, accessKey: 'nobody', secretKey: 'x' },
      'credentials',
      'refuses the keys',
    ],
    [
      "a broker's address",
      { namesrvAddr: broker, ...keys },
      'nameServer',
      `${broker} speaks RocketMQ but is no name`,
    ],
    ['a port where nobody listens', { namesrvAddr: '127.0.0.1:1' }, 'connection', 'ECONNREFUSED'],
    [
      'one name server of two away',
      { namesrvAddr: `${namesrvAddr};127.0.0.1:1` },
      'connection',
      '127.0.0.1:1',
    ],
    [
      'a name without an address',
      { namesrvAddr: 'nowhere.invalid:9876' },
      'address',
      'nowhere.invalid has no address',
    ],
    ['TLS where there is none', { namesrvAddr, tls: true }, 'connection', 'speaks TLS'],
  ])('says what is wrong with %s', async (_, body, check, words) => {
    const { ok, checks } = await test(body)
    expect(ok).toBe(false)
    expect(checks.slice(0, -1).every(each => each.ok)).toBe(true)
    expect(checks.at(-1)).toEqual({ check, ok: false, message: expect.stringContaining(words) })
  })

  it('says when a port speaks HTTP', async () => {
    const { checks } = await test({ namesrvAddr: new URL(server.url).host })
    expect(checks.at(-1)).toMatchObject({
      check: 'nameServer',
      message: expect.stringContaining('speaks HTTP'),
    })
  })

  it('says when the keys are right but may not administer', async () => {
    await using admin = realAdmin()
    await admin.access.createUser({ username: 'bystander', password: 'bystander-secret' })
    const { checks } = await test({ namesrvAddr, accessKey: 'bystander', secretKey: 'bystander-secret' })
    expect(checks.at(-1)).toEqual({
      check: 'credentials',
      ok: false,
      message: expect.stringContaining('administers the cluster'),
    })
    await admin.access.deleteUser('bystander')
  })

  it('says how far the clocks are apart', async () => {
    await using late = await startConsole({ clock: { nowMs: () => Date.now() - 90_000 } })
    const { ok, checks } = await late.admin.call(clusterTest, { body: { namesrvAddr, ...keys } })
    expect(ok).toBe(false)
    expect(checks.at(-1)).toEqual({
      check: 'clock',
      ok: false,
      message: expect.stringMatching(/^The clock of broker-[ab] is (89|90) s ahead of the console's/),
    })
  })

  it('refuses half a key pair at its field', async () => {
    expect(await problemOf(test({ namesrvAddr, accessKey: 'only' }))).toMatchObject({
      code: 'VALIDATION',
      fields: [{ path: 'secretKey', code: 'required' }],
    })
  })
})

describe('addresses that are not allowed', () => {
  const clusters = async (server: TestServer) => (await server.admin.call(clusterList, {})).items

  it('are refused in the test before anything is sent, and when they are saved', async () => {
    await using guarded = await startConsole({ config: { allowedAddresses: ['127.0.0.0/8'] } })
    const { checks } = await guarded.admin.call(clusterTest, { body: { namesrvAddr: '192.0.2.1:9876' } })
    expect(checks).toEqual([
      { check: 'address', ok: false, message: expect.stringContaining('GANTRY_ALLOWED_ADDRESSES') },
    ])
    const create = guarded.admin.call(clusterCreate, { body: { name: 'x', namesrvAddr: '192.0.2.1:9876' } })
    expect(await problemOf(create)).toMatchObject({
      status: 400,
      code: 'VALIDATION',
      fields: [{ path: 'namesrvAddr', code: 'invalid' }],
    })
    expect(await clusters(guarded)).toEqual([
      expect.objectContaining({ live: expect.objectContaining({ state: 'UP' }) }),
    ])
  })

  it('are not connected to when a name server announces them', async () => {
    const port = namesrvAddr.split(':')[1]
    const allowed = { namesrvAddr: `localhost:${port}`, allowedAddresses: ['localhost'] }
    await using guarded = await startConsole({
      config: {
        allowedAddresses: allowed.allowedAddresses,
        firstCluster: { name: 'real', tls: false, ...keys, namesrvAddr: allowed.namesrvAddr },
      },
    })
    const { checks } = await guarded.admin.call(clusterTest, {
      body: { namesrvAddr: allowed.namesrvAddr, ...keys },
    })
    expect(checks.at(-1)).toEqual({
      check: 'brokers',
      ok: false,
      message: expect.stringMatching(
        /broker-a at 127\.0\.0\.1:\d+\. The host 127\.0\.0\.1 is not among those/,
      ),
    })
    const [item] = await clusters(guarded)
    expect(item?.live.state).toBe('DOWN')
    expect(item?.live.partial?.reasons.map(({ message }) => message)).toEqual([
      expect.stringContaining('GANTRY_ALLOWED_ADDRESSES'),
      expect.stringContaining('GANTRY_ALLOWED_ADDRESSES'),
    ])
  })
})

describe('a cluster that is edited', () => {
  it('is connected to with its new keys at once', async () => {
    const { clusterId, version } = await server.admin.call(clusterCreate, {
      body: { name: 'edited', namesrvAddr },
    })
    const state = async () => {
      const { live } = await server.admin.call(clusterView, { params: { clusterId } })
      return live.brokers.every(({ release }) => release !== null)
    }
    expect(await state()).toBe(false)
    const changed = await server.admin.call(clusterUpdate, {
      params: { clusterId },
      body: { ...keys, version },
    })
    expect(changed).toMatchObject({ accessKey: keys.accessKey, hasSecretKey: true, version: version + 1 })
    expect(await state()).toBe(true)
    await server.admin.call(clusterDelete, { params: { clusterId } })
  })

  it('tells those who look at others when its state has changed', async () => {
    const heard: unknown[] = []
    const stop = server.context.events.subscribe(({ type, data }) => {
      if (type === 'clusterStateChanged') heard.push(data)
    })
    const made = await server.admin.call(clusterCreate, {
      body: { name: 'moved', namesrvAddr: '127.0.0.1:1' },
    })
    const params = { clusterId: made.clusterId }
    await server.admin.call(clusterView, { params })
    await server.admin.call(clusterView, { params })
    expect(heard).toEqual([])
    await server.admin.call(clusterUpdate, { params, body: { namesrvAddr, ...keys, version: 0 } })
    await server.admin.call(clusterView, { params })
    expect(heard).toEqual([{ clusterId: made.clusterId, state: 'UP' }])
    stop()
    await server.admin.call(clusterDelete, { params })
  })
})

describe('calls to brokers', () => {
  it('are counted by cluster, request and outcome', async () => {
    await firstCluster()
    const text = await (await fetch(`${server.url}/metrics`, { headers: METRICS_HEADERS })).text()
    expect(text).toMatch(
      /gantry_broker_call_seconds_count\{cluster="real",request="GET_BROKER_RUNTIME_INFO",outcome="ok"\} \d+/,
    )
  })
})

describe('who may not administer', () => {
  it('sees clusters, but neither tests nor changes them', async () => {
    const reader = await createUser(server, 'readOnly')
    expect((await reader.call(clusterList, {})).items).not.toEqual([])
    const body = { namesrvAddr: '127.0.0.1:1' }
    expect(await problemOf(reader.call(clusterTest, { body }))).toMatchObject({
      status: 403,
      code: 'FORBIDDEN',
    })
    const { items } = await server.admin.call(auditEventList, { query: { action: 'clusterTest', limit: 1 } })
    expect(items).toEqual([expect.objectContaining({ result: 'FORBIDDEN' })])
  })
})
