import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import {
  auditEventList,
  type BodyInputOf,
  groupCreate,
  groupRepair,
  groupView,
  instanceCreate,
  instanceList,
  topicCreate,
  topicDelete,
  topicList,
  topicRepair,
  topicView,
} from '@gantry/contract'
import { DEFAULT_SPECIFICATION } from '@gantry/rules'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createLog } from '../src/platform/log.ts'
import { problemOf } from '../test-support/callers.ts'
import { createDatabase } from '../test-support/databases.ts'
import { startPostgres } from '../test-support/postgres.ts'
import { realAdmin, startConsole } from '../test-support/real-cluster.ts'
import { newGroup, newInstance, newTopic, uniqueName } from '../test-support/seed.ts'
import type { TestServer } from '../test-support/start-server.ts'

const GONE = {
  status: 503,
  code: 'DATABASE_UNAVAILABLE',
  detail: 'The database of the console does not answer: try again, and see /readyz.',
}

const brokersHave = async (name: string): Promise<boolean> => {
  await using admin = realAdmin()
  const [topics, groups] = await Promise.all([admin.topics.configs(), admin.groups.configs()])
  return [...topics.answered, ...groups.answered].some(({ value }) => value.has(name))
}

describe('an SQLite database that another program has locked', () => {
  let database: Awaited<ReturnType<typeof createDatabase>>
  let server: TestServer
  let instanceId = ''
  const logged: string[] = []

  beforeAll(async () => {
    database = await createDatabase('sqlite')
    const log = createLog('error', { write: line => void logged.push(line) })
    server = await startConsole({ log, config: database.settings })
    instanceId = (await newInstance(server.admin.call)).instanceId
  })
  afterAll(async () => {
    await server.close()
    await database[Symbol.asyncDispose]()
  })

  const lock = () => {
    const other = new DatabaseSync(join(database.settings.dataDir, 'gantry.db'))
    other.exec('begin exclusive')
    return { [Symbol.dispose]: () => other.close() }
  }

  /** At the moment when brokers have just done it. */
  function lockAfter(request: string): { readonly unlock: () => void } {
    const { metrics } = server.context
    const report = metrics.brokerCallDone
    let held: Disposable | undefined
    const locking: typeof report = (clusterName, done, ...rest) => {
      report(clusterName, done, ...rest)
      if (done === request) held ??= lock()
    }
    Object.assign(metrics, { brokerCallDone: locking })
    return {
      unlock: () => {
        Object.assign(metrics, { brokerCallDone: report })
        held?.[Symbol.dispose]()
      },
    }
  }

  it('lets nothing begin that it could not note: brokers have no topic and no group of it', async () => {
    const [topic, group] = [uniqueName('locked'), uniqueName('GID')]
    const params = { instanceId }
    const body: BodyInputOf<typeof topicCreate> = { topic, messageType: 'NORMAL' }
    {
      using _locked = lock()
      expect(await problemOf(server.admin.call(topicCreate, { params, body }))).toMatchObject(GONE)
      expect(await problemOf(server.admin.call(groupCreate, { params, body: { group } }))).toMatchObject(GONE)
      expect((await server.admin.call(topicList, { params })).items).toEqual([])
    }
    expect(await brokersHave(`${instanceId}%${topic}`)).toBe(false)
    expect(await brokersHave(`${instanceId}%${group}`)).toBe(false)
    await newTopic(server.admin.call, instanceId, { topic })
    await newGroup(server.admin.call, instanceId, { group })
  })

  it('keeps the audit record of what it refused in the log', () => {
    const kept = logged.filter(line => line.includes('an audit event could not be stored'))
    expect(kept.map(line => JSON.parse(line).audit)).toMatchObject([
      { action: 'topicCreate', result: 'DATABASE_UNAVAILABLE', username: 'admin' },
      { action: 'groupCreate', result: 'DATABASE_UNAVAILABLE', username: 'admin' },
    ])
  })

  it('shows what was half done when it was locked on the way, and lets it be finished', async () => {
    const topic = uniqueName('half')
    const params = { instanceId, topic }
    const { unlock } = lockAfter('UPDATE_AND_CREATE_TOPIC')
    const body: BodyInputOf<typeof topicCreate> = { topic, messageType: 'DELAYED' }
    expect(await problemOf(server.admin.call(topicCreate, { params: { instanceId }, body }))).toMatchObject(
      GONE,
    )
    unlock()
    expect(await brokersHave(`${instanceId}%${topic}`)).toBe(true)
    expect((await server.admin.call(topicView, { params })).topic).toMatchObject({
      state: 'INCOMPLETE',
      messageType: 'DELAYED',
    })
    const finished = await server.admin.call(topicRepair, { params, body: { action: 'finish' } })
    expect(finished.topic?.state).toBe('READY')
  })

  it('shows a group that was half done, and lets it be undone', async () => {
    const group = uniqueName('GID-half')
    const params = { instanceId, group }
    const { unlock } = lockAfter('UPDATE_AND_CREATE_SUBSCRIPTIONGROUP')
    const create = server.admin.call(groupCreate, { params: { instanceId }, body: { group } })
    expect(await problemOf(create)).toMatchObject(GONE)
    unlock()
    expect((await server.admin.call(groupView, { params })).group.state).toBe('INCOMPLETE')
    await server.admin.call(groupRepair, { params, body: { action: 'undo' } })
    expect(await brokersHave(`${instanceId}%${group}`)).toBe(false)
    await newGroup(server.admin.call, instanceId, { group })
  })

  it('shows a topic that was deleted on the brokers alone as missing, and lets it be forgotten', async () => {
    const topic = await newTopic(server.admin.call, instanceId)
    const params = { instanceId, topic }
    const { unlock } = lockAfter('DELETE_TOPIC_IN_BROKER')
    const deletion = server.admin.call(topicDelete, { params, query: { confirm: topic } })
    expect(await problemOf(deletion)).toMatchObject(GONE)
    unlock()
    expect((await server.admin.call(topicView, { params })).topic.state).toBe('MISSING_ON_BROKER')
    await server.admin.call(topicDelete, { params, query: { confirm: topic } })
    expect(await problemOf(server.admin.call(topicView, { params }))).toMatchObject({ status: 404 })
  })
})

describe('a console on PostgreSQL', () => {
  it('says that it was stopped, also at /readyz, does nothing on brokers, and works when it is back', async () => {
    await using postgres = await startPostgres()
    await using server = await startConsole({ config: { databaseUrl: postgres.url } })
    const { instanceId } = await newInstance(server.admin.call)
    const topic = uniqueName('stopped')
    const create = () =>
      server.admin.call(topicCreate, { params: { instanceId }, body: { topic, messageType: 'NORMAL' } })
    const ready = async () => (await fetch(`${server.url}/readyz`)).json()
    expect(await ready()).toMatchObject({ ok: true, parts: { database: { ok: true } } })

    await postgres.stop()
    expect(await problemOf(create())).toMatchObject(GONE)
    expect(await problemOf(server.admin.call(instanceList, {}))).toMatchObject(GONE)
    expect(await ready()).toMatchObject({ ok: false, parts: { database: { ok: false } } })
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200)
    expect(await brokersHave(`${instanceId}%${topic}`)).toBe(false)

    await postgres.start()
    expect((await create()).topic.state).toBe('READY')
    expect(await ready()).toMatchObject({ ok: true, parts: { database: { ok: true } } })
    const { items } = await server.admin.call(auditEventList, { query: { q: topic } })
    expect(items).toMatchObject([{ action: 'topicCreate', result: 'ok' }])
  })

  it('keeps to the limits of instances as SQLite does', async () => {
    await using postgres = await startPostgres()
    await using server = await startConsole({ config: { databaseUrl: postgres.url } })
    const [first] = (await server.admin.call(instanceList, {})).items
    const { clusterId = '' } = first ?? {}
    const second = server.admin.call(instanceCreate, {
      body: { name: 'second', clusterId, specification: DEFAULT_SPECIFICATION, hasNamespace: false },
    })
    expect(await problemOf(second)).toMatchObject({ code: 'CONFLICT', fields: [{ path: 'hasNamespace' }] })
    const limited = await newInstance(server.admin.call, {
      specification: { ...DEFAULT_SPECIFICATION, maxTopics: 1 },
    })
    const asked = Array.from({ length: 4 }, () => newTopic(server.admin.call, limited.instanceId))
    const outcomes = await Promise.allSettled(asked)
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })
})
