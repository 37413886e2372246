/** The server as `npm start` starts it on a machine that has nothing else. */
import {
  clusterList,
  groupList,
  instanceCreate,
  instanceDelete,
  instanceList,
  topicList,
  topicView,
} from '@gantry/contract'
import { Admin, dlqTopicOf } from '@gantry/remoting'
import { type Kysely, sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createProgram, type Program } from '../test-support/callers.ts'
import { createDatabase, type TestDatabase } from '../test-support/databases.ts'
import { readConfig } from './platform/config/config.ts'
import { connectDatabase } from './platform/database/connect-database.ts'
import type { Database } from './platform/database/database.ts'
import { migrateToLatest } from './platform/database/migrate.ts'
import { createLog } from './platform/log.ts'
import type { RunningServer } from './server.ts'
import { startConsole } from './start-console.ts'

const TOKEN = 'token-of-the-first-administrator-for-tests'
/** As docs/operating.md gives them. */
const KEYS = { accessKey: 'gantry-sandbox', secretKey: 'gantry-sandbox-secret' }
const patience = { timeout: 20_000, interval: 200 }

let database: TestDatabase
beforeAll(async () => {
  database = await createDatabase('sqlite')
})
afterAll(() => database[Symbol.asyncDispose]())

interface Console {
  readonly server: RunningServer
  readonly admin: Program
}

async function start(
  settings: Readonly<Record<string, string>> = {},
  { dataDir }: { readonly dataDir: string } = database.settings,
): Promise<Console> {
  const env = {
    NODE_ENV: 'test',
    GANTRY_PORT: '0',
    GANTRY_LOG_LEVEL: 'silent',
    GANTRY_DATA_DIR: dataDir,
    GANTRY_BOOTSTRAP_TOKEN: TOKEN,
    ...settings,
  }
  const server = await startConsole(readConfig(env))
  return { server, admin: createProgram(server.url, TOKEN) }
}

async function clustersOf({ admin }: Console) {
  return (await admin.call(clusterList, {})).items
}

async function shopOf({ admin }: Console) {
  const { items } = await admin.call(instanceList, {})
  const shop = items.find(({ name }) => name === 'shop')
  if (!shop) throw new Error('There is no shop.')
  return shop
}

async function groupsOf(console: Console) {
  const { instanceId } = await shopOf(console)
  const { items } = await console.admin.call(groupList, { params: { instanceId } })
  return new Map(items.map(group => [group.group, group]))
}

async function topicsOf(console: Console) {
  const { instanceId } = await shopOf(console)
  return (await console.admin.call(topicList, { params: { instanceId } })).items
}

async function stored(console: Console, topic: string): Promise<number> {
  const { instanceId } = await shopOf(console)
  const { queues } = await console.admin.call(topicView, { params: { instanceId, topic } })
  return queues.reduce((total, { maxOffset }) => total + Number(maxOffset), 0)
}

async function withDatabase(
  { settings }: TestDatabase,
  use: (db: Kysely<Database>) => Promise<void>,
): Promise<void> {
  const db = connectDatabase(settings, createLog('silent'))
  await use(db).finally(() => db.destroy())
}

describe('a console without GANTRY_NAMESRV', { timeout: 60_000 }, () => {
  let console: Console
  beforeAll(async () => {
    console = await start()
  })
  afterAll(() => console.server.close())

  it('has the sandbox: a cluster that is up, with two brokers', async () => {
    const [found, ...others] = await clustersOf(console)
    expect(others).toEqual([])
    expect(found?.cluster).toMatchObject({ name: 'sandbox', accessKey: KEYS.accessKey, hasSecretKey: true })
    expect(found?.live.state).toBe('UP')
    expect(found?.live.brokers.map(({ brokerName, isOnline }) => [brokerName, isOnline])).toEqual([
      ['broker-a', true],
      ['broker-b', true],
    ])
  })

  it('has a default instance, and the shop with topics and groups that lack nothing', async () => {
    const { items } = await console.admin.call(instanceList, {})
    expect(items.map(({ name, isDefault, state }) => [name, isDefault, state])).toEqual([
      ['sandbox', true, 'RUNNING'],
      ['shop', false, 'RUNNING'],
    ])
    const topics = await topicsOf(console)
    expect(topics.map(({ topic, messageType, state }) => [topic, messageType, state])).toEqual([
      ['clicks', 'NORMAL', 'READY'],
      ['notices', 'DELAYED', 'READY'],
      ['orders', 'PARTITIONALLY_ORDERED', 'READY'],
      ['payments', 'TRANSACTIONAL', 'READY'],
    ])
    const groups = await groupsOf(console)
    expect([...groups.values()].filter(({ state }) => state !== 'READY')).toEqual([])
    expect(groups.size).toBe(7)
  })

  it.each(['clicks', 'orders', 'payments', 'notices'])('gets more and more %s', async topic => {
    const before = await stored(console, topic)
    await expect.poll(() => stored(console, topic), patience).toBeGreaterThan(before)
  })

  it('shows a group whose backlog grows, one that is offline, and one that broadcasts', async () => {
    const lag = async () => Number((await groupsOf(console)).get('GID_click_statistics')?.accumulated ?? 0)
    const before = await lag()
    await expect.poll(lag, patience).toBeGreaterThan(before)
    await expect
      .poll(async () => (await groupsOf(console)).get('GID_order_archive'), patience)
      .toMatchObject({ isOnline: false, clients: 0 })
    expect((await groupsOf(console)).get('GID_notice_screens')).toMatchObject({
      isOnline: true,
      messageModel: 'BROADCASTING',
    })
  })

  it('keeps its sandbox when somebody starts a second one on the same port, in vain', async () => {
    const { port } = new URL(console.server.url)
    await expect(start({ GANTRY_PORT: port })).rejects.toThrow(/another program listens there/)
    const [sandbox] = await clustersOf(console)
    expect(sandbox?.live.state).toBe('UP')
  })

  it('has dead letters, which any client finds with the keys of the sandbox', async () => {
    const [sandbox] = await clustersOf(console)
    await using admin = new Admin({
      namesrvAddr: sandbox?.cluster.namesrvAddr ?? '',
      credentials: KEYS,
    })
    const group = (await groupsOf(console)).get('GID_payment_fraud')?.wireGroup ?? ''
    await expect.poll(() => admin.topics.names(), patience).toContain(dlqTopicOf(group))
  })
})

describe('a console that is started again', { timeout: 60_000 }, () => {
  it('has the same shop, at the present address of the sandbox', async () => {
    await using server = (await start()).server
    const console = { server, admin: createProgram(server.url, TOKEN) }
    const [found, ...others] = await clustersOf(console)
    expect(others).toEqual([])
    expect(found?.live.state).toBe('UP')
    expect((await console.admin.call(instanceList, {})).items).toHaveLength(2)
    expect((await topicsOf(console)).map(({ state }) => state)).toEqual(['READY', 'READY', 'READY', 'READY'])
    const before = await stored(console, 'clicks')
    await expect.poll(() => stored(console, 'clicks'), patience).toBeGreaterThan(before)
  })

  it('without traffic has the topics, and nobody at work', async () => {
    const console = await start({ GANTRY_DEMO: 'off' })
    await using _ = console.server
    expect(await topicsOf(console)).toHaveLength(4)
    expect([...(await groupsOf(console)).values()].filter(({ isOnline }) => isOnline)).toEqual([])
    expect(await stored(console, 'clicks')).toBe(0)
  })

  it('with GANTRY_NAMESRV shows the sandbox as away where somebody made an instance on it', async () => {
    const before = await start()
    const clusterId = (await clustersOf(before))[0]?.cluster.clusterId ?? ''
    const specification = { maxTopics: 10, inboundTps: 100, outboundTps: 100 }
    const { instanceId } = await before.admin.call(instanceCreate, {
      body: { name: 'mine', clusterId, specification },
    })
    await before.server.close()

    const console = await start({ GANTRY_NAMESRV: '127.0.0.1:1' })
    await using _ = console.server
    const clusters = await clustersOf(console)
    expect(clusters.map(({ cluster, live }) => [cluster.name, live.state])).toEqual([
      ['default', 'DOWN'],
      ['sandbox', 'DOWN'],
    ])
    const query = { ifUnreachable: 'forget' as const }
    await console.admin.call(instanceDelete, { params: { instanceId }, query })
  })

  it('with GANTRY_NAMESRV has no trace of the sandbox where nobody made anything of their own', async () => {
    const console = await start({ GANTRY_NAMESRV: '127.0.0.1:1' })
    await using _ = console.server
    expect((await clustersOf(console)).map(({ cluster }) => cluster.name)).toEqual(['default'])
    const { items } = await console.admin.call(instanceList, {})
    expect(items.map(({ name }) => name)).toEqual(['default'])
  })
})

describe('a cluster with the keys of a sandbox that runs elsewhere', () => {
  it('is nobody’s to take away', async () => {
    await using own = await createDatabase('sqlite')
    const settings = {
      GANTRY_NAMESRV: '127.0.0.1:1',
      GANTRY_CLUSTER_ACCESS_KEY: KEYS.accessKey,
      GANTRY_CLUSTER_SECRET_KEY: KEYS.secretKey,
    }
    const first = await start(settings, own.settings)
    await first.server.close()
    const second = await start(settings, own.settings)
    await using _ = second.server
    expect((await clustersOf(second)).map(({ cluster }) => cluster.name)).toEqual(['default'])
  })
})

describe('a console whose first start was broken off', () => {
  it('while it noted which cluster is the sandbox starts all the same', async () => {
    await using own = await createDatabase('sqlite')
    await withDatabase(own, async db => {
      await migrateToLatest(db)
      await sql`create trigger broken_off before insert on settings when new.name = 'sandboxCluster'
        begin select raise(abort, 'broken off'); end`.execute(db)
    })
    await expect(start({}, own.settings)).rejects.toThrow('broken off')
    await withDatabase(own, async db => void (await sql`drop trigger broken_off`.execute(db)))
    const console = await start({ GANTRY_DEMO: 'off' }, own.settings)
    await using _ = console.server
    expect((await clustersOf(console)).map(({ cluster }) => cluster.name)).toEqual(['sandbox'])
  })
})

describe('a console with GANTRY_SANDBOX=off', () => {
  it('begins with no cluster at all', async () => {
    await using own = await createDatabase('sqlite')
    const console = await start({ GANTRY_SANDBOX: 'off' }, own.settings)
    await using _ = console.server
    expect(await clustersOf(console)).toEqual([])
  })
})

describe('an allow list without the address of the sandbox', () => {
  it('stops the start, and a sentence says what to do', async () => {
    await using own = await createDatabase('sqlite')
    await expect(start({ GANTRY_ALLOWED_ADDRESSES: '192.0.2.0/24' }, own.settings)).rejects.toThrow(
      'GANTRY_ALLOWED_ADDRESSES does not allow 127.0.0.1, where the sandbox is. Add it, or switch the sandbox off with GANTRY_SANDBOX=off.',
    )
  })
})

describe('a sandbox whose name is another cluster’s', () => {
  it('is not started, and a sentence says why', async () => {
    await using own = await createDatabase('sqlite')
    const first = await start({ GANTRY_NAMESRV: '127.0.0.1:1', GANTRY_CLUSTER_NAME: 'toy' }, own.settings)
    await first.server.close()
    await expect(start({ GANTRY_CLUSTER_NAME: 'toy' }, own.settings)).rejects.toThrow(
      'GANTRY_CLUSTER_NAME: another cluster is named toy. Name the sandbox otherwise, or switch it off with GANTRY_SANDBOX=off.',
    )
    const beside = await start({}, own.settings)
    await using _ = beside.server
    expect((await clustersOf(beside)).map(({ cluster }) => cluster.name)).toEqual(['sandbox', 'toy'])
  })
})
