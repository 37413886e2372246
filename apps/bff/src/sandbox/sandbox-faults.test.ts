/** Failures on order, and what the API of clusters and topics shows of them. */
import {
  auditEventList,
  clusterList,
  instanceList,
  problemDetails,
  sandboxFaultCreate,
  sandboxFaultDelete,
  sandboxFaultList,
  topicCreate,
  topicList,
  topicView,
} from '@gantry/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createProgram, type Program, problemOf } from '../../test-support/callers.ts'
import { createDatabase, type TestDatabase } from '../../test-support/databases.ts'
import { readConfig } from '../platform/config/config.ts'
import type { RunningServer } from '../server.ts'
import { startConsole } from '../start-console.ts'

const TOKEN = 'token-of-the-first-administrator-for-tests'
const patience = { timeout: 15_000, interval: 100 }

let database: TestDatabase
let server: RunningServer
let admin: Program
let instanceId = ''

beforeAll(async () => {
  database = await createDatabase('sqlite')
  const env = {
    NODE_ENV: 'test',
    GANTRY_PORT: '0',
    GANTRY_LOG_LEVEL: 'silent',
    GANTRY_DATA_DIR: database.settings.dataDir,
    GANTRY_BOOTSTRAP_TOKEN: TOKEN,
    GANTRY_DEMO: 'off',
  }
  server = await startConsole(readConfig(env))
  admin = createProgram(server.url, TOKEN)
  const { items } = await admin.call(instanceList, {})
  instanceId = items.find(({ name }) => name === 'shop')?.instanceId ?? ''
})
afterAll(async () => {
  await server.close()
  await database[Symbol.asyncDispose]()
})

/** The state of the sandbox, and of each broker that the name server knows. */
async function clusterNow() {
  const { items } = await admin.call(clusterList, {})
  const live = items[0]?.live
  return [live?.state, ...(live?.brokers ?? []).map(broker => [broker.brokerName, broker.isOnline])]
}

async function silentBrokers() {
  const { partial } = await admin.call(topicList, { params: { instanceId } })
  return partial?.reasons.map(({ brokerName }) => brokerName) ?? []
}

const WELL = ['UP', ['broker-a', true], ['broker-b', true]]

describe('a fault of the sandbox', () => {
  it('refuses what a broker is asked: lists go on without it, until somebody ends it', async () => {
    const body = { kind: 'REFUSED', brokerName: 'broker-a', code: 'SYSTEM_BUSY', seconds: 600 } as const
    const fault = await admin.call(sandboxFaultCreate, { body })
    expect(fault).toMatchObject({
      kind: 'REFUSED',
      brokerName: 'broker-a',
      request: null,
      code: 'SYSTEM_BUSY',
    })
    expect(Date.parse(fault.endsAt) - Date.parse(fault.startedAt)).toBe(600_000)
    expect((await admin.call(sandboxFaultList, {})).items).toEqual([fault])
    await expect.poll(silentBrokers, patience).toEqual(['broker-a'])
    await admin.call(sandboxFaultDelete, { params: { faultId: fault.faultId } })
    await expect.poll(silentBrokers, patience).toEqual([])
  })

  it('refuses one kind of request: a change says what the broker said', async () => {
    const body = { kind: 'REFUSED', request: 'UPDATE_AND_CREATE_TOPIC', code: 'NO_PERMISSION' } as const
    const { faultId } = await admin.call(sandboxFaultCreate, { body })
    const wanted = { params: { instanceId }, body: { topic: 'returns', messageType: 'NORMAL' } } as const
    expect(await problemOf(admin.call(topicCreate, wanted))).toMatchObject({
      code: 'BROKER_REFUSED',
      brokerCode: 16,
    })
    expect((await admin.call(topicView, { params: { instanceId, topic: 'orders' } })).topic.state).toBe(
      'READY',
    )
    await admin.call(sandboxFaultDelete, { params: { faultId } })
  })

  it('stops a broker, which comes back by itself when the time is over', async () => {
    const body = { kind: 'GONE', brokerName: 'broker-b', seconds: 1 } as const
    await admin.call(sandboxFaultCreate, { body })
    await expect.poll(clusterNow, patience).not.toEqual(WELL)
    await expect.poll(clusterNow, patience).toEqual(WELL)
    expect((await admin.call(sandboxFaultList, {})).items).toEqual([])
  })

  it('cuts connections: the cluster counts as degraded', async () => {
    const body = { kind: 'CUT', brokerName: 'broker-b', seconds: 600 } as const
    const { faultId } = await admin.call(sandboxFaultCreate, { body })
    await expect.poll(clusterNow, patience).toEqual(['DEGRADED', ['broker-a', true], ['broker-b', false]])
    await admin.call(sandboxFaultDelete, { params: { faultId } })
    await expect.poll(clusterNow, patience).toEqual(WELL)
  })

  it('is refused when it names what does not exist, or what its kind does not take', async () => {
    const pathOf = async (body: Parameters<typeof sandboxFaultCreate.body.parse>[0]) => {
      const response = await admin.fetch('/api/v1/sandbox/faults', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })
      const [field] = problemDetails.parse(await response.json()).fields ?? []
      return [response.status, field?.path, field?.message]
    }
    expect(await pathOf({ kind: 'GONE', brokerName: 'broker-x' })).toEqual([
      400,
      'brokerName',
      'The sandbox knows no broker-x.',
    ])
    expect(await pathOf({ kind: 'CUT', request: 'SEND' })).toEqual([
      400,
      'request',
      'The sandbox knows no SEND.',
    ])
    expect(await pathOf({ kind: 'SLOW' })).toEqual([400, 'ms', 'SLOW needs ms.'])
    expect(await pathOf({ kind: 'GONE', ms: 5 })).toEqual([400, 'ms', 'GONE takes no ms.'])
    const params = { faultId: 'none' }
    expect(await problemOf(admin.call(sandboxFaultDelete, { params }))).toMatchObject({ code: 'NOT_FOUND' })
  })

  it('is in the audit record', async () => {
    const { items } = await admin.call(auditEventList, { query: { action: 'sandboxFaultCreate' } })
    expect(items.find(({ target }) => target === 'fault GONE of broker-b')).toMatchObject({
      result: 'ok',
      change: { before: null, after: { kind: 'GONE', brokerName: 'broker-b' } },
    })
  })
})
